"""The command hedgerow export."""

from __future__ import annotations

from pathlib import Path

import click

from hedgerow.cli.show_problems import show_checked
from hedgerow.corpus import SPLITS, data_root
from hedgerow.problems import has_errors
from hedgerow.report import text


@click.command("export")
@click.argument(
    "corpora",
    metavar="[CORPUS]...",
    nargs=-1,
    type=click.Path(path_type=Path, exists=True, file_okay=False),
)
@click.option(
    "--out",
    default=Path("export"),
    show_default=True,
    type=click.Path(path_type=Path),
    help="Folder to write; an earlier export there is replaced when all is well.",
)
@click.option(
    "--split",
    type=click.Choice(SPLITS),
    default=SPLITS[0],
    show_default=True,
    help="Where documents of a folder without splits go.",
)
def command(corpora: tuple[Path, ...], out: Path, split: str) -> int:
    """Check a corpus and write it as a dataset. Without CORPUS, hedgerow's own.

    Of several, converted folders among them, one dataset is made, with a column that names the
    folder.
    """
    from hedgerow.export.writer import ExportError, export

    try:
        result = export(
            corpora or [data_root()],
            out,
            report=lambda checked: show_checked(checked, checked.problems),
            split=split,
        )
    except ExportError as refused:
        raise click.UsageError(str(refused)) from refused
    click.echo(text.summary(result.documents, result.problems))
    if has_errors(result.problems):
        click.echo("nothing written: mend the errors first", err=True)
        return 1
    for shard in result.shards:
        click.echo(f"{shard.config:<11} {shard.split:<11} {shard.num_examples:>7} rows")
    click.echo(f'written to {out}; read it with datasets.load_dataset("{out}", "cues")')
    return 0
