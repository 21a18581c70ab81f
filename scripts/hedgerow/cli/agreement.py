"""The command hedgerow agreement."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

import click

from hedgerow.agreement import Measure, agreement
from hedgerow.cli.show_problems import show
from hedgerow.corpus import expand
from hedgerow.document import Document
from hedgerow.pipeline import check_files

_HEADER = ("layer", "measure", "of", "value", "95 % interval", "support")


@click.command("agreement")
@click.argument("first", type=click.Path(exists=True, path_type=Path))
@click.argument("second", type=click.Path(exists=True, path_type=Path))
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
@click.option(
    "--resamples", type=click.IntRange(0), default=1000, show_default=True, help="Of the bootstrap."
)
def command(first: Path, second: Path, form: str, resamples: int) -> int:
    """How far two annotations of the same texts agree: files or folders, paired by document id.

    Intervals are 95 % bootstrap intervals over documents. Documents that only one side has are
    named on standard error.
    """
    sides = [_documents(path) for path in (first, second)]
    if None in sides:
        return 1
    a, b = (side for side in sides if side is not None)
    for alone, path in ((a.keys() - b.keys(), first), (b.keys() - a.keys(), second)):
        if alone:
            click.echo(f"only in {path}: {', '.join(sorted(alone))}", err=True)
    common = sorted(a.keys() & b.keys())
    if not common:
        raise click.UsageError("no document id is in both")
    try:
        measures = agreement([(a[name], b[name]) for name in common], resamples)
    except (ImportError, ValueError) as error:  # scipy is missing; the two texts differ
        raise click.ClickException(str(error)) from error
    if form == "json":
        value = {"version": 1, "documents": common, "measures": [asdict(m) for m in measures]}
        click.echo(json.dumps(value, ensure_ascii=False, indent=2))
    else:
        click.echo(f"{len(common)} documents")
        for line in table(measures):
            click.echo(line)
    return 0


def _documents(path: Path) -> dict[str, Document] | None:
    """Documents by id; None, after showing the problems, where one cannot be read."""
    found = {}
    for checked in check_files(expand([path])):
        if checked.index is None:
            show(checked.problems)
            return None
        found[checked.index.document.id] = checked.index.document
    return found


def table(measures: list[Measure]) -> list[str]:
    """The measures as lines with columns."""
    rows = [_HEADER, *map(_row, measures)]
    widths = [max(len(row[i]) for row in rows) for i in range(len(_HEADER))]
    return [
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in rows
    ]


def _row(measure: Measure) -> tuple[str, ...]:
    bounds = f"{measure.low:.3f} to {measure.high:.3f}"
    return (
        measure.layer, measure.name, measure.of, f"{measure.value:.3f}", bounds, measure.support,
    )  # fmt: skip
