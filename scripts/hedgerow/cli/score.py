"""The command hedgerow score."""

from __future__ import annotations

from pathlib import Path

import click

from hedgerow.cli.files import save
from hedgerow.score import Errors, Scorer, Sides, TextsDifferError
from hedgerow.score.files import TwiceError
from hedgerow.score.page import errors_page
from hedgerow.score.show import as_json, as_markdown, as_text

_FORMATS = {"text": as_text, "json": as_json, "markdown": as_markdown}
_PATH = click.Path(exists=True, path_type=Path)


@click.command("score")
@click.argument("gold", type=_PATH)
@click.argument("predicted", type=_PATH)
@click.option("--format", "form", type=click.Choice(list(_FORMATS)), default="text")
@click.option(
    "--resamples", type=click.IntRange(0), default=1000, show_default=True, help="Of the bootstrap."
)
@click.option(
    "--errors",
    "page",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write the most frequent errors, with sentences, as Markdown.",
)
def command(gold: Path, predicted: Path, form: str, resamples: int, page: Path | None) -> int:
    """Score predicted documents against gold ones: files, folders or corpora, paired by id.

    Documents that are not predicted count as empty, and are named. Intervals are 95 % bootstrap
    intervals over documents. Exit codes: 0 scored, 1 a document that cannot be read, 2 usage, or
    texts that differ.
    """
    scorer = Scorer(Errors() if page else None)
    try:
        sides = Sides.of(gold, predicted)
        _refuse_nothing(sides, gold, predicted)
        for pair in sides.documents():
            scorer.add(*pair)
    except (TextsDifferError, TwiceError, ImportError) as error:
        raise click.ClickException(str(error)) from error
    except ValueError as error:
        click.echo(f"error: {error}", err=True)
        return 1
    if page and scorer.errors:
        save(page, errors_page(scorer.errors))
    click.echo(_FORMATS[form](scorer.scores(resamples), sides))
    return 0


def _refuse_nothing(sides: Sides, gold: Path, predicted: Path) -> None:
    for found, path in ((sides.gold, gold), (sides.predicted, predicted)):
        if not found:
            raise click.UsageError(f"no document found in {path}")
    if not sides.gold.keys() & sides.predicted.keys():
        raise click.UsageError("no document id is in both")
