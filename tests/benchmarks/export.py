"""How fast the export is, with ratios measured in one run against others that do not validate.

    python tests/benchmarks/export.py --documents 10000 --large 100000 --save

Every measurement is a process of its own that reads one JSONL file and writes Parquet; a round
takes all of them one after the other. Ratios are those of processor time, which a busy machine
disturbs least, within a round; medians over the rounds. Memory is the most that a process and its
children held at once. `--save` keeps the figures in export.json, from which `hedgerow docs` makes
the table of the README, and draws export.png; `--large` measures growth, once.
"""

from __future__ import annotations

import argparse
import datetime
import json
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import export_peers
import generate
import orjson

HERE = Path(__file__).parent
DISTINCT = 10_000  # documents that are generated; more are copies under other names
HEDGEROW = [sys.executable, "-c", "from hedgerow.cli import main; main()", "export"]
OWN = {
    "hedgerow, documents": ["--config", "documents"],
    "hedgerow, documents, 2 workers": ["--config", "documents", "--workers", "2"],
    "hedgerow, all six": [],
    "hedgerow, all six, 2 workers": ["--workers", "2"],
}
GROWING = ("hedgerow, documents", "DuckDB", "Polars")
Figures = dict[str, dict[str, float]]


def main() -> None:
    options = _options()
    os.environ |= {"HF_HUB_OFFLINE": "1", "HF_DATASETS_DISABLE_PROGRESS_BARS": "1"}
    with tempfile.TemporaryDirectory(prefix="hedgerow-benchmark-") as name:
        folder = Path(name)
        file = _generated(folder / "train.jsonl", options.documents)
        rounds = [_round(file, folder) for _ in range(options.rounds)]
        found = {
            "machine": f"{os.cpu_count()} cores, Python {platform.python_version()}",
            "date": datetime.datetime.now(tz=datetime.timezone.utc).date().isoformat(),
            "documents": options.documents,
            "bytes": file.stat().st_size,
            "rounds": options.rounds,
            "export": _medians(rounds),
            "reading": _reading(folder, options.rounds),
            "growth": _growth(folder, options) if options.large else {},
        }
    _print(found)
    if options.save:
        (HERE / "export.json").write_text(json.dumps(found, indent=2) + "\n", encoding="utf-8")
        _plot(found)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Measure the export against others.")
    parser.add_argument("--documents", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--large", type=int, default=0, help="documents for growth, say 100000")
    parser.add_argument("--save", action="store_true")
    return parser.parse_args()


def _generated(path: Path, count: int) -> Path:
    """A file of `count` documents, about 15 KB each as a line and 20 KB as they are laid out."""
    lines: list[bytes] = []
    with path.open("wb") as out:
        for number in range(count):
            if number < DISTINCT:
                lines.append(orjson.dumps(generate.document(number)) + b"\n")
            old, new = (f"generated-{n:06d}".encode() for n in (number % DISTINCT, number))
            out.write(lines[number % DISTINCT].replace(old, new))
    return path


def _round(file: Path, folder: Path) -> Figures:
    """Every measurement once."""
    return {name: _measure(name, file, folder) for name in (*export_peers.RUNS, *OWN)}


def _measure(name: str, file: Path, folder: Path) -> dict[str, float]:
    """Seconds, processor seconds and the most bytes of memory of one export."""
    out = folder / "out" / name.replace(" ", "-")
    shutil.rmtree(out, ignore_errors=True)
    out.parent.mkdir(exist_ok=True)
    cache = folder / "cache"
    shutil.rmtree(cache, ignore_errors=True)
    peer = [sys.executable, str(HERE / "export_peers.py"), name, str(file), str(out)]
    command = [*HEDGEROW, str(file), "--out", str(out), *OWN[name]] if name in OWN else peer
    start = time.perf_counter()
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, text=True, env=os.environ | {"HF_HOME": str(cache)}
    )
    peak, spent_by = 0, {}
    while process.poll() is None:
        below = [process.pid, *_below(process.pid)]
        peak = max(peak, sum(_resident(pid) for pid in below))
        spent_by |= {pid: spent for pid in below if (spent := _processor(pid))}
        time.sleep(0.02)
    seconds, processor = time.perf_counter() - start, sum(spent_by.values())
    said = process.stdout.read() if process.stdout else ""
    assert process.returncode == 0, name
    if said.startswith("seconds "):  # a floor, which says itself how long it took
        seconds, processor = map(float, said.split()[1:3])
    return {"seconds": seconds, "processor": processor, "memory": peak}


def _resident(pid: int) -> int:
    """The memory of a process, shared pages included; Linux only, like the two below."""
    try:
        pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    except (OSError, IndexError):
        return 0
    return pages * os.sysconf("SC_PAGE_SIZE")


