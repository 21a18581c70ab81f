"""What a model is asked and what it answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from hedgerow.tokens import Range, tokenize

OURS = "hedgerow"
"""The corpus of rows that have no column `corpus`."""


@dataclass(frozen=True, slots=True)
class Example:
    """One question to a model: a sentence, and the place in it that is asked about.

    `tokens` and `focus` are half-open ranges of code points of `text`. `focus` is the trigger
    word, expression or cue in question, `about` what is known of it (the label of a cue); both
    empty where the whole sentence is. `gold` is the right answer: one label, or one per token;
    empty where it is not known. The rest says where the sentence comes from.
    """

    text: str
    tokens: tuple[Range, ...]
    focus: Range | None = None
    about: str = ""
    gold: tuple[str, ...] = ()
    id: str = ""
    document: str = ""
    group: str = ""
    genre: str = ""
    origin: str = ""
    corpus: str = OURS

    @property
    def words(self) -> list[str]:
        """The text of every token."""
        return [self.text[start:end] for start, end in self.tokens]


@dataclass(frozen=True, slots=True)
class Prediction:
    """An answer: as many labels as the task has for the example (one, or one per token).

    `probabilities` are those of the labels, or None where the model has none.
    """

    labels: tuple[str, ...]
    probabilities: tuple[float, ...] | None = None


def home(row: Mapping[str, Any]) -> Example:
    """The sentence of a row and where it comes from, with nothing asked yet."""
    keys = ("text", "id", "document", "group", "genre", "origin")
    said = {key: str(row[key]) for key in keys}
    return Example(tokens=(), corpus=str(row.get("corpus") or OURS), **said)  # type: ignore[arg-type]


def question(
    row: Mapping[str, Any], gold: tuple[str, ...], focus: Range | None = None, about: str = ""
) -> Example:
    """An example from a row that has a sentence but no tokens."""
    tokens = tuple(tokenize(row["text"]))
    return replace(home(row), tokens=tokens, focus=focus, about=about, gold=gold)
