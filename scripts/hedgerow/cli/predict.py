"""The command hedgerow predict."""

from __future__ import annotations

from pathlib import Path

import click

from hedgerow.cli.show_problems import show
from hedgerow.corpus import SPLITS
from hedgerow.folders import replace, replacing
from hedgerow.models import ModelError, bundle
from hedgerow.predict import Predictor
from hedgerow.predict.output import OutputError, marked, refuse_foreign, text_files, write_corpus


@click.command("predict")
@click.argument("texts", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True))
@click.option(
    "--model",
    required=True,
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="A model of whole documents: hedgerow train document.",
)
@click.option(
    "--out", required=True, type=click.Path(path_type=Path), help="Folder for the corpus."
)
@click.option(
    "--split",
    type=click.Choice(SPLITS),
    default=SPLITS[0],
    show_default=True,
    help="The split that the documents go to.",
)
def command(texts: tuple[Path, ...], model: Path, out: Path, split: str) -> int:
    """Annotate plain texts with a trained model, and write them as a corpus.

    TEXTS are UTF-8 files, or folders of them. The corpus has the documents (origin: predicted), the
    texts as seeds, and a probability for every record that the model gives one. Exit codes: 0 all
    annotated, 1 a text that cannot be read, which is named and left out.
    """
    from rich.console import Console
    from rich.progress import track

    sentences = documents = 0
    problems = []
    marks = 0
    try:
        refuse_foreign(out)
        files = text_files(texts)
        predictor = Predictor(bundle.load(model))
        with replacing(out) as folder:
            done = write_corpus(predictor, files, folder, f"annotations/{split}")
            bar = Console(stderr=True)
            for path, count, found in track(
                done, "annotating", total=len(files), console=bar, transient=True
            ):
                documents += not found
                marks += not found and marked(path)
                sentences += count
                problems += found
            if documents:
                replace(folder, out)
    except (ModelError, OutputError, ImportError) as error:
        raise click.ClickException(str(error)) from error
    show(problems)
    if not documents:
        click.echo("nothing written: no text could be read", err=True)
        return 1
    if marks:
        click.echo(
            f"{_count(marks, 'text')} written as a seed without the byte order mark", err=True
        )
    left = f"; {_count(len(files) - documents, 'text')} left out" if problems else ""
    written = f"{_count(documents, 'document')}, {_count(sentences, 'sentence')}"
    click.echo(f"{written} written to {out}{left}")
    return 1 if problems else 0


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