def _processor(pid: int) -> float:
    """The processor time of a process so far, in seconds."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _below(pid: int) -> list[int]:
    found = []
    for path in Path(f"/proc/{pid}/task").glob("*/children"):
        try:
            children = [int(child) for child in path.read_text().split()]
        except OSError:
            continue
        found += [one for child in children for one in (child, *_below(child))]
    return found


def _medians(rounds: list[Figures]) -> Figures:
    """Medians of each figure, and of processor time against others in the same round."""
    found = {}
    for name in rounds[0]:
        found[name] = {
            key: statistics.median(r[name][key] for r in rounds) for key in rounds[0][name]
        }
        for key, other in (("generator", "Dataset.from_generator"), ("duckdb", "DuckDB")):
            ratios = [r[other]["processor"] / r[name]["processor"] for r in rounds]
            found[name][key] = statistics.median(ratios)
    return found


READ = ("hedgerow, documents", "Dataset.from_generator", "DuckDB", "Polars")


def _reading(folder: Path, rounds: int) -> Figures:
    """Loading what was written, and going through it."""
    found: Figures = {}
    for name in READ:
        out = folder / "out" / name.replace(" ", "-")
        files = sorted(out.rglob("*.parquet")) or [out.with_name(f"{out.name}.parquet")]
        runs = []
        for _ in range(rounds):
            command = [sys.executable, str(HERE / "export_peers.py"), "load", *map(str, files)]
            with tempfile.TemporaryDirectory(dir=folder) as cache:
                env = os.environ | {"HF_HOME": cache}
                run = subprocess.run(command, check=True, capture_output=True, text=True, env=env)
            runs.append([float(word) for word in run.stdout.split()[-2:]])
        load, iterate = (statistics.median(some) for some in zip(*runs, strict=True))
        size = sum(file.stat().st_size for file in files)
        found[name] = {"load": load, "iterate": iterate, "size": size}
    return found


def _growth(folder: Path, options: argparse.Namespace) -> dict[str, Figures]:
    """The same for a tenth, the number itself and the large one, once each."""
    found: dict[str, Figures] = {}
    for count in (options.documents // 10, options.documents, options.large):
        file = _generated(folder / "train.jsonl", count)
        for name in GROWING:
            found.setdefault(name, {})[str(count)] = _measure(name, file, folder)
            shutil.rmtree(folder / "out", ignore_errors=True)
    return found


def _print(found: dict) -> None:
    count = found["documents"]
    print(f"{count} documents, {found['bytes'] / 1e6:.0f} MB, {found['rounds']} rounds")
    print(f"{found['machine']}, {found['date']}\n")
    head = ("documents/s", "CPU ms", "MB", "x generator", "x DuckDB")
    print(f"{'':34}" + "".join(f"{word:>14}" for word in head))
    for name, row in found["export"].items():
        values = (
            *(count / row["seconds"], row["processor"] / count * 1e3, row["memory"] / 1e6),
            *(row["generator"], row["duckdb"]),
        )
        print(f"{name:34}" + "".join(f"{value:14.2f}" for value in values))
    print(f"\n{'':34}{'load s':>14}{'iterate s':>14}{'MB':>14}")
    for name, row in found["reading"].items():
        print(f"{name:34}{row['load']:14.2f}{row['iterate']:14.2f}{row['size'] / 1e6:14.1f}")
    for name, sizes in found["growth"].items():
        for size, row in sizes.items():
            print(f"{name:34}{size:>14}{row['seconds']:12.1f} s{row['memory'] / 1e6:11.0f} MB")


def _plot(found: dict) -> None:
    """Documents against time and memory."""
    if not found["growth"]:
        return
    import matplotlib as mpl

    mpl.use("Agg")
    from matplotlib import pyplot as plt

    figure, axes = plt.subplots(1, 2, figsize=(9, 3.6), layout="constrained")
    for name, sizes in found["growth"].items():
        counts = [int(size) for size in sizes]
        axes[0].plot(counts, [row["seconds"] for row in sizes.values()], "o-", label=name)
        axes[1].plot(counts, [row["memory"] / 1e6 for row in sizes.values()], "o-", label=name)
    axes[0].set(ylabel="seconds", yscale="log")
    axes[1].set(ylabel="most memory at once, MB", ylim=(0, None))
    for axis in axes:
        axis.set(xlabel="documents", xscale="log")
        axis.grid(alpha=0.3)
    axes[0].legend(fontsize=8)
    figure.savefig(HERE / "export.png", dpi=110)


if __name__ == "__main__":
    main()
