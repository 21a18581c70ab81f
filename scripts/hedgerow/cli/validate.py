"""The command hedgerow validate."""

from __future__ import annotations

import importlib
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import click

from hedgerow.cli.place import Place
from hedgerow.cli.show_problems import show_checked
from hedgerow.corpus import data_root, shown
from hedgerow.pipeline import Checked, check_corpus
from hedgerow.problems import Problem
from hedgerow.report import text
from hedgerow.settings import Settings, SettingsError, codes, from_pyproject

Counts = Callable[[Problem], bool]
FORMATS = ("text", "json", "github", "sarif", "junit")


@click.command("validate")
@click.argument("paths", nargs=-1, type=Place(exists=True, dash=True))
@click.option(
    "--format", "form", type=click.Choice(FORMATS), help="Default: text, or github there."
)
@click.option("--strict", is_flag=True, help="Warnings fail too.")
@click.option("--select", multiple=True, metavar="CODE", help="Only these codes, or beginnings.")
@click.option("--ignore", multiple=True, metavar="CODE", help="Not these codes, or beginnings.")
@click.option("--changed-since", metavar="REV", help="Only documents that differ from REV in git.")
@click.option(
    "--workers",
    type=click.IntRange(min=1),
    default=1,
    metavar="N",
    help="Check in N processes, for thousands of documents.",
)
def command(
    paths: tuple[Path, ...],
    form: str | None,
    strict: bool,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    changed_since: str | None,
    workers: int,
) -> int:
    """Check documents: files, folders or corpora; a dash reads their names from standard input.

    Without PATHS, hedgerow's own corpus. Exit code 0: fine; 1: problems; 2: usage or internal
    error.
    """
    form = form or ("github" if os.environ.get("GITHUB_ACTIONS") == "true" else "text")
    settings = _settings(strict, select, ignore)
    roots = tuple(_names(paths)) or (data_root(),)
    if not paths and form == "text":
        click.echo(f"corpus {roots[0]}")
    counts = _filter(settings, changed_since, roots)
    problems: list[Problem] = []
    files: dict[str, None] = {}
    documents = 0
    for checked in _watched(check_corpus(roots, settings, workers)):
        documents += 1
        if form != "text":  # which only counts them
            files[shown(checked.path)[0]] = None
        counted = [problem for problem in checked.problems if counts(problem)]
        problems += counted
        if form == "text":
            show_checked(checked, counted)
    if not documents:
        raise click.UsageError("no document found in " + ", ".join(map(str, paths)))
    _report(form, problems, list(files), documents)
    return 1 if settings.failed(problems) else 0


def _settings(strict: bool, select: tuple[str, ...], ignore: tuple[str, ...]) -> Settings:
    """The command line over pyproject.toml; codes may be joined by commas."""
    try:
        settings = from_pyproject(Path())
        given = {
            key: codes(values) for key, values in (("select", select), ("ignore", ignore)) if values
        }
        return replace(settings, strict=strict or settings.strict, **given)
    except SettingsError as error:
        raise click.UsageError(str(error)) from error


def _names(paths: Iterable[Path]) -> Iterator[Path]:
    for path in paths:
        if str(path) == "-":
            yield from (Path(line) for line in sys.stdin.read().splitlines() if line)
        else:
            yield path


def _filter(settings: Settings, revision: str | None, roots: tuple[Path, ...]) -> Counts:
    """What is reported. All files are checked, since corpus checks need them; C codes stay."""
    if revision is None:
        return settings.counts
    from hedgerow import changes

    try:
        changed = changes.changed_since(
            revision, roots[0] if roots[0].is_dir() else roots[0].parent
        )
    except changes.GitError as error:
        raise click.UsageError(f"--changed-since {revision}: {error}") from error
    stems = {path.stem for path in changed if path.suffix in (".json", ".txt")}

    def counts(problem: Problem) -> bool:
        touched = problem.code.startswith("C") or Path(problem.path).stem in stems
        return touched and settings.counts(problem)

    return counts


def _watched(files: Iterator[Checked]) -> Iterator[Checked]:
    """The files, with a bar on a terminal once the run is long enough to wonder."""
    if not sys.stderr.isatty():
        yield from files
        return
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (SpinnerColumn(), TextColumn("{task.completed} documents"), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("", total=None)
        for checked in files:
            progress.advance(task)
            yield checked


def _report(form: str, problems: list[Problem], files: list[str], documents: int) -> None:
    """Everything but text, which is printed as it comes."""
    if form == "text":
        click.echo(text.summary(documents, problems))
        return
    module = importlib.import_module(f"hedgerow.report.{form}")
    click.echo(module.report(problems, files), nl=False)
    summary = os.environ.get("GITHUB_STEP_SUMMARY")
    if form == "github" and summary:
        with Path(summary).open("a", encoding="utf-8") as file:
            file.write(module.step_summary(problems, files))
