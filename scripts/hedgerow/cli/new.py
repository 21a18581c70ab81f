"""The command hedgerow new."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from hedgerow.canonical import write_atomic
from hedgerow.cli.show_problems import show
from hedgerow.corpus import corpus_root
from hedgerow.document import Document, Source
from hedgerow.draft import Text, candidates, draft, read_text
from hedgerow.reader import parse_file
from hedgerow.report.text import printable
from hedgerow.structure import check_structure

_HEADER = ("sentence", "start", "end", "word", "may be", "default")
_WORD_WIDTH = 40


@click.command("new")
@click.argument("text_file", type=click.Path(path_type=Path))
@click.option("--id", "document_id", help="Id of the document; by default the text file's name.")
@click.option("--genre", help="Genre, such as news-analysis.")
@click.option("--topic", help="What the text is about, in a few words.")
@click.option("--group", help="Texts of one story share a group; by default the id.")
@click.option("--provenance", help="Who composed or supplied the text.")
@click.option("--licence", help="SPDX identifier, or plain words.")
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    help="File to create; by default ID.json.",
)
def command(text_file: Path, document_id: str | None, out: Path | None, **said: str | None) -> int:
    """Make a draft document from a plain text, and list the words that must be decided.

    The list goes to standard output: one line for each trigger word or quoted string, with what
    it may be and what it most often is. What is not said by an option is taken from
    seeds/index.json. An existing file is never overwritten.
    """
    read = read_text(text_file)
    if read.problems:
        show(read.problems)
        return 1
    document_id = document_id or text_file.stem
    document = draft(document_id, read.text, _source(text_file, read, document_id, said))
    _refuse_bad_values(document)
    out = out or Path(f"{document_id}.json")
    if out.stem != document_id or out.suffix != ".json":
        raise click.UsageError(f"--out {out}: the file must be named {document_id}.json, by its id")
    _create(out, document)
    rows = list(candidates(document))
    for line in _table([_HEADER, *rows]):
        click.echo(line)
    number = len(document.sentences)
    click.echo(f"created {out}: {number} sentences, {len(rows)} words to decide", err=True)
    _say_what_is_missing(text_file, document)
    return 0


def _source(text_file: Path, read: Text, document_id: str, said: dict[str, str | None]) -> Source:
    """What is known of the text: by option, else by seeds/index.json, else not stated."""
    root = corpus_root(text_file)
    path = text_file.absolute()
    inside = root is not None and path.is_relative_to(root / "seeds")
    seed = path.relative_to(root).as_posix() if inside and root else f"seeds/{document_id}.txt"
    entry = _entry(text_file) or {}
    values = {
        "provenance": "not stated",
        "licence": "not stated",
        "genre": "unspecified",
        "topic": "not stated",
        "group": document_id,
    }
    for key in values:
        value = said[key] if said[key] is not None else entry.get(key)
        if isinstance(value, str):
            values[key] = value
    return Source(path=seed, sha256=read.sha256, **values)


def _entry(text_file: Path) -> dict[str, Any] | None:
    """What seeds/index.json says of a text; None where it has no entry."""
    root, path = corpus_root(text_file), text_file.absolute()
    if root is None or not path.is_relative_to(root / "seeds"):
        return None
    known: Any = parse_file(root / "seeds" / "index.json").value
    entry = known.get(path.stem) if isinstance(known, dict) else None
    return entry if isinstance(entry, dict) else None


def _refuse_bad_values(document: Document) -> None:
    """A usage error for the first value that the schema does not accept."""
    for problem in check_structure(document.to_dict()):
        key = problem.pointer.rsplit("/", 1)[-1]
        message = f"{key}: {problem.message}; {problem.suggestion}".rstrip("; ")
        if key == "id":
            words = re.findall(r"[a-z0-9]+", document.id.lower())
            message += f" Say --id {'-'.join(words)}" if words else " Say it with --id."
        if key == "path":
            message += " Rename the text file: letters, digits, . _ - and the ending .txt"
        raise click.UsageError(message)


def _create(out: Path, document: Document) -> None:
    """Write a file that was not there. The empty file made first is what nobody can overtake."""
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise click.UsageError(f"cannot create {out.parent}: {error.strerror}") from error
    try:
        out.touch(exist_ok=False)
    except FileExistsError as error:
        message = f"{out} exists and is never overwritten: name another folder with --out"
        raise click.UsageError(message) from error
    except OSError as error:
        raise click.UsageError(f"cannot create {out}: {error.strerror}") from error
    try:
        write_atomic(out, document.to_json())
    except OSError as error:
        out.unlink(missing_ok=True)
        raise click.ClickException(f"cannot write {out}: {error.strerror}") from error


def _table(rows: list[tuple[str, ...]]) -> Iterable[str]:
    """Lines with columns as wide as their widest cell; long words are cut in the middle."""
    cells = [[printable(_short(cell)) for cell in row] for row in rows]
    widths = [max(len(row[i]) for row in cells) for i in range(len(_HEADER))]
    for row in cells:
        yield "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()


def _short(cell: str) -> str:
    half = _WORD_WIDTH // 2
    return cell if len(cell) <= _WORD_WIDTH else f"{cell[: half - 1]} … {cell[-half + 2 :]}"


def _say_what_is_missing(text_file: Path, document: Document) -> None:
    """What the draft still needs besides annotation, on standard error."""
    source = document.source
    unstated = [
        key
        for key in ("provenance", "licence", "genre", "topic")
        if getattr(source, key) in ("not stated", "unspecified")
    ]
    if unstated:
        click.echo(f"fill in under source: {', '.join(unstated)}", err=True)
    click.echo(
        "fill in under annotation: annotators (now unassigned), and in the end status: single, "
        "double (two independent passes) or adjudicated (their differences decided)",
        err=True,
    )
    if not text_file.absolute().as_posix().endswith("/" + source.path):
        click.echo(f"the text belongs into the corpus as {source.path}, byte for byte", err=True)
    if _entry(text_file) is None:
        entry = json.dumps(asdict(source), ensure_ascii=False, indent=2)
        click.echo(
            f"the text needs this entry in seeds/index.json, the same as source:\n"
            f'"{Path(source.path).stem}": {entry}',
            err=True,
        )
