"""Structured sentiment as SemEval-2022 task 10 has it: holder, target, expression and polarity.

Barnes, Oberlaender, Troiano, Kutuzov, Buchmann, Agerri, Øvrelid and Velldal (2022), SemEval 2022
task 10: structured sentiment analysis. A file is a JSON array of sentences with their opinions.
What we write has a key `hedgerow` beside them, which other readers do not look at: it holds what
the format has no place for, so that the document comes back as ours. Where it and the opinions
disagree, the opinions hold.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import orjson

from hedgerow.document import Document
from hedgerow.formats.base import Format, Report
from hedgerow.formats.semeval2022.entries import Entry, entry_of
from hedgerow.formats.semeval2022.foreign import foreign
from hedgerow.formats.semeval2022.ours import complete, ours
from hedgerow.formats.semeval2022.write import entries
from hedgerow.formats.standoff.files import found_in, json_array
from hedgerow.formats.standoff.model import at
from hedgerow.formats.standoff.put_together import Names, distinct

FORMAT = Format(
    "semeval2022",
    "SemEval-2022 structured sentiment JSON: a file, or a folder of them; stances are opinions",
)


def read(path: Path, report: Report) -> Iterator[Document]:
    """Our documents, and a document for each sentence of somebody else's."""
    names = Names()
    for file in found_in(path, ".json"):
        for group in _groups(file, report):
            if complete(group):
                found = [ours(group, report)]
            else:
                if group[0].header is not None:
                    report.lose("documents of ours with sentences missing", at(file, group[0].line))
                found = [foreign(entry, names, report) for entry in group]
            yield from filter(None, found)


def _groups(file: Path, report: Report) -> Iterator[list[Entry]]:
    """The sentences of a document of ours together, others alone."""
    group: list[Entry] = []
    for line, value in json_array(file, report):
        entry = entry_of(value, file, line, report)
        if entry is None:
            continue
        if group and (entry.header is not None or entry.home != group[0].home):
            yield group
            group = []
        if entry.header is None and not group:
            yield [entry]
        else:
            group.append(entry)
    if group:
        yield group


def write(documents: Iterable[Document], out: Path, report: Report) -> None:
    """One JSON array, a sentence a line."""
    out.parent.mkdir(parents=True, exist_ok=True)
    with out.open("wb") as file:
        between = b"[\n"
        for document in distinct(documents, report):
            for entry in entries(document, out, report):
                file.write(between + orjson.dumps(entry))
                between = b",\n"
        file.write(b"[]\n" if between == b"[\n" else b"\n]\n")
