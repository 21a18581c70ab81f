"""Finds the words of ``schema/triggers.json`` and quoted strings in a text.

The list is closed: in a native document every occurrence is annotated or rejected.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from hedgerow.corpus import data_root
from hedgerow.tokens import Range, tokenize

# Each begins with its mark, so that `re` skips everything else.
_QUOTED_BY = {
    "“": re.compile(r"“[^“”\n]+”"),
    '"': re.compile(r"\"[^\"\n]+\""),
    "‘": re.compile(r"‘(?<!\w‘)[^‘’\n]+(?:’(?=\w)[^‘’\n]*)*’(?!\w)"),
}
OPENING = tuple(_QUOTED_BY)
QUOTED = re.compile("|".join(pattern.pattern for pattern in _QUOTED_BY.values()))


@dataclass(frozen=True, slots=True)
class Trigger:
    """One entry of the list. `may_be` holds labels; the last three are None where open."""

    lemma: str
    cls: str
    may_be: tuple[str, ...]
    default: str
    certainty: str | None
    reporting: str | None
    polarity: str | None


@dataclass(frozen=True, slots=True)
class Occurrence:
    """A trigger at ``text[start:end]``."""

    start: int
    end: int
    trigger: Trigger


Form = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The list, by form; the lengths of the forms, by first token, longest first; quotations."""

    triggers: dict[Form, Trigger]
    lengths: dict[str, list[int]]
    quotation: Trigger


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """The list of trigger words, read once."""
    path = data_root() / "schema" / "triggers.json"
    found: dict[Form, Trigger] = {}
    lengths: dict[str, set[int]] = defaultdict(set)
    for entry in json.loads(path.read_text(encoding="utf-8"))["entries"]:
        trigger = Trigger(
            entry["lemma"],
            entry["class"],
            tuple(entry["may_be"]),
            entry["default"],
            entry.get("certainty"),
            entry.get("reporting"),
            entry.get("polarity"),
        )
        if trigger.cls == "quotation":
            quotation = trigger
        for form in entry["forms"]:
            words = tuple(form[a:b] for a, b in tokenize(form))
            found.setdefault(words, trigger)
            lengths[words[0]].add(len(words))
    longest_first = {word: sorted(some, reverse=True) for word, some in lengths.items()}
    return Lexicon(found, longest_first, quotation)


def forms() -> Iterator[str]:
    """Every form of the list, in lower case."""
    return (form for form, _ in defaults())


def defaults() -> Iterator[tuple[str, str]]:
    """Every form of the list, in lower case, with what it is most often."""
    for words, trigger in lexicon().triggers.items():
        yield " ".join(words), trigger.default


def quoted_strings(text: str) -> list[Range]:
    """Ranges of strings between quotation marks, marks included, none crossing a line end."""
    marks = [mark for mark in OPENING if mark in text]
    if not marks:
        return []
    pattern = QUOTED if len(marks) > 1 else _QUOTED_BY[marks[0]]
    return [match.span() for match in pattern.finditer(text)]


def find(
    text: str,
    sentences: list[Range],
    tokens: list[Range] | None = None,
    words: list[str] | None = None,
) -> list[Occurrence]:
    """Every occurrence inside one of `sentences`, in order of start, longest first.

    `tokens` are those of the whole text, and `words` what they cover, where the caller has them.
    """
    tokens = tokenize(text) if tokens is None else tokens
    words = [text[start:end] for start, end in tokens] if words is None else words
    quotation = lexicon().quotation
    quoted = [Occurrence(start, end, quotation) for start, end in quoted_strings(text)]
    starts = [start for start, _ in sentences]
    found = []
    for occurrence in (*quoted, *_in_words(tokens, words)):
        i = bisect_right(starts, occurrence.start) - 1
        if i >= 0 and occurrence.end <= sentences[i][1]:
            found.append(occurrence)
    return sorted(found, key=lambda o: (o.start, -o.end))


def _in_words(tokens: list[Range], words: list[str]) -> Iterator[Occurrence]:
    triggers, lengths = lexicon().triggers, lexicon().lengths
    lowered = "\n".join(words).lower().split("\n")
    behind = 0  # no occurrence starts inside another
    for i in [i for i, word in enumerate(lowered) if word in lengths]:
        if i < behind:
            continue
        for length in lengths[lowered[i]]:
            form = tuple(lowered[i : i + length])
            trigger = triggers.get(form)
            if trigger:
                behind = i + len(form)
                yield Occurrence(tokens[i][0], tokens[behind - 1][1], trigger)
                break


@lru_cache(maxsize=10_000)
def lookup(expression: str) -> Trigger | None:
    """The trigger whose occurrence is exactly `expression`, if there is one."""
    found = find(expression, [(0, len(expression))])
    if found and (found[0].start, found[0].end) == (0, len(expression)):
        return found[0].trigger
    return None
