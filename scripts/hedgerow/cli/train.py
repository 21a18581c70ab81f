"""The command hedgerow train."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from hedgerow.cli.training import encoder_options, exports_or_own
from hedgerow.models import FAMILIES, TASKS, DataError, ModelError, Selection, Settings, Watch
from hedgerow.models import data as rows
from hedgerow.models.bundle import DOCUMENT, Bundle, train_bundle
from hedgerow.models.card import number
from hedgerow.models.output import refuse_foreign, write
from hedgerow.models.training import SHARES, Trained, train


@click.command("train")
@click.argument("task", metavar="TASK", type=click.Choice([DOCUMENT, *TASKS]))
@click.option(
    "--model",
    "family",
    type=click.Choice(list(FAMILIES)),
    default="crf",
    show_default=True,
    help="The family of models.",
)
@click.option(
    "--data",
    "exports",
    multiple=True,
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="An export to train on; several are put together. Without it, hedgerow's own corpus.",
)
@click.option(
    "--out",
    required=True,
    type=click.Path(path_type=Path),
    help="Folder for the model; an earlier one for the same TASK is replaced.",
)
@click.option("--seed", default=0, show_default=True, help="The same seed gives the same model.")
@click.option("--corpus", multiple=True, help="Only rows of this corpus; may be repeated.")
@click.option("--genre", multiple=True, help="Only rows of this genre; may be repeated.")
@click.option("--origin", multiple=True, help="Only native, converted or predicted rows.")
@encoder_options
@click.option("--curve/--no-curve", default=True, help="Draw a learning curve.")
def command(
    task: str,
    family: str,
    exports: tuple[Path, ...],
    out: Path,
    seed: int,
    corpus: tuple[str, ...],
    genre: tuple[str, ...],
    origin: tuple[str, ...],
    encoder: str | None,
    epochs: int,
    learning_rate: float,
    curve: bool,
) -> int:
    """Train a classifier for TASK on the split train of an export, and score it on the others.

    TASK is document, everything that `hedgerow predict` needs; or uncertain, cues, candidates,
    scope, stance, polarity or reason. The folder holds the weights, what the model was trained on,
    its scores, a model card and a learning curve.
    """
    selection = Selection(frozenset(corpus), frozenset(genre), frozenset(origin))
    settings = Settings(seed, encoder, epochs, learning_rate)
    shares = SHARES if curve and not FAMILIES[family].SLOW else ()
    trained: Trained | Bundle
    try:
        refuse_foreign(out, task)
        with exports_or_own(exports) as chosen, _progress() as watch:
            if task == DOCUMENT:
                trained = train_bundle(family, chosen, selection, settings, watch, shares)
            else:
                read = rows.load(TASKS[task], chosen, selection)
                trained = train(family, read, settings, watch, shares)
        write(trained, out)
    except (DataError, ModelError, ImportError, ValueError) as error:
        raise click.ClickException(str(error)) from error
    _show(trained.parts if isinstance(trained, Bundle) else {task: trained})
    click.echo(f"written to {out}; {out / 'README.md'} says what it is")
    return 0


@contextmanager
def _progress() -> Iterator[Watch]:
    """A bar on standard error while there is a terminal to show it."""
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as progress:
        bar = progress.add_task("training", total=1)
        yield Watch(lambda done, of: progress.update(bar, completed=done, total=of))


def _show(parts: dict[str, Trained]) -> None:
    """The scores of every part on every split that was not trained on."""
    lines = [("task", "measure", "validation", "test")]
    for name, trained in parts.items():
        measures = {key: None for scores in trained.scores.values() for key in scores}
        for measure in measures:
            values = [
                number(trained.scores[split][measure]) if split in trained.scores else "–"
                for split in ("validation", "test")
            ]
            lines.append((name, measure, values[0], values[1]))
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    for line in lines:
        cells = (cell.ljust(width) for cell, width in zip(line, widths, strict=True))
        click.echo("  ".join(cells).rstrip())
