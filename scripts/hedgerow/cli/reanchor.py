"""The command hedgerow reanchor."""

from __future__ import annotations

from pathlib import Path

import click

from hedgerow.checks.text import quote
from hedgerow.cli.files import save
from hedgerow.cli.show_problems import show
from hedgerow.corpus import corpus_root
from hedgerow.document import Document
from hedgerow.draft import read_text
from hedgerow.pipeline import check_file
from hedgerow.reanchor import LAYERS, Change, Reanchored, reanchor

# Offsets and ids must be right before the change; the seed need not be, since it is replaced.
_NEEDED = {*(f"T{number:03d}" for number in range(6, 14)), "L001"}


@click.command("reanchor")
@click.argument("document", type=click.Path(path_type=Path))
@click.argument("new_text", required=False, type=click.Path(path_type=Path))
@click.option("--write", is_flag=True, help="Write the document; without it nothing changes.")
@click.option("--drop-lost", is_flag=True, help="Remove records whose text did not survive.")
def command(document: Path, new_text: Path | None, write: bool, drop_lost: bool) -> int:
    """Move the annotation of DOCUMENT onto NEW_TEXT, a corrected version of its seed.

    Without NEW_TEXT, the seed itself, as it stands now. Every record whose text is unchanged
    follows it; the others are listed, with what stands there now. If there are any, nothing is
    written unless --drop-lost allows to remove them.
    """
    checked = check_file(document)
    needed = [problem for problem in checked.problems if problem.code in _NEEDED]
    if checked.index is None or needed:
        show(checked.problems if checked.index is None else needed, checked.index)
        click.echo("not reanchored: mend this first", err=True)
        return 1
    seed = _seed(document, checked.index.document)
    read = read_text(new_text or seed)
    if read.problems:
        show(read.problems)
        return 1
    result = reanchor(checked.index.document, read.text, read.sha256)
    _list(result)
    if result.document == checked.index.document:
        click.echo("the document is on this text already")
        return 0
    if result.lost and not (write and drop_lost):
        click.echo(
            f"nothing written: {_count(result)} did not survive; --write --drop-lost writes the "
            "document without what is lost, and validate then says what is to decide again"
        )
        return 1
    if not write:
        click.echo("nothing written; say --write")
        return 0
    save(document, result.document.to_json())
    click.echo(f"written {document}")
    if new_text and new_text.absolute() != seed.absolute():
        click.echo(f"copy {new_text} to {seed}, byte for byte")
    click.echo(f"the sha256 in seeds/index.json has to be {read.sha256}")
    return 0


def _seed(path: Path, document: Document) -> Path:
    return (corpus_root(path) or Path()) / document.source.path


def _count(result: Reanchored) -> str:
    number = len({change.record for change in result.lost})
    return f"{number} record{'' if number == 1 else 's'}"


def _list(result: Reanchored) -> None:
    """One line for each span that changed, and for each record that goes with it."""
    for change in result.changed:
        click.echo(_line("changed", change))
    for change in result.lost:
        click.echo(_line("lost", change))
    for record, reason in result.dropped:
        click.echo(f"{'lost too':<8} {record}: {reason}")
    document = result.document
    kept = sum(len(getattr(document, layer)) for layer in LAYERS)
    click.echo(f"{kept} records follow the text, in {len(document.sentences)} sentences")


def _line(word: str, change: Change) -> str:
    name = f"{change.record} {change.part}".rstrip()
    now = f"{quote(change.now_text)} at {change.now[0]} to {change.now[1]}"
    return (
        f"{word:<8} {name} {change.old[0]} to {change.old[1]} {quote(change.text)}; now "
        f"{now if change.now_text else f'nothing at {change.now[0]}'}"
    )
