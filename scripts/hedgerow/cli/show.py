"""The command hedgerow show."""

from __future__ import annotations

import difflib
from pathlib import Path

import click

from hedgerow.cli.show_problems import show
from hedgerow.corpus import corpus_root, data_root, expand
from hedgerow.document import Sentence
from hedgerow.index import Index
from hedgerow.pipeline import check_file
from hedgerow.render import render_sentence, terminal_width


@click.command("show")
@click.argument("document")
@click.option("--rejected", is_flag=True, help="Show rejected trigger words too.")
@click.option("--sentence", "ids", multiple=True, metavar="ID", help="Only this one, such as s12.")
def command(document: str, rejected: bool, ids: tuple[str, ...]) -> int:
    """Print a document readably: thick lines are cues and stances, thin lines scopes.

    DOCUMENT is a file, or the id of a document in the corpus around the working directory or, if
    there is none, in hedgerow's own.
    """
    checked = check_file(_file(document))
    if checked.index is None:
        show(checked.problems)
        return 1
    width = terminal_width()
    for sentence in _sentences(checked.index, ids):
        for line in render_sentence(checked.index, sentence, width, rejected):
            click.echo(line)
        click.echo()
    return 0


def _file(document: str) -> Path:
    """The file that is meant; of several with the id, one in a split."""
    path = Path(document)
    if path.exists() or path.suffix or len(path.parts) != 1:
        return path
    root = corpus_root(path) or data_root()
    found = {file.stem: file for file in sorted(expand([root]), key=_in_split)}
    if document in found:
        return found[document]
    close = difflib.get_close_matches(document, found, n=1)
    hint = f"; did you mean {close[0]}?" if close else ""
    raise click.UsageError(f"there is no file and in {root} no document {document}{hint}")


def _in_split(file: Path) -> bool:
    return "passes" not in file.parts


def _sentences(index: Index, ids: tuple[str, ...]) -> list[Sentence]:
    sentences = index.document.sentences
    known = [sentence.id for sentence in sentences]
    for unknown in (wanted for wanted in ids if wanted not in known):
        listed = f"{known[0]} to {known[-1]}"
        raise click.UsageError(f"there is no sentence {unknown}; there are {listed}")
    return [sentence for sentence in sentences if not ids or sentence.id in ids]
