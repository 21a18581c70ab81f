"""The command hedgerow migrate."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from hedgerow.cli.files import Rewritten, rewrite_all
from hedgerow.migrate import migrate


@click.command("migrate")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option("--write", is_flag=True, help="Write the files; without it nothing changes.")
def command(paths: tuple[Path, ...], write: bool) -> int:
    """Bring documents up to the current schema version. Without PATHS, hedgerow's own corpus.

    Without --write, files that would change are listed and the exit code is 1.
    """
    counts = rewrite_all(paths, _migrated, write)
    click.echo(
        f"{counts['changed']} {'migrated' if write else 'would change'}, "
        f"{counts['unchanged']} up to date, {counts['refused']} refused"
    )
    return 1 if counts["refused"] or (counts["changed"] and not write) else 0


def _migrated(value: Any) -> Rewritten:
    result = migrate(value)
    return Rewritten(result.text, result.problems, " to ".join(map(str, result.versions)))
