"""Documents of sentences with elements inside them, as the XML has them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from hedgerow.formats.base import Report
from hedgerow.formats.published.events import Event, events
from hedgerow.formats.standoff.model import at
from hedgerow.tokens import Range


@dataclass(frozen=True, slots=True)
class Layout:
    """The elements of a corpus, in lower case.

    Where `token` is named, the text of a sentence is its tokens joined by spaces; elements that
    `grouping` names hold tokens and mean nothing. `ignored` are elements outside sentences whose
    text is no text of the document.
    """

    document: str = "document"
    part: str = "documentpart"
    sentence: str = "sentence"
    name: str = "docid"
    token: str = ""
    marks: frozenset[str] = frozenset()
    grouping: frozenset[str] = frozenset()
    ignored: frozenset[str] = frozenset()


@dataclass(slots=True)
class Element:
    """A marked element inside a sentence.

    `start` and `end` count code points of the sentence's text; `parent` is the marked element
    around it.
    """

    name: str
    attributes: dict[str, str]
    start: int
    end: int
    line: int
    column: int
    parent: Element | None = None

    @property
    def span(self) -> Range:
        """Start and end."""
        return self.start, self.end


@dataclass(slots=True)
class Sentence:
    """A sentence as it stands in the file, white space included, with what is marked in it."""

    attributes: dict[str, str]
    line: int
    part: int
    text: str = ""
    elements: list[Element] = field(default_factory=list)


@dataclass(slots=True)
class Marked:
    """A document of a file; `part` of a sentence counts its parts."""

    path: Path
    line: int
    kind: str
    name: str = ""
    sentences: list[Sentence] = field(default_factory=list)


def documents(path: Path, layout: Layout, report: Report) -> Iterator[Marked]:
    """The documents of a file, one at a time."""
    collector = _Collector(path, layout, report)
    for event in events(path, report):
        document = collector.take(event)
        if document:
            yield document


class _Collector:
    def __init__(self, path: Path, layout: Layout, report: Report) -> None:
        self._path = path
        self._layout = layout
        self._report = report
        self._kinds: list[str] = []  # what the elements around say of their type
        self._document: Marked | None = None
        self._part = 0
        self._inside: list[str] = []  # elements of the document that are open
        self._sentence: _Sentence | None = None
        self._broken = False

    def take(self, event: Event) -> Marked | None:
        """Take an event in; the document that it completes."""
        if event.kind == "broken":
            self._broken = True
        elif self._sentence is not None:
            self._within(self._sentence, event)
        elif event.kind == "text":
            self._outside(event)
        elif event.kind == "open":
            self._open(event)
        else:
            return self._close(event)
        return None

    def _within(self, sentence: _Sentence, event: Event) -> None:
        if sentence.take(event) and self._document:
            self._document.sentences.append(sentence.finished())
            self._sentence = None

    def _open(self, event: Event) -> None:
        layout = self._layout
        if event.name == layout.sentence and self._document:
            self._sentence = _Sentence(event, self._part, layout, self._path, self._report)
            return
        if event.name == layout.sentence:
            self._report.wrong("a sentence outside every document", self._path, event.line)
        if event.name == layout.document and self._document is None:
            kinds = [event.attributes.get("type", ""), *reversed(self._kinds)]
            kind = next(filter(None, kinds), "")
            self._document = Marked(self._path, event.line, kind)
            self._part, self._broken = 0, False
        elif self._document:
            self._inside.append(event.name)
            if event.name == layout.part:
                self._part += 1
                if "type" in event.attributes:
                    self._lose("types of document parts", event)
        else:
            self._kinds.append(event.attributes.get("type", ""))

    def _close(self, event: Event) -> Marked | None:
        if self._inside:
            self._inside.pop()
        elif self._document:
            document, self._document = self._document, None
            return None if self._broken else document
        elif self._kinds:
            self._kinds.pop()
        return None

    def _outside(self, event: Event) -> None:
        """Text between sentences: the name of the document, or nothing that is text of it."""
        if self._document and self._inside[-1:] == [self._layout.name]:
            self._document.name += event.text
        elif event.text.strip() and not self._layout.ignored.intersection(self._inside):
            self._lose("text outside sentences", event)

    def _lose(self, what: str, event: Event) -> None:
        self._report.lose(what, at(self._path, event.line))


class _Sentence:
    """Collects a sentence until its element is closed."""

    def __init__(self, event: Event, part: int, layout: Layout, path: Path, report: Report) -> None:
        self._made = Sentence(event.attributes, event.line, part)
        self._layout = layout
        self._path = path
        self._report = report
        self._text: list[str] = []
        self._length = 0
        self._open: list[Element] = []
        self._token: list[str] | None = None

    def take(self, event: Event) -> bool:
        """Take an event in; whether it closes the sentence."""
        if event.kind == "text":
            self._take_text(event)
        elif event.kind == "open":
            element = Element(event.name, event.attributes, -1, -1, event.line, event.column)
            self._open.append(element)
            self._begin(element)
        elif not self._open:
            return True
        else:
            self._end(self._open.pop())
        return False

    def finished(self) -> Sentence:
        """The sentence."""
        self._made.text = "".join(self._text)
        return self._made

    def _take_text(self, event: Event) -> None:
        if not self._layout.token:
            self._add(event.text)
        elif self._token is not None:
            self._token.append(event.text)
        elif event.text.strip():
            self._report.lose("text outside tokens", at(self._path, event.line))

    def _begin(self, element: Element) -> None:
        if element.name == self._layout.token:
            self._token = []
        elif element.name in self._layout.marks:
            element.start = self._length
            marked = (outer for outer in reversed(self._open[:-1]) if outer.start >= 0)
            element.parent = next(marked, None)
            self._made.elements.append(element)
        elif element.name not in self._layout.grouping:
            self._report.lose(f"elements {element.name}", at(self._path, element.line))

    def _end(self, element: Element) -> None:
        if element.name == self._layout.token and self._token is not None:
            token, self._token = " ".join("".join(self._token).split()), None
            if token:
                self._space()
                self._add(token)
        element.end = self._length

    def _space(self) -> None:
        """A space between two tokens, which belongs to no element that begins with the second."""
        if self._length:
            beginning = [e for e in self._open if e.start == self._length]
            self._add(" ")
            for element in beginning:
                element.start = self._length

    def _add(self, text: str) -> None:
        self._text.append(text)
        self._length += len(text)
