"""The command hedgerow suggest."""

from __future__ import annotations

from pathlib import Path

import click

from hedgerow.cli.progress import bar
from hedgerow.cli.show_problems import show
from hedgerow.folders import replace, replacing
from hedgerow.models import ModelError, bundle
from hedgerow.predict import suggest
from hedgerow.predict.corpus import OutputError, refuse_foreign
from hedgerow.predict.texts import Columns
from hedgerow.problems import Problem
from hedgerow.report.text import printable

_HEAD = ("text", "tokens", "suggested", "wrong tags expected", "per 100 tokens", "look at")


@click.command("suggest")
@click.argument("texts", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True))
@click.option(
    "--model",
    required=True,
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="A model of whole documents: hedgerow train document.",
)
@click.option("--out", required=True, type=click.Path(path_type=Path), help="Folder to write.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
def command(texts: tuple[Path, ...], model: Path, out: Path, form: str) -> int:
    """Make drafts of plain texts with a trained model, and say which to annotate first.

    TEXTS are UTF-8 files, lines or tables of texts, or folders of them. In a draft, every cue and
    stance has low confidence and a note that asks to confirm it; every other trigger word is left
    undecided. The texts are listed in order of how little the model is sure of them, the least
    first; so does order.json in the folder. Exit codes: 0 all drafted, 1 a text that cannot be
    read, which is named and left out.
    """
    problems: list[Problem] = []
    try:
        refuse_foreign(out)
        suggester = suggest.Suggester(bundle.load(model))
        with replacing(out) as folder, bar(texts, Columns().kind) as step:
            suggest.write_drafts(suggester, texts, folder, problems.extend, step)
            if suggester.worth:
                order = suggest.as_json(suggester.worth)
                (folder / suggest.ORDER).write_text(order, encoding="utf-8")
                replace(folder, out)
    except (ModelError, OutputError, ImportError, suggest.NoProbabilitiesError) as error:
        raise click.ClickException(str(error)) from error
    show(problems)
    if not suggester.worth:
        click.echo("nothing written: no text could be read", err=True)
        return 1
    click.echo(order if form == "json" else _table(suggester.worth), nl=form == "text")
    click.echo(f"{len(suggester.worth)} drafts written to {out}", err=True)
    return 1 if problems else 0


def _table(worth: list[suggest.Worth]) -> str:
    """A line for each text, the one most worth annotating first."""
    rows = [
        (
            printable(one.document),
            str(one.tokens),
            str(one.suggested),
            f"{one.wrong:.1f}",
            f"{one.per_hundred:.1f}",
            " ".join(one.sentences),
        )
        for one in suggest.in_order(worth)
    ]
    widths = [max(map(len, column)) for column in zip(_HEAD, *rows, strict=True)]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in (_HEAD, *rows)
    )
