"""The export on a local Ray of two workers, one of which is killed in the middle: the same bytes.

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

sys.path.insert(0, str(Path(__file__).parent / "benchmarks"))

import generate
import ray

from hedgerow.export.engines import Work
from hedgerow.export.on_ray import on_ray
from hedgerow.export.shard import Done, Shard
from hedgerow.export.writer import export

COUNT, SIZE = 60, 150_000


def killing(shard: Shard, work: Work, mark: str) -> Done:
    """The work, but the process dies over the third shard the first time."""
    if shard.number == 2:
        try:
            Path(mark).touch(exist_ok=False)
        except FileExistsError:
            print("done again after its worker was killed", flush=True)
        else:
            os.kill(os.getpid(), signal.SIGKILL)
    return work(shard)


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        values = [json.dumps(generate.document(number)) + "\n" for number in range(COUNT)]
        file = folder / "train.jsonl"
        file.write_text("".join(values), encoding="utf-8")
        export(file, folder / "local", max_size=SIZE)
        ray.init(num_cpus=2, log_to_driver=False)
        engine, mark = on_ray(None), folder / "mark"

        def disturbed(work, shards):
            return engine(partial(killing, work=work, mark=str(mark)), shards)

        result = export(file, folder / "ray", max_size=SIZE, engine=disturbed)
        assert mark.exists(), "no worker was killed"
        assert result.documents == COUNT
        local, other = (files(folder / out) for out in ("local", "ray"))
        assert local == other
        print(f"{len(local)} files, the same bytes as without Ray, with one worker killed")


def files(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


if __name__ == "__main__":
    main()
