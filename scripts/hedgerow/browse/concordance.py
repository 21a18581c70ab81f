"""Every occurrence of a cue or a trigger word in its context, and what was decided about it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from hedgerow.browse.records import Record, label_of, layer_of, records
from hedgerow.browse.terms import name, term
from hedgerow.browse.visible import visible
from hedgerow.decisions import decided
from hedgerow.document import Cue, Stance
from hedgerow.index import Index, same_span
from hedgerow.tokens import Range, tokenize

CONTEXT = 70  # code points to either side
UNDECIDED = "not annotated"

Words = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the concordance. `outcome` is a label, a reason, or UNDECIDED."""

    term: str
    left: str
    words: str
    right: str
    start: int
    sentence: str
    layer: str  # cue, stance, rejected; empty where nothing was decided
    outcome: str
    value: str  # certainty, reporting, polarity
    record: str
    inside: bool  # the record is longer than the word


class CueStrings:
    """The words of every cue of a corpus, to be found again where they are not annotated."""

    def __init__(self, strings: Iterable[str]) -> None:
        self._by_first: dict[str, set[Words]] = {}
        for string in strings:
            words = tuple(string[a:b].lower() for a, b in tokenize(string))
            if words:
                self._by_first.setdefault(words[0], set()).add(words)

    def find(self, text: str, tokens: list[Range]) -> Iterator[Range]:
        """Where one stands in a text, the longest at each place."""
        lowered = [text[a:b].lower() for a, b in tokens]
        for i, first in enumerate(lowered):
            known = self._by_first.get(first, ())
            fitting = [n for n in map(len, known) if tuple(lowered[i : i + n]) in known]
            if fitting:
                yield tokens[i][0], tokens[i + max(fitting) - 1][1]


@dataclass(frozen=True, slots=True)
class _Place:
    start: int
    end: int


def lines(index: Index, strings: CueStrings) -> Iterator[Line]:
    """The lines of a document in the order of the text."""
    text = index.document.text
    terms = _terms(index, strings)
    places = [_Place(start, end) for start, end in sorted(terms)]
    known = {record.id: record for record in records(index)}
    for place, decision in decided(index, places):
        record = known[decision.id] if decision else None
        sentence = index.sentence(place)
        if sentence is None:
            continue
        yield Line(
            visible(terms[place.start, place.end]),
            _flat(text[max(sentence.start, place.start - CONTEXT) : place.start]),
            _flat(text[place.start : place.end]),
            _flat(text[place.end : min(sentence.end, place.end + CONTEXT)]),
            place.start,
            sentence.id,
            layer_of(record) if record else "",
            label_of(record) if record else UNDECIDED,
            _value(record),
            record.id if record else "",
            record is not None and not same_span(record, place),
        )


def _terms(index: Index, strings: CueStrings) -> dict[Range, str]:
    """What stands where: the lemma of a trigger word, else the words themselves."""
    text = index.document.text
    found = {(o.start, o.end): name(o.trigger) for o in index.occurrences}
    cues = ((cue.start, cue.end) for cue in index.document.cues)
    for start, end in (*strings.find(text, index.tokens), *cues):
        found.setdefault((start, end), term(text[start:end]))
    return found


def _value(record: Record | None) -> str:
    if isinstance(record, Cue):
        return record.certainty or record.reporting or ""
    return record.polarity if isinstance(record, Stance) else ""


def _flat(text: str) -> str:
    """On one line, blanks at the edges kept."""
    return visible("".join(" " if c.isspace() else c for c in text))
