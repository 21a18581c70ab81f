"""The command hedgerow validate."""

from __future__ import annotations

from pathlib import Path

import click

from hedgerow.cli.show_problems import show
from hedgerow.corpus import data_root
from hedgerow.pipeline import check_corpus
from hedgerow.problems import Problem, has_errors
from hedgerow.report import text


@click.command("validate")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
def command(paths: tuple[Path, ...]) -> int:
    """Check documents: files, folders or corpora. Without PATHS, hedgerow's own corpus."""
    problems: list[Problem] = []
    files = 0
    for checked in check_corpus(paths or (data_root(),)):
        files += 1
        problems += checked.problems
        show(checked.problems)
    if not files:
        raise click.UsageError("no document found in " + ", ".join(map(str, paths)))
    click.echo(text.summary(files, problems))
    return 1 if has_errors(problems) else 0
