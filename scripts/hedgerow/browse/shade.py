"""How far the author commits to a sentence: one value, taken from the scopes in it."""

from __future__ import annotations

from collections import Counter, defaultdict
from itertools import pairwise

from hedgerow.commitment import commitment
from hedgerow.document import Cue, Sentence, Span
from hedgerow.index import Index

ASSERTED = "CT"
_WEAKEST_FIRST = ("Uu", "PS", "PR", ASSERTED)
MEANINGS = {
    "CT": "asserted: the author states it as a fact, or as no fact",
    "PR": "probable, for the author",
    "PS": "possible, for the author",
    "Uu": "uncommitted: passed on, conditional, under inquiry, or unknown",
}


def shades(index: Index) -> dict[str, str]:
    """CT, PR, PS or Uu for each sentence: the value that holds for the largest part of it.

    A character has the weakest commitment of all scopes that hold it, CT outside of any; a tie goes
    to the weaker value. The sign is left out. Nothing where nobody looked for cues.
    """
    if "cues" not in index.document.annotation.layers:
        return {}
    valued: dict[str, list[tuple[Span, str]]] = defaultdict(list)
    for cue in index.document.cues:
        value = commitment(cue)
        home = index.sentence(cue.scope) if cue.scope else None
        if value and cue.scope and home:
            valued[home.id].append((cue.scope, value[:2]))
    return {s.id: _shade(s, valued.get(s.id, [])) for s in index.document.sentences}


def _shade(sentence: Sentence, scopes: list[tuple[Span, str]]) -> str:
    parts: Counter[str] = Counter()
    cuts = {sentence.start, sentence.end}
    cuts.update(edge for span, _ in scopes for edge in (span.start, span.end))
    for start, end in pairwise(sorted(cuts)):
        values = [value for span, value in scopes if span.start <= start and end <= span.end]
        parts[min(values, key=_WEAKEST_FIRST.index, default=ASSERTED)] += end - start
    return max(_WEAKEST_FIRST, key=lambda value: (parts[value], -_WEAKEST_FIRST.index(value)))


def said(cue: Cue) -> str | None:
    """The commitment of one cue with its meaning, None where a cue says nothing about it."""
    value = commitment(cue)
    if value is None:
        return None
    meaning = MEANINGS[value[:2]].split(":")[0].split(",")[0]
    not_so = ", that it is not so" if value.endswith("-") else ""
    return f"{value.replace('-', '−')} ({meaning}{not_so})"
