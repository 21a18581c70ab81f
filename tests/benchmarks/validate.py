"""How fast validation is, as ratios measured in one run over generated documents.

    python tests/benchmarks/validate.py --documents 10000

Every round takes all measurements one after the other, in processor time, so that a busy machine
slows all of them;
a ratio is taken within its round, and the median over the rounds is printed. `jsonschema` and
`check-jsonschema` take a sample, since they would run for many minutes; theirs is the time of one
document more, without their start-up.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import generate
import jsonschema
import orjson

from hedgerow import schema, structure
from hedgerow.pipeline import check_corpus

CHUNK = 500  # documents in memory at a time
Round = dict[str, float]  # seconds a document, or what the name says
HEDGEROW = [sys.executable, "-c", "from hedgerow.cli import main; main()", "validate"]
TWO = ("--workers", "2")
# What a process had before it became another one counts on Linux, so that a small one starts it.
LAUNCHER = """
import resource, subprocess, sys
subprocess.run(sys.argv[1:], check=True, stdout=subprocess.DEVNULL)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
"""
CHECK_JSONSCHEMA = [sys.executable, "-m", "check_jsonschema"]


def main() -> None:
    options = _options()
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # an installed package is compiled
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder, "all")
        paths = generate.corpus(root, options.documents)
        few = Path(folder, "few")
        generate.corpus(few, min(1000, options.documents))
        _header(paths, options.rounds)
        rounds = [_round(root, paths, options.sample) for _ in range(options.rounds)]
        _table(rounds)
        _two_workers(root, options.rounds)
        _start_up(generate.corpus(Path(folder, "one"), 1)[0], options.rounds)
        _memory([few, root])


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Measure the validator against others.")
    parser.add_argument("--documents", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--sample", type=int, default=50, help="documents for the slow ones")
    return parser.parse_args()


def _round(root: Path, paths: list[Path], sample: int) -> Round:
    """Everything once; seconds per document."""
    count = len(paths)
    few = [orjson.loads(path.read_bytes()) for path in paths[:sample]]
    one, many = [str(path) for path in paths[:1]], [str(path) for path in paths[: sample + 1]]
    slow = jsonschema.Draft202012Validator(schema.document_schema())
    checker = [*CHECK_JSONSCHEMA, "--schemafile", str(_schema_file())]
    return {
        "orjson.loads": _loads(paths) / count,
        "reading the files and orjson.loads": _time(lambda: _read(paths)) / count,
        "jsonschema-rs, the verdict alone": _verdicts(paths) / count,
        "jsonschema, iter_errors": _time(lambda: [list(slow.iter_errors(v)) for v in few]) / sample,
        "check-jsonschema": (_process([*checker, *many]) - _process([*checker, *one])) / sample,
        "hedgerow, in this process": _time(lambda: _validate(root)) / count,
        "hedgerow validate": _process([*HEDGEROW, str(root)]) / count,
    }


def _time(run: Callable[[], object]) -> float:
    """Processor time: what else the machine does counts less."""
    start = time.process_time()
    run()
    return time.process_time() - start


def _process(command: list[str]) -> float:
    """Processor time of another process and all of its own."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, check=True, capture_output=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def _two_workers(root: Path, rounds: int) -> None:
    """By the clock, which is what two processes can shorten."""
    ratios = []
    for _ in range(rounds):
        spent = []
        for more in ((), TWO):
            start = time.perf_counter()
            subprocess.run([*HEDGEROW, str(root), *more], check=True, capture_output=True)
            spent.append(time.perf_counter() - start)
        ratios.append(spent[0] / spent[1])
    print(f"\ntwo workers are {statistics.median(ratios):.2f} times as fast as one, by the clock")


def _chunks(paths: list[Path]) -> Iterator[list[bytes]]:
    for at in range(0, len(paths), CHUNK):
        yield [path.read_bytes() for path in paths[at : at + CHUNK]]


def _loads(paths: list[Path]) -> float:
    return sum(_time(lambda: [orjson.loads(d) and None for d in c]) for c in _chunks(paths))  # noqa: B023


def _read(paths: list[Path]) -> None:
    for path in paths:
        orjson.loads(path.read_bytes())


def _verdicts(paths: list[Path]) -> float:
    valid, spent = structure._fast().is_valid, 0.0
    for chunk in _chunks(paths):
        values = [orjson.loads(data) for data in chunk]
        spent += _time(lambda: [valid(value) for value in values])  # noqa: B023
    return spent


def _validate(root: Path) -> None:
    for checked in check_corpus([root]):
        assert checked.problems == []


def _schema_file() -> Path:
    return Path(__file__).parents[2] / "schema" / "document.schema.json"


def _header(paths: list[Path], rounds: int) -> None:
    some = paths[:500]
    size = statistics.mean(path.stat().st_size for path in some)
    records = statistics.mean(_records(path) for path in some)
    print(f"{len(paths)} documents of {size / 1000:.1f} KB and {records:.0f} records on average,")
    print(f"{rounds} rounds, Python {platform.python_version()}, {os.cpu_count()} cores")


def _records(path: Path) -> int:
    value = json.loads(path.read_bytes())
    return sum(len(layer) for layer in value.values() if isinstance(layer, list))


def _table(rounds: list[Round]) -> None:
    own = "hedgerow, in this process"
    print(f"\n{'':34}{'µs a document':>14}{'times as long':>15}")
    for name in rounds[0]:
        spent = statistics.median(found[name] for found in rounds)
        ratio = statistics.median(found[name] / found[own] for found in rounds)
        print(f"{name:34}{spent * 1e6:14.0f}{ratio:15.2f}")
    print(f"(times as long as {own})")


def _start_up(path: Path, rounds: int) -> None:
    """One small file against the import of jsonschema alone."""
    ratios, spent = [], []
    for _ in range(rounds * 3):
        own = _process([*HEDGEROW, str(path)])
        other = _process([sys.executable, "-c", "import jsonschema"])
        spent.append(own)
        ratios.append(own / other)
    print(f"\nstart-up: hedgerow validate ONE_FILE {statistics.median(spent) * 1e3:.0f} ms,")
    print(f"{statistics.median(ratios):.2f} times python -c 'import jsonschema'")


def _memory(roots: list[Path]) -> None:
    print()
    for root in roots:
        count = sum(1 for _ in (root / "annotations").rglob("*.json"))
        print(f"peak memory for {count} files: {_peak([*HEDGEROW, str(root)]) / 2**20:.1f} MiB")


def _peak(command: list[str]) -> int:
    """The most memory that a process had at once, in bytes."""
    launched = [sys.executable, "-c", LAUNCHER, *command]
    found = subprocess.run(launched, check=True, capture_output=True, text=True).stdout
    return int(found) * (1 if sys.platform == "darwin" else 1024)


if __name__ == "__main__":
    main()
