"""Whether a text is English, which is all that the models know."""

from __future__ import annotations

from collections.abc import Iterable

from hedgerow.models.lexicon import FUNCTION_WORDS

LEAST = 0.3
"""The share of grammatical words in English prose is 0.43 to 0.52 in our own texts and above 0.34
in medical abstracts; in other languages, which have some of the same words, it is smaller."""
_ENOUGH = 20


def grammatical(words: Iterable[str]) -> float | None:
    """The share of English grammatical words among words in lower case; None for very few."""
    letters = [word for word in words if word[0].isalpha()]
    if len(letters) < _ENOUGH:
        return None
    return sum(word in FUNCTION_WORDS for word in letters) / len(letters)


def foreign(words: Iterable[str]) -> bool:
    """Whether so few of the words are grammatical ones of English that the text is hardly in it."""
    share = grammatical(words)
    return share is not None and share < LEAST
