"""The command hedgerow export."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import click

from hedgerow.cli.place import Place
from hedgerow.cli.progress import bar
from hedgerow.cli.shards import STOPPED, engine_of, options, whole
from hedgerow.cli.show_problems import show_checked
from hedgerow.corpus import SPLITS, data_root
from hedgerow.describe import CONFIGURATIONS
from hedgerow.export.sources import ExportError
from hedgerow.problems import has_errors
from hedgerow.report import text
from hedgerow.stores import in_store, url

if TYPE_CHECKING:
    from hedgerow.export.writer import Export


@click.command("export")
@click.argument("corpora", metavar="[CORPUS]...", nargs=-1, type=Place(exists=True))
@click.option(
    "--out",
    default=Path("export"),
    show_default=True,
    type=Place(),
    help="Folder to write; an earlier export there is replaced when all is well.",
)
@click.option(
    "--split",
    type=click.Choice(SPLITS),
    default=SPLITS[0],
    show_default=True,
    help="Where documents go whose place names no split.",
)
@click.option(
    "--config",
    "configurations",
    multiple=True,
    type=click.Choice(CONFIGURATIONS),
    help="Only this configuration; may be repeated.",
)
@options("25MB", "Bytes of documents, as they are read, that share a Parquet file.")
def command(
    corpora: tuple[Path, ...],
    out: Path,
    split: str,
    configurations: tuple[str, ...],
    max_shard_size: int,
    workers: int,
    engine: str,
    ray_address: str | None,
) -> int:
    """Check a corpus and write it as a dataset. Without CORPUS, hedgerow's own.

    A CORPUS is also a folder or file of documents: JSON, JSONL (.gz, .zst), Parquet. Of several,
    one dataset is made, with a column that names each. A run that was stopped goes on from its
    finished shards when the same command is given again. Paths may be URLs of a store that fsspec
    knows: s3://bucket/news.jsonl.gz.
    """
    try:
        found = engine_of(engine, workers, ray_address)  # its processes load beside this one
        from hedgerow.export.writer import export

        if engine == "ray":
            out, corpora = whole(out), tuple(map(whole, corpora))
        with bar(corpora or [data_root()]) as step:
            result = export(
                corpora or [data_root()],
                out,
                report=lambda checked: show_checked(checked, checked.problems),
                split=split,
                configurations=[name for name in CONFIGURATIONS if name in configurations]
                or CONFIGURATIONS,
                max_size=max_shard_size,
                engine=found,
                progress=step,
            )
    except ExportError as refused:
        raise click.UsageError(str(refused)) from refused
    except KeyboardInterrupt:
        click.echo(STOPPED, err=True)
        return 2
    return _tell(result, out)


def _tell(result: Export, out: Path) -> int:
    click.echo(text.summary(result.documents, result.problems))
    if has_errors(result.problems):
        click.echo("nothing written: mend the errors first", err=True)
        if result.kept:
            click.echo(f"{result.kept} finished shards are kept for the next run", err=True)
        return 1
    rows: Counter[tuple[str, str]] = Counter()
    for table in result.tables:
        rows[table.config, table.split] += table.file.rows
    for (config, split), count in rows.items():
        click.echo(f"{config:<11} {split:<11} {count:>7} rows")
    configs = dict.fromkeys(config for config, _ in rows)
    shown = "cues" if "cues" in configs else next(iter(configs))
    if in_store(out):
        click.echo(f"written to {url(out)}")
        return 0
    click.echo(f'written to {out}; read it with datasets.load_dataset("{out}", "{shown}")')
    return 0
