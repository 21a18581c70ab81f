"""The command hedgerow format."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from hedgerow.canonical import canonical
from hedgerow.cli.files import Rewritten, rewrite_all


@click.command("format")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option("--check", is_flag=True, help="Write nothing; exit 1 if a file would change.")
def command(paths: tuple[Path, ...], check: bool) -> int:
    """Write documents in their canonical form. Without PATHS, hedgerow's own corpus.

    Keys and records are put in order, missing or repeated ids replaced. Offsets and texts are
    never touched, and a file that breaks the schema is left as it is.
    """
    done = "would change" if check else "formatted"

    def rewrite(value: Any) -> Rewritten:
        result = canonical(value)
        return Rewritten(result.text, result.problems, done)

    counts = rewrite_all(paths, rewrite, not check)
    click.echo(
        f"{counts['changed']} {done}, {counts['unchanged']} unchanged, {counts['refused']} refused"
    )
    return 1 if counts["refused"] or (check and counts["changed"]) else 0
