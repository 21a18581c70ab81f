"""The command hedgerow predict."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from hedgerow.cli.place import Place
from hedgerow.cli.progress import bar
from hedgerow.cli.shards import STOPPED, engine_of, options, whole
from hedgerow.cli.show_problems import show
from hedgerow.corpus import SPLITS
from hedgerow.stores import url

if TYPE_CHECKING:
    from hedgerow.predict.run import Result

_NAMED = 5


@click.command("predict")
@click.argument("texts", nargs=-1, required=True, type=Place(exists=True))
@click.option(
    "--model",
    required=True,
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="A model of whole documents: hedgerow train document.",
)
@click.option(
    "--out",
    required=True,
    type=Place(),
    help="Folder for a corpus; or a file of documents: .jsonl, .jsonl.gz, .jsonl.zst, .parquet.",
)
@click.option(
    "--split", type=click.Choice(SPLITS), help="Of a corpus, the split.  [default: train]"
)
@click.option(
    "--text-column", default="text", show_default=True, help="Of lines and tables, the texts."
)
@click.option("--id-column", default="id", show_default=True, help="What the texts are called.")
@options("5MB", "Bytes of texts, as they are read, that share a file.")
@click.option(
    "--actors",
    type=click.IntRange(min=1),
    metavar="N",
    help="Of Ray: processes that load the model once.  [default: as many as there is room for]",
)
@click.option(
    "--gpus",
    type=click.FloatRange(min=0),
    metavar="N",
    help="Of Ray: graphics cards for each, 0.5 for half a one.  [default: 1 for transformers]",
)
def command(
    texts: tuple[Path, ...],
    model: Path,
    out: Path,
    split: str | None,
    text_column: str,
    id_column: str,
    max_shard_size: int,
    workers: int,
    engine: str,
    ray_address: str | None,
    actors: int | None,
    gpus: float | None,
) -> int:
    """Annotate texts with a trained model.

    TEXTS are UTF-8 files, JSONL (.gz, .zst) or Parquet with a column of texts, documents, or
    folders of all these. A corpus has the documents (origin: predicted), the texts as seeds, and a
    probability for every record that the model gives one; a file of documents has the
    probabilities beside it. With either lies a manifest, which accounts for every text and has the
    checksums of all files. A run that was stopped goes on from its finished shards when the same
    command is given again. Paths may be URLs of a store that fsspec knows: s3://bucket/corpus.
    Exit codes: 0 all annotated, 1 a text that cannot be read, which is named and left out.
    """
    from hedgerow.export.sources import ExportError
    from hedgerow.models import ModelError
    from hedgerow.predict.corpus import OutputError
    from hedgerow.predict.final import ending_of
    from hedgerow.predict.run import run
    from hedgerow.predict.shard import Job
    from hedgerow.predict.texts import Columns

    if split and ending_of(out):
        raise click.UsageError("--split is for a corpus: a file has the split that its name says")
    if engine != "ray" and (actors or gpus is not None):
        raise click.UsageError("--actors and --gpus are for --engine ray")
    columns = Columns(text_column, id_column)
    try:
        job = Job.of(model.absolute(), columns)
        found = writers = engine_of(engine, workers, ray_address)
        if engine == "ray":
            from hedgerow.export.on_ray import Actors

            found = engine_of(engine, workers, ray_address, Actors(actors, gpus, job.neural))
            out, texts = whole(out), tuple(map(whole, texts))
        with bar(texts, columns.kind) as step:
            result = run(
                texts,
                out,
                job,
                split or SPLITS[0],
                max_size=max_shard_size,
                engine=found,
                writers=writers,
                report=show,
                progress=step,
            )
    except (ExportError, ModelError, OutputError, ImportError) as error:
        raise click.ClickException(str(error)) from error
    except KeyboardInterrupt:
        click.echo(STOPPED, err=True)
        return 2
    return _tell(result, out)


def _tell(result: Result, out: Path) -> int:
    from hedgerow.predict.english import LEAST

    if not result.documents:
        click.echo("nothing written: no text could be read", err=True)
        return 1
    if result.marked:
        marked = _count(result.marked, "text")
        click.echo(f"{marked} written as a seed without the byte order mark", err=True)
    if result.renamed:
        renamed = _count(result.renamed, "document")
        click.echo(f"{renamed} numbered, since another has the same id", err=True)
    if result.foreign:
        some = ", ".join(result.foreign[:_NAMED]) + (", ..." if result.foreign[_NAMED:] else "")
        click.echo(
            f"warning: hardly English, so that nothing predicted there counts: {some} "
            f"({_count(len(result.foreign), 'text')}; fewer than {LEAST:.0%} of the words are "
            "grammatical words of English)",
            err=True,
        )
    left = f"; {_count(result.left_out, 'text')} left out" if result.left_out else ""
    written = f"{_count(result.documents, 'document')}, {_count(result.sentences, 'sentence')}"
    click.echo(f"{written} written to {url(out)}{left}")
    return 1 if result.left_out else 0


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
