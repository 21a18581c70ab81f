"""Documents of ours from marked ones."""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from hedgerow import schema
from hedgerow.document import Document
from hedgerow.formats.base import Report
from hedgerow.formats.published.marked import Marked, Sentence
from hedgerow.formats.standoff.gate import gate
from hedgerow.formats.standoff.model import at
from hedgerow.formats.standoff.put_together import Names
from hedgerow.tokens import Range

Record = dict[str, Any]
_UNSAID: Record = {
    "holder": "author",
    "certainty": None,
    "polarity": None,
    "reporting": None,
    "negated": False,
    "confidence": "high",
    "note": None,
}
_THAT = re.compile(r"(?<=\S)\s+that\Z", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Corpus:
    """What documents of a corpus say of themselves; `convention` is that of their scopes.

    `folders` is how many folders around a file belong to its name.
    """

    name: str
    title: str
    status: str
    genre: str
    convention: str
    layers: tuple[str, ...] = ("cues",)
    topic: str = "not stated"
    folders: int = 0


@dataclass(slots=True)
class Cue:
    """A cue of a sentence; `span` and `scope` count code points of the sentence's text.

    `values` are attributes that are not the usual ones; cues of one `concord` are one operator.
    """

    label: str
    span: Range
    line: int
    scope: Range | None = None
    values: Record = field(default_factory=dict)
    concord: object = None


@dataclass(slots=True)
class Reading:
    """What a source says of a sentence."""

    cues: list[Cue]
    uncertain: bool | None = None


Reader = Callable[[Sentence], Reading]


def trimmed(text: str, span: Range) -> Range | None:
    """The span without white space at its edges; None if nothing is left."""
    covered = text[slice(*span)]
    start = span[0] + len(covered) - len(covered.lstrip())
    end = start + len(covered.strip())
    return (start, end) if start < end else None


def without_that(text: str, span: Range) -> Range:
    """The span without a final *that*, which our scheme does not count to the cue (R1)."""
    match = _THAT.search(text[slice(*span)])
    return (span[0], span[0] + match.start()) if match else span


class Builder:
    """Makes the documents of one reading, each with an id of its own."""

    def __init__(self, report: Report) -> None:
        self._report = report
        self._names = Names()

    def document(self, marked: Marked, corpus: Corpus, read: Reader) -> Document | None:
        """The document; None if it has no text or cannot stand, which is in the report."""
        sentences = list(self._with_text(marked))
        if not sentences:
            self._report.lose("documents without text", at(marked.path, marked.line))
            return None
        name = " ".join(marked.name.split())
        text, starts = _joined(sentences)
        records = _Records(text)
        spans = []
        for sentence, start in zip(sentences, starts, strict=True):
            reading = read(sentence)
            span = trimmed(text, (start, start + len(sentence.text)))
            spans.append((span or (start, start), reading.uncertain))
            records.add(reading.cues, start)
        file = Path(*marked.path.absolute().parts[-corpus.folders - 1 :])
        said = f"{corpus.title}, file {file.as_posix()}" + (f", document {name}" if name else "")
        document_id = self._names.free(f"{file.with_suffix('')} {name}")
        value = {
            **header(document_id, text, said, corpus),
            "sentences": [
                {"id": f"s{i:02d}", "start": start, "end": end, "uncertain": uncertain}
                for i, ((start, end), uncertain) in enumerate(spans, 1)
            ],
            "cues": records.cues,
            "stances": [],
            "mentions": [],
            "relations": records.relations,
            "rejected": [],
        }
        return gate(value, self._report, marked.path, marked.line, records.lines)

    def _with_text(self, marked: Marked) -> Iterator[Sentence]:
        for sentence in marked.sentences:
            if sentence.text.strip():
                yield sentence
            else:
                self._report.lose("sentences without text", at(marked.path, sentence.line))


def header(document_id: str, text: str, provenance: str, corpus: Corpus) -> Record:
    """A converted document without its layers."""
    return {
        "schema_version": schema.schema_version(),
        "id": document_id,
        "language": "en",
        "text": text,
        "source": {
            "path": f"seeds/{corpus.name}/{document_id}.txt",
            "sha256": hashlib.sha256(text.encode()).hexdigest(),
            "provenance": provenance,
            "licence": f"that of the {corpus.title}",
            "genre": corpus.genre,
            "topic": corpus.topic,
            "group": document_id,
        },
        "annotation": {
            "origin": "converted",
            "status": corpus.status,
            "annotators": [{"id": corpus.name, "kind": "human"}],
            "guidelines": corpus.title,
            "scope_convention": corpus.convention,
            "layers": list(corpus.layers),
        },
    }


def _joined(sentences: list[Sentence]) -> tuple[str, list[int]]:
    """The text of a document, and where in it each sentence starts.

    A line break stands between sentences, a blank line between parts of the document.
    """
    pieces: list[str] = []
    starts: list[int] = []
    length = 0
    for i, sentence in enumerate(sentences):
        if i:
            gap = "\n" if sentences[i - 1].part == sentence.part else "\n\n"
            pieces.append(gap)
            length += len(gap)
        starts.append(length)
        pieces.append(sentence.text)
        length += len(sentence.text)
    return "".join(pieces), starts


class _Records:
    """Cues and relations of a document, numbered in the order of the text."""

    def __init__(self, text: str) -> None:
        self._text = text
        self.cues: list[Record] = []
        self.relations: list[Record] = []
        self.lines: dict[str, int] = {}

    def add(self, cues: Iterable[Cue], origin: int) -> None:
        """Add the cues of a sentence that starts at `origin`."""
        concords: dict[object, list[str]] = defaultdict(list)
        for cue in sorted(cues, key=lambda cue: cue.span):
            cue_id = f"c{len(self.cues) + 1:02d}"
            scope = self._span(cue.scope, origin) if cue.scope else None
            place = {"id": cue_id, "label": cue.label, **self._span(cue.span, origin)}
            self.cues.append({**place, "scope": scope, **_UNSAID, **cue.values})
            self.lines[cue_id] = cue.line
            if cue.concord is not None:
                concords[cue.concord].append(cue_id)
        for first, *others in concords.values():
            for other in others:
                relation_id = f"r{len(self.relations) + 1:02d}"
                ends = {"source": first, "target": other}
                self.relations.append({"id": relation_id, "label": "concord", **ends})

    def _span(self, span: Range, origin: int) -> Record:
        start, end = span[0] + origin, span[1] + origin
        return {"start": start, "end": end, "text": self._text[start:end]}
