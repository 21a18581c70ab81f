"""The command hedgerow browse."""

from __future__ import annotations

import webbrowser
from pathlib import Path

import click

from hedgerow.cli.show_problems import show
from hedgerow.corpus import data_root
from hedgerow.report.text import printable


@click.command("browse")
@click.argument(
    "corpus", required=False, type=click.Path(path_type=Path, exists=True, file_okay=False)
)
@click.option(
    "--out",
    default=Path("site"),
    show_default=True,
    type=click.Path(path_type=Path),
    help="Folder to write; an earlier site there is replaced.",
)
@click.option("--open", "show_it", is_flag=True, help="Open the site in the browser.")
def command(corpus: Path | None, out: Path, show_it: bool) -> int:
    """Write a corpus as pages to read, which need no network. Without CORPUS, hedgerow's own."""
    from hedgerow.browse.site import SiteError, write_site

    try:
        site = write_site(corpus or data_root(), out, lambda checked: show(checked.problems))
    except (SiteError, ImportError) as refused:
        raise click.UsageError(str(refused)) from refused
    plural = "" if site.documents == 1 else "s"
    click.echo(f"{site.documents} document{plural}, {site.pages} pages written to {out}")
    index = out / "index.html"
    if show_it:
        webbrowser.open(index.resolve().as_uri())
    else:
        click.echo(f"open {index} in a browser")
    for path, why in site.broken.items():
        click.echo(printable(f"left out: {path}: {why}"), err=True)
    return 1 if site.broken else 0
