"""The command hedgerow stats."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import click

from hedgerow import statistics
from hedgerow.cli.show_problems import show
from hedgerow.corpus import data_root, document_paths, split_of
from hedgerow.index import Index
from hedgerow.pipeline import check_files
from hedgerow.problems import has_errors


@click.command("stats")
@click.argument(
    "corpus", required=False, type=click.Path(path_type=Path, exists=True, file_okay=False)
)
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
def command(corpus: Path | None, form: str) -> int:
    """Count a corpus: the figures that its pages state. Without CORPUS, hedgerow's own."""
    broken: list[Path] = []
    found = statistics.statistics(_documents(corpus or data_root(), broken))
    if broken:
        return 1
    if not found.sizes:
        raise click.UsageError(f"no document in the splits of {corpus or data_root()}")
    if form == "json":
        click.echo(json.dumps(found.to_dict(), ensure_ascii=False, indent=2))
        return 0
    parts = (statistics.sizes, statistics.labels, statistics.genres, statistics.figures)
    click.echo("\n\n".join(part(found) for part in parts))
    return 0


def _documents(root: Path, broken: list[Path]) -> Iterator[tuple[str, Index]]:
    """The documents of the splits; those with errors are shown and put on `broken`."""
    for checked in check_files(document_paths(root)):
        if checked.index is None or has_errors(checked.problems):
            show(checked.problems, checked.index)
            broken.append(checked.path)
        else:
            yield str(split_of(checked.path)), checked.index
