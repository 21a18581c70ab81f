"""The command hedgerow show."""

from __future__ import annotations

import shutil
from pathlib import Path

import click

from hedgerow.cli.show_problems import show
from hedgerow.pipeline import check_file
from hedgerow.render import render


@click.command("show")
@click.argument("document", type=click.Path(path_type=Path))
@click.option("--rejected", is_flag=True, help="Show rejected trigger words too.")
def command(document: Path, rejected: bool) -> int:
    """Print a document readably: thick lines are cues and stances, thin lines scopes."""
    checked = check_file(document)
    if checked.index is None:
        show(checked.problems)
        return 1
    width = max(40, shutil.get_terminal_size().columns - 6)
    for line in render(checked.index, width, rejected):
        click.echo(line)
    return 0
