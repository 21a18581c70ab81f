"""What the benchmark of the export found, as the README states it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from hedgerow.markdown import table

MEASURED = Path("tests", "benchmarks", "export.json")
PREDICTED = Path("tests", "benchmarks", "predict.json")
_BILLION = 10**9
_DAY = 86_400


def export_table(root: Path) -> str:
    """The table of the benchmark, with machine and date; and how it grows."""
    found = _measured(root)
    count = found["documents"]
    rows = [
        (
            name,
            f"{row['processor'] / count * 1e3:.2f}",
            f"{row['memory'] / 1e6:,.0f}",
            f"{row['generator']:.2f}",
            f"{row['duckdb']:.2f}",
        )
        for name, row in found["export"].items()
    ]
    head = ("", "CPU ms each", "MB", "× from_generator", "× DuckDB")
    read = [
        (name, f"{row['load']:.1f}", f"{row['iterate']:.1f}", f"{row['size'] / 1e6:.1f}")
        for name, row in found["reading"].items()
    ]
    said = (
        f"{count:,} documents in one JSONL file of {found['bytes'] / 1e6:.0f} MB; "
        f"{found['machine']}, {found['date']}; rounds: {found['rounds']}. Whole processes, the "
        "start included; the floors (reading, orjson, a ready table) without it. Ratios are of "
        "processor time: above 1 takes less than the other."
    )
    parts = [said, table(head, rows), "What was written, loaded and gone through with `datasets`:"]
    parts.append(table(("written by", "load, s", "iterate, s", "MB"), read))
    if found["growth"]:
        parts.append(table(("growth", "documents", "seconds", "MB"), list(_growth(found))))
    return "\n\n".join(parts)


def _growth(found: dict[str, Any]) -> Any:
    for name, sizes in found["growth"].items():
        for size, row in sizes.items():
            yield name, f"{int(size):,}", f"{row['seconds']:.0f}", f"{row['memory'] / 1e6:,.0f}"


def cost_table(root: Path) -> str:
    """What a billion documents would take, from the processor time of one."""
    found, predicted = _measured(root), _measured(root, PREDICTED)
    taken = {
        f"export, {name}": found["export"][f"hedgerow, {name}"]["processor"] / found["documents"]
        for name in ("documents", "all six")
    }
    taken["predict, crf"] = predicted["processor"] / predicted["texts"]
    rows = []
    for name, each in taken.items():
        days = each * _BILLION / _DAY
        rows.append((name, f"{1 / each:,.0f}", f"{days:,.0f}", f"{days / 64 * 24:,.0f}"))
    head = ("", "documents/s on a core", "core-days for 10⁹", "hours on 64 cores")
    size = found["bytes"] / found["documents"] * _BILLION / 1e12
    text, sentences = (predicted[key] / predicted["texts"] for key in ("bytes", "sentences"))
    said = (
        f"A billion such documents are {size:.0f} TB of JSON lines. A text has "
        f"{text / 1000:.1f} KB and {sentences:.0f} sentences; predict was measured with "
        f"{predicted['texts']:,} of them ({predicted['machine']}, {predicted['date']})."
    )
    return f"{table(head, rows)}\n\n{said}"


def _measured(root: Path, name: Path = MEASURED) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((root / name).read_text(encoding="utf-8"))
    return found
