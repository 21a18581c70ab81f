"""Cues and stances from tags, made to fit the trigger list and each other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from hedgerow import schema
from hedgerow.models import Prediction
from hedgerow.models.scoring import spans
from hedgerow.predict.stretch import Listed, Stretch
from hedgerow.triggers import Trigger

_QUOTES = ("distancing", "attribution")
_MARKS = frozenset('“”"‘’«»„')


@dataclass(slots=True)
class Mark:
    """A cue or stance in the making. It covers tokens `first` to `last`, the last not included.

    `trigger` is the entry of the list that it is exactly, `quotation` whether that is a quoted
    string; `scope` is for cues. `probability` is the mean of its tokens, if the model has any.
    """

    label: str
    first: int
    last: int
    probability: float | None
    trigger: Trigger | None = None
    quotation: bool = False
    scope: tuple[int, int] = (0, 0)

    def overlaps(self, other: Mark) -> bool:
        """Whether they share a token."""
        return self.first < other.last and other.first < self.last


def cues_of(stretch: Stretch, tags: Prediction) -> list[Mark]:
    """The cues, in order, no two of which share a token."""
    quoted = list(_quoted(stretch, tags))
    found = [mark for mark in _marks(stretch, tags, "cue") if not _beside(mark, quoted)]
    cues = _apart(sorted([*quoted, *found], key=lambda mark: (mark.first, -mark.last)))
    for first, second in pairwise(cues):
        if names_nobody(first, second):
            first.label = "weasel"
    return cues


def names_nobody(first: Mark, second: Mark) -> bool:
    """Whether two cues are one phrase for a source left unnamed: *some observers*."""
    if not first.trigger or not second.trigger or second.label != "weasel":
        return False
    classes = first.trigger.cls, second.trigger.cls
    return classes == ("indefinite", "weasel") and first.last == second.first


def decided(
    listed: Listed, cues: Sequence[Mark], stances: Sequence[Mark], others: Sequence[Listed]
) -> bool:
    """Whether a trigger is in a cue or stance, or in a quotation, which is decided as a whole."""
    around: list[Mark | Listed] = [*cues, *stances]
    if not listed.quotation:
        around += [other for other in others if other.quotation]
    return any(other.first <= listed.first and listed.last <= other.last for other in around)


def splits_clause(stretch: Stretch, stance: Mark) -> bool:
    """Whether a stance is a modal between subject and verb; *need* is one before a negator."""
    if stance.trigger is None or stance.label != "necessity":
        return False
    modal = stance.trigger.lemma == "need" and negated_behind(stretch, stance)
    return modal or stance.trigger.cls == "modal"


def negated_behind(stretch: Stretch, stance: Mark) -> bool:
    """Whether *not* stands right behind a stance."""
    return stretch.words[stance.last : stance.last + 1] in (("not",), ("n't",), ("never",))


def stances_of(stretch: Stretch, tags: Prediction, cues: Sequence[Mark]) -> list[Mark]:
    """The stances, in order, apart from each other and from the cues."""
    found = [mark for mark in _marks(stretch, tags, "stance") if not _beside(mark, cues)]
    return _apart(sorted(found, key=lambda mark: (mark.first, -mark.last)))


def _beside(mark: Mark, others: Iterable[Mark]) -> bool:
    return any(mark.overlaps(other) for other in others)


def _apart(marks: Iterable[Mark]) -> list[Mark]:
    """Of marks that overlap, the one that comes first."""
    kept: list[Mark] = []
    for mark in marks:
        if not kept or mark.first >= kept[-1].last:
            kept.append(mark)
    return kept


def _quoted(stretch: Stretch, tags: Prediction) -> Iterator[Mark]:
    """Quoted strings whose opening mark is tagged: the cue is the whole string (R4)."""
    for listed in stretch.listed:
        label = tags.labels[listed.first][2:] if listed.quotation else ""
        if label in _QUOTES:
            chance = tags.probabilities[listed.first] if tags.probabilities else None
            yield Mark(label, listed.first, listed.last, chance, listed.trigger, True)


def _marks(stretch: Stretch, tags: Prediction, record: str) -> Iterator[Mark]:
    words = [listed for listed in stretch.listed if not listed.quotation]
    for start, end, label in spans(tags.labels):
        first, last = _trimmed(stretch, start, end)
        if first == last:
            continue
        first, last = _whole(first, last, words)
        exact = next((x.trigger for x in words if (x.first, x.last) == (first, last)), None)
        allowed = _allowed(label, exact, schema.names(record))
        if allowed:
            chances = tags.probabilities[start:end] if tags.probabilities else ()
            chance = sum(chances) / len(chances) if chances else None
            yield Mark(allowed, first, last, chance, exact)


def _trimmed(stretch: Stretch, first: int, last: int) -> tuple[int, int]:
    """Without punctuation at the edges, and nothing behind a quotation mark."""
    words = stretch.words
    while first < last and not any(map(str.isalnum, words[first])):
        first += 1
    end = next((i for i in range(first, last) if words[i] in _MARKS), last)
    while end > first and not any(map(str.isalnum, words[end - 1])):
        end -= 1
    return first, end


def _whole(first: int, last: int, words: Iterable[Listed]) -> tuple[int, int]:
    """With all of the trigger words that it covers in part, so that they are decided."""
    for word in words:
        if word.first < last and first < word.last:
            first, last = min(first, word.first), max(last, word.last)
    return first, last


def _allowed(label: str, trigger: Trigger | None, labels: Sequence[str]) -> str:
    """The label if the list allows it, else one that it allows; empty if there is none."""
    if trigger is None or label in trigger.may_be:
        return label
    return next((x for x in (trigger.default, *trigger.may_be) if x in labels), "")
