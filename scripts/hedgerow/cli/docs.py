"""The command hedgerow docs."""

from __future__ import annotations

from pathlib import Path

import click

from hedgerow.corpus import data_root


@click.command("docs")
@click.option("--check", is_flag=True, help="Write nothing; exit 1 if a file is out of date.")
def command(check: bool) -> int:
    """Regenerate the generated files of a checkout."""
    from hedgerow.export.checkout import NAME, checkout_yaml

    root: Path = data_root()
    stale = [
        path
        for path, content in ((root / NAME, checkout_yaml(root)),)
        if not path.is_file() or path.read_text(encoding="utf-8") != content
    ]
    for path in stale:
        if check:
            click.echo(f"{path} is out of date: run hedgerow docs")
        else:
            path.write_text(checkout_yaml(root), encoding="utf-8", newline="\n")
            click.echo(f"wrote {path}")
    return 1 if check and stale else 0
