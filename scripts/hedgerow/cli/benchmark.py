"""The command hedgerow benchmark."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from hedgerow.benchmark import confusions, results
from hedgerow.benchmark.plan import GENRES, GROUPS, PROTOCOLS, TEST, Plan, Rows, read
from hedgerow.benchmark.results import Figure, Results, ResultsError
from hedgerow.benchmark.run import measure, number_of_trainings
from hedgerow.cli.files import save
from hedgerow.cli.training import encoder_options, exports_or_own
from hedgerow.corpus import SPLITS
from hedgerow.markdown import fill
from hedgerow.models import FAMILIES, TASKS, DataError, Selection, Settings
from hedgerow.models.data import Data

_RULES = ("majority", "trigger-list")  # their errors say nothing of a model
_FOLDER = click.Path(path_type=Path, exists=True, file_okay=False)
_BEGIN, _END = "<!-- generated: benchmark -->", "<!-- end -->"
_MANY: dict[str, Any] = {"multiple": True}


@click.command("benchmark")
@click.argument("exports", nargs=-1, type=_FOLDER)
@click.option(
    "--out",
    default=Path("benchmark"),
    show_default=True,
    type=click.Path(path_type=Path, file_okay=False),
    help="Folder for benchmark.md, benchmark.json and errors.md.",
)
@click.option("--task", "tasks", type=click.Choice(list(TASKS)), help="Only this task.", **_MANY)
@click.option(
    "--model",
    "families",
    type=click.Choice(list(FAMILIES)),
    help="Only this family. Without it, all that are installed.",
    **_MANY,
)
@encoder_options
@click.option(
    "--seeds",
    type=click.IntRange(0),
    default=5,
    show_default=True,
    help="How often each is trained; 0 measures nothing and writes what --add names.",
)
@click.option("--folds", type=click.IntRange(2), default=5, show_default=True)
@click.option(
    "--on",
    "protocols",
    type=click.Choice(PROTOCOLS),
    help=f"Only {GROUPS}: cross-validation by group; {GENRES}: each genre left out of training; "
    f"{TEST}: trained on train, tested on test.",
    **_MANY,
)
@click.option("--corpus", help="Train and test on rows of this corpus only.", **_MANY)
@click.option("--genre", help="Train and test on rows of this genre only.", **_MANY)
@click.option("--origin", help="Train and test on rows of this origin only.", **_MANY)
@click.option("--test-corpus", help="Test on all rows of this corpus instead.", **_MANY)
@click.option("--test-genre", help="Test on all rows of this genre instead.", **_MANY)
@click.option("--test-origin", help="Test on all rows of this origin instead.", **_MANY)
@click.option(
    "--page",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help=f"Put the table into this Markdown file too, between {_BEGIN} and {_END}.",
)
@click.option(
    "--add",
    "earlier",
    type=_FOLDER,
    help="Put together with the results that an earlier run on the same data left in this folder.",
    **_MANY,
)
def command(
    exports: tuple[Path, ...],
    out: Path,
    tasks: tuple[str, ...],
    families: tuple[str, ...],
    encoder: str | None,
    epochs: int,
    learning_rate: float,
    seeds: int,
    folds: int,
    protocols: tuple[str, ...],
    page: Path | None,
    earlier: tuple[Path, ...],
    **chosen: tuple[str, ...],
) -> int:
    """Train every family on every task, several times, and write one table of how good they are.

    EXPORTS are folders that hedgerow export wrote; without any, hedgerow's own corpus. Options that
    say "only" may be repeated. With --test-corpus, --test-genre or --test-origin, all rows that fit
    are tested on, whatever their split, but those of groups that are trained on.
    """
    settings = Settings(encoder=encoder, epochs=epochs, learning_rate=learning_rate)
    plan = Plan(seeds, folds, protocols or PROTOCOLS, settings)
    table, data, errors = (out / f for f in ("benchmark.md", "benchmark.json", "errors.md"))
    if page and _BEGIN not in page.read_text(encoding="utf-8"):
        raise click.UsageError(f"{page} has no line {_BEGIN}")
    try:
        with exports_or_own(exports) as found:
            reads = [read(TASKS[task], found, _rows(chosen)) for task in tasks or TASKS]
        every = _together(reads, [folder / data.name for folder in earlier])
        figures, wrong = _measure(reads, families, plan)
    except (DataError, ResultsError, ImportError, ValueError) as error:
        raise click.ClickException(str(error)) from error
    every = every.with_(Results({}, figures))
    if not every.figures:
        raise click.ClickException(
            "nothing could be tested: there is no split test, and no second group or genre"
        )
    out.mkdir(parents=True, exist_ok=True)
    save(data, every.to_json())
    save(table, results.page(every))
    if page:
        sections = {"benchmark": results.main_table(every)}
        save(page, fill(page.read_text(encoding="utf-8"), sections))
    if wrong:
        save(errors, confusions.page(wrong))
    click.echo(results.page(every), nl=False)
    click.echo(f"written to {out}", err=True)
    return 0


def _together(reads: Sequence[Data], earlier: Sequence[Path]) -> Results:
    """Earlier results, of two of the same the last. Raises ResultsError for those of other data."""
    every = Results({one.task.name: one.fingerprint_of(*SPLITS) for one in reads}, [])
    for path in earlier:
        found = results.load(path)
        try:
            every = every.with_(found)
        except ResultsError as error:
            raise ResultsError(f"{path}: {error}") from error
    return every


def _rows(chosen: dict[str, tuple[str, ...]]) -> Rows:
    both = [frozenset(chosen[key]) for key in ("corpus", "genre", "origin")]
    test = [frozenset(chosen[f"test_{key}"]) for key in ("corpus", "genre", "origin")]
    return Rows(Selection(*both), Selection(*test) if any(test) else None)


def _measure(
    reads: Sequence[Data], named: Sequence[str], plan: Plan
) -> tuple[list[Figure], list[tuple[str, str, int, confusions.Kinds]]]:
    """All figures, and the errors of the models that have learned; it says what it does."""
    from rich.console import Console
    from rich.progress import Progress

    families = list(named) or [f for f in FAMILIES if f != "transformer" or plan.settings.encoder]
    figures: list[Figure] = []
    wrong: list[tuple[str, str, int, confusions.Kinds]] = []
    console = Console(stderr=True)
    with Progress(console=console, transient=True) as progress:
        number = number_of_trainings(reads, families, plan)
        bar = progress.add_task("training", total=number)

        def report(what: str) -> None:
            progress.update(bar, advance=1, description=what)

        for one in reads:
            for family in [f for f in families if FAMILIES[f].learns(one.task)]:
                try:
                    found = list(measure(one, family, plan, report))
                except ImportError as error:
                    if named:
                        raise
                    console.print(f"left out: {error}", markup=False)
                    continue
                for measured in found:
                    figures.append(measured.figure)
                    said = f"{measured.figure.protocol} {results.spread(measured.figure.counts)}"
                    console.print(f"{one.task.name} {family}: {said}", markup=False)
                    if measured.answers[0] and family not in _RULES:
                        kinds = confusions.confusions(one.task, *measured.answers)
                        wrong.append((one.task.name, family, len(measured.answers[0]), kinds))
    return figures, wrong
