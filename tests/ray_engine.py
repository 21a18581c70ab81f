"""Export and prediction on a local Ray of two workers, one killed in the middle: the same bytes.

    python tests/ray_engine.py

Not part of the ordinary tests: starting Ray takes longer than they do.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import tempfile
from functools import partial
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent / "benchmarks"))

import generate
import ray

from hedgerow.export.engines import Engine, Work
from hedgerow.export.on_ray import Actors, on_ray
from hedgerow.export.shard import Shard
from hedgerow.export.writer import export
from hedgerow.predict.run import run
from hedgerow.predict.shard import Job
from hedgerow.predict.texts import Columns
from trained import model

COUNT, SIZE = 60, 150_000


def killing(shard: Shard, work: Work, mark: str) -> Any:
    """The work, but the process dies over the third shard the first time."""
    if shard.number == 2:
        try:
            Path(mark).touch(exist_ok=False)
        except FileExistsError:
            print("done again after its worker was killed", flush=True)
        else:
            os.kill(os.getpid(), signal.SIGKILL)
    return work(shard)


def disturbed(engine: Engine, mark: Path) -> Engine:
    """The engine, but one of its workers is killed."""
    return lambda work, shards: engine(partial(killing, work=work, mark=str(mark)), shards)


def exported(file: Path, folder: Path) -> None:
    export(file, folder / "local", max_size=SIZE)
    engine, mark = on_ray(None), folder / "mark"
    result = export(file, folder / "ray", max_size=SIZE, engine=disturbed(engine, mark))
    assert mark.exists(), "no worker was killed"
    assert result.documents == COUNT
    compare("export", folder / "local", folder / "ray")


def predicted(file: Path, folder: Path) -> None:
    job = Job.of(model(), Columns())
    one, two = folder / "local", folder / "ray"
    run([file], one / "news.jsonl.zst", job, max_size=SIZE)
    actors, mark = on_ray(None, Actors(2)), folder / "mark"
    result = run(
        [file],
        two / "news.jsonl.zst",
        job,
        max_size=SIZE,
        engine=disturbed(actors, mark),
        writers=on_ray(None),
    )
    assert mark.exists(), "no actor was killed"
    assert result.documents == COUNT
    compare("predict", one, two)


def compare(what: str, one: Path, two: Path) -> None:
    local, other = files(one), files(two)
    assert local == other
    print(f"{what}: {len(local)} files, the same bytes as without Ray, with one worker killed")


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        file = Path(name) / "train.jsonl"
        values = [json.dumps(generate.document(number)) + "\n" for number in range(COUNT)]
        file.write_text("".join(values), encoding="utf-8")
        ray.init(num_cpus=2, log_to_driver=False)
        exported(file, Path(name, "export"))
        predicted(file, Path(name, "predict"))


def files(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


if __name__ == "__main__":
    main()
