"""The command hedgerow format."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import click

from hedgerow.canonical import canonical, write_atomic
from hedgerow.cli.show_problems import show
from hedgerow.corpus import data_root, expand
from hedgerow.reader import parse_file, placed
from hedgerow.report.text import printable


@click.command("format")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option("--check", is_flag=True, help="Write nothing; exit 1 if a file would change.")
def command(paths: tuple[Path, ...], check: bool) -> int:
    """Write documents in their canonical form. Without PATHS, hedgerow's own corpus.

    Keys and records are put in order, missing or repeated ids replaced. Offsets and texts are
    never touched, and a file that breaks the schema is left as it is.
    """
    counts = Counter(_format(path, check) for path in expand(paths or (data_root(),)))
    if not counts:
        raise click.UsageError("no document found in " + ", ".join(map(str, paths)))
    changed = "would change" if check else "formatted"
    click.echo(
        f"{counts['changed']} {changed}, {counts['unchanged']} unchanged, "
        f"{counts['refused']} refused"
    )
    return 1 if counts["refused"] or (check and counts["changed"]) else 0


def _format(path: Path, check: bool) -> str:
    parsed = parse_file(path)
    problems = parsed.problems
    if not problems:
        result = canonical(parsed.value)
        problems = result.problems
    if problems:
        show(placed(problems, path, parsed.raw))
        return "refused"
    if result.text == parsed.raw:
        return "unchanged"
    if not check:
        try:
            write_atomic(path, result.text)
        except OSError as error:
            raise click.ClickException(f"cannot write {path}: {error.strerror}") from error
    click.echo(printable(f"{'would change' if check else 'formatted'} {path}"))
    return "changed"
