"""The command hedgerow notate."""

from __future__ import annotations

from pathlib import Path

import click

from hedgerow.canonical import write_atomic
from hedgerow.cli.show_problems import show
from hedgerow.document import Document
from hedgerow.draft import read_text
from hedgerow.index import Index
from hedgerow.notation import parse, write
from hedgerow.pipeline import check_file
from hedgerow.problems import Problem

SUFFIX = ".hedge"


@click.command("notate")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--into", type=click.Path(path_type=Path), help="Document to fill.")
def command(file: Path, into: Path | None) -> int:
    """Turn a document into the compact notation, or the notation into a document.

    A .json file is printed as notation. A .hedge file is read, and the sentences and records of
    the document of the same name (or of --into) are replaced by what it says.
    """
    if file.suffix == SUFFIX:
        return _fill(file, into or file.with_suffix(".json"))
    index = _document(file)
    if index is None:
        return 1
    click.echo(write(index), nl=False)
    return 0


def _document(path: Path) -> Index | None:
    checked = check_file(path)
    if checked.index is None:
        show(checked.problems)
    return checked.index


def _fill(notation: Path, path: Path) -> int:
    read = read_text(notation)
    if read.problems:
        show(read.problems)
        return 1
    index = _document(path)
    if index is None:
        return 1
    document, wrong = parse(read.text, index.document)
    if wrong:
        show([_problem(notation, line, message) for line, message in wrong])
        return 1
    _write(path, document)
    counts = ", ".join(f"{len(getattr(document, layer))} {layer}" for layer in _COUNTED)
    click.echo(f"{path}: {counts}")
    return 0


_COUNTED = ("sentences", "cues", "stances", "mentions", "relations", "rejected")


def _problem(path: Path, line: int, message: str) -> Problem:
    return Problem(code="P012", message=message, path=str(path), line=line, column=1)


def _write(path: Path, document: Document) -> None:
    try:
        write_atomic(path, document.to_json())
    except OSError as error:
        raise click.ClickException(f"cannot write {path}: {error.strerror}") from error
