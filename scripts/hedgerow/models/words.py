"""What is known of a word by itself, wherever it stands."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from hedgerow.models.lexicon import FUNCTION_WORDS, classes, neighbourly

_SPELLED = {"’": "'", "‘": "'", "“": '"', "”": '"', "`": "'", "–": "-", "—": "-"}
_SUFFIXES = ("ing", "ed", "ly", "tion", "ness", "ity", "ment", "ous", "ive", "able", "al")


@dataclass(frozen=True, slots=True)
class Word:
    """A word with its features, made once.

    `own` are its own features, `left` what it is to the word behind it and `right` to the one
    before it: its `kind`, which is the word if it is a function word, a mark or in the lexicon,
    else its shape; and `coarse`, its class or shape. `capital` is for a capital before small
    letters.
    """

    lower: str
    capital: bool
    kind: str
    coarse: str
    own: tuple[str, ...]
    left: tuple[str, ...]
    right: tuple[str, ...]


def _word(lower: str, capital: bool, kind: str, coarse: str, own: tuple[str, ...]) -> Word:
    classed = kind != coarse
    left = (f"-1={kind}", f"-1c={coarse}") if classed else (f"-1={kind}",)
    right = (f"+1={kind}", f"+1c={coarse}") if classed else (f"+1={kind}",)
    return Word(lower, capital, kind, coarse, own, left, right)


EDGE = _word("", False, "|", "|", ())
"""What stands before the first word and behind the last."""


@lru_cache(maxsize=100_000)
def describe(word: str) -> Word:
    """A word as it is written in a text; it has at least one character.

    The letters of a function word or mark say nothing that it does not say itself.
    """
    lower = word.lower().replace("’", "'")
    lower = _SPELLED.get(lower, lower) or word
    known, shape = classes(lower), _shape(word, lower)
    telling = [name for name in known if neighbourly(name)]
    named = bool(telling) or lower in FUNCTION_WORDS or not lower[0].isalnum()
    own = [f"w={lower}", *(f"lex={name}" for name in known)]
    if shape not in ("function", "mark"):
        own.append(f"shape={shape}")
        if lower[0].isalpha():
            own += [f"suf={lower[-3:]}", f"pre={lower[:4]}"]
    kind, coarse = lower if named else shape, telling[0] if telling else shape
    return _word(lower, _capital(word), kind, coarse, tuple(own))


def _capital(word: str) -> bool:
    return word[0].isupper() and word[1:].islower()


def _shape(word: str, lower: str) -> str:
    """A class by form alone. Words in capitals are no names: they may stand in a heading."""
    if any(char.isdigit() for char in lower):
        return "number"
    if not lower[0].isalpha():
        return "mark"
    if lower in FUNCTION_WORDS:
        return "function"
    if _capital(word):
        return "name"
    for suffix in _SUFFIXES:
        if len(lower) >= len(suffix) + 2 and lower.endswith(suffix):
            return f"-{suffix}"
    return "-s" if lower.endswith("s") and len(lower) > 3 else "word"
