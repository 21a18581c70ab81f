"""The command hedgerow migrate."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import click

from hedgerow.canonical import write_atomic
from hedgerow.cli.show_problems import show
from hedgerow.corpus import data_root, expand
from hedgerow.migrate import migrate
from hedgerow.reader import parse_file, placed
from hedgerow.report.text import printable


@click.command("migrate")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option("--write", is_flag=True, help="Write the files; without it nothing changes.")
def command(paths: tuple[Path, ...], write: bool) -> int:
    """Bring documents up to the current schema version. Without PATHS, hedgerow's own corpus.

    Without --write, files that would change are listed and the exit code is 1.
    """
    counts = Counter(_migrate(path, write) for path in expand(paths or (data_root(),)))
    if not counts:
        raise click.UsageError("no document found in " + ", ".join(map(str, paths)))
    click.echo(
        f"{counts['changed']} {'migrated' if write else 'would change'}, "
        f"{counts['current']} up to date, {counts['refused']} refused"
    )
    return 1 if counts["refused"] or (counts["changed"] and not write) else 0


def _migrate(path: Path, write: bool) -> str:
    parsed = parse_file(path)
    problems = parsed.problems
    if not problems:
        result = migrate(parsed.value)
        problems = result.problems
    if problems:
        show(placed(problems, path, parsed.raw))
        return "refused"
    if not result.text:
        return "current"
    if write:
        try:
            write_atomic(path, result.text)
        except OSError as error:
            raise click.ClickException(f"cannot write {path}: {error.strerror}") from error
    click.echo(printable(f"{path}: {' to '.join(result.versions)}"))
    return "changed"
