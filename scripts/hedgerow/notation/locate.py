"""Words of a sentence to offsets, and offsets to the shortest words that lead back to them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from hedgerow.tokens import Range

GAP = " ... "
_LONG = 60  # code points from which a span is written with a gap


class NotFoundError(ValueError):
    """The words do not lead to exactly one place."""


@dataclass(frozen=True, slots=True)
class Words:
    """Words in brackets; `number` counts their occurrences in the sentence from 1, 0: not said."""

    text: str
    number: int = 0


def locate(text: str, sentence: Range, words: Words, around: Range | None = None) -> Range:
    """The offsets of `words` in ``text[slice(*sentence)]``.

    Where they stand several times and no number is given, the one that contains `around` is
    meant. Raises NotFoundError if there is none, or no single one.
    """
    found = list(_matches(text, sentence, words.text))
    if not found:
        raise NotFoundError(f"[{words.text}] does not stand in the sentence as whole words")
    if words.number:
        if words.number > len(found):
            raise NotFoundError(f"[{words.text}] stands only {len(found)} times in the sentence")
        return found[words.number - 1]
    if len(found) > 1 and around:
        found = [place for place in found if place[0] <= around[0] and around[1] <= place[1]]
    if len(found) != 1:
        several = "in several places" if found else "not around the cue"
        raise NotFoundError(f"[{words.text}] stands {several}: say more, or which, as in [..]2")
    return found[0]


def shorten(text: str, sentence: Range, span: Range, around: Range | None = None) -> str:
    """The bracket that `locate` turns into `span`, long spans with a gap."""
    whole = " ".join(text[slice(*span)].split())
    if len(whole) > _LONG:
        parts = whole.split()
        for n in range(3, 7):
            gapped = Words(" ".join(parts[:n]) + GAP + " ".join(parts[-n:]))
            if _leads_to(text, sentence, gapped, around) == span:
                return _bracket(gapped)
    words = Words(whole)
    if _leads_to(text, sentence, words, around) != span:
        words = Words(whole, list(_matches(text, sentence, whole)).index(span) + 1)
    return _bracket(words)


def _leads_to(text: str, sentence: Range, words: Words, around: Range | None) -> Range | None:
    try:
        return locate(text, sentence, words, around)
    except NotFoundError:
        return None


def _bracket(words: Words) -> str:
    escaped = re.sub(r"([\\\]])", r"\\\1", words.text)
    return f"[{escaped}]{words.number or ''}"


def _matches(text: str, sentence: Range, words: str) -> Iterator[Range]:
    """Every place of the words; a gap is tried where they do not stand as they are."""
    found = list(_occurrences(text, sentence, words))
    if found or GAP not in words:
        yield from found
        return
    first, last = words.split(GAP, 1)
    for start, middle in _occurrences(text, sentence, first):
        for _, end in _occurrences(text, (middle, sentence[1]), last):
            yield start, end


def _occurrences(text: str, within: Range, words: str) -> Iterator[Range]:
    """Places where the words stand and no word is cut; white space is any white space."""
    pattern = r"\s+".join(map(re.escape, words.split()))
    if not pattern:
        return
    for match in re.compile(f"(?={pattern})").finditer(text, *within):
        whole = re.compile(pattern).match(text, match.start(), within[1])
        if whole and not _cuts(text, whole.start()) and not _cuts(text, whole.end()):
            yield whole.span()


def _cuts(text: str, offset: int) -> bool:
    """Whether an offset lies between two letters or digits."""
    return 0 < offset < len(text) and text[offset - 1].isalnum() and text[offset].isalnum()
