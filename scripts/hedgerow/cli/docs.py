"""The command hedgerow docs."""

from __future__ import annotations

import click

from hedgerow.corpus import data_root


@click.command("docs")
@click.option("--check", is_flag=True, help="Write nothing; exit 1 if a file is out of date.")
def command(check: bool) -> int:
    """Regenerate the generated files of a checkout."""
    from hedgerow.docs import generated

    root = data_root()
    if not (root / "README.md").is_file():
        raise click.UsageError("only a checkout has generated files; this is an installed package")
    try:
        pages = generated(root)
    except ImportError as error:
        raise click.ClickException(str(error)) from error
    except ValueError as error:
        click.echo(f"nothing written: {error}", err=True)
        return 1
    stale = 0
    for path, content in pages.items():
        if path.is_file() and path.read_text(encoding="utf-8") == content:
            continue
        stale += 1
        if check:
            click.echo(f"{path.relative_to(root)} is out of date: run hedgerow docs")
        else:
            path.write_text(content, encoding="utf-8", newline="\n")
            click.echo(f"wrote {path.relative_to(root)}")
    return 1 if check and stale else 0
