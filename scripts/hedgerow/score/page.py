"""The most frequent errors with their sentences, as a Markdown page."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from hedgerow.markdown import table
from hedgerow.report.text import printable
from hedgerow.score.errors import BOUNDARIES, Confusion, Errors, Example, Kind, Strings

_SECTIONS = {"cue": "Cues", "scope": "Scopes of matched cues", "stance": "Stances"}
_HEADER = ("gold", "predicted", "errors", "most frequent")
_KINDS = 12  # kinds of error that are shown with sentences
_STRINGS = 25  # rows of a table of strings
_MARKUP = re.compile(r"([\\`*_\[\]<>#&~])")


def errors_page(errors: Errors) -> str:
    """The most frequent errors of cues, scopes and stances with sentences, as Markdown."""
    parts = ["# Errors", f"Documents: {errors.documents}."]
    for layer, name in _SECTIONS.items():
        kinds = errors.most_frequent(layer)
        parts.append(f"## {name}")
        if not kinds:
            parts.append("No errors.")
            continue
        parts.append(table(_HEADER, [_kind(*item) for item in kinds]))
        parts += [_examples(*item) for item in kinds[:_KINDS]]
        if layer in errors.strings:
            parts += _strings(layer, errors.strings[layer])
    return "\n\n".join(parts) + "\n"


def _kind(confusion: Confusion, kind: Kind) -> tuple[str, ...]:
    words = ", ".join(f"{escaped(w)} {n}" for w, n in _common(kind.words, 5))
    return confusion.gold, confusion.predicted, str(kind.count), words


def _examples(confusion: Confusion, kind: Kind) -> str:
    title = f"### {confusion.layer}: {confusion.gold}, predicted {confusion.predicted}"
    lines = [_example(example, confusion.predicted == BOUNDARIES) for example in kind.examples]
    return f"{title} ({kind.count})\n\n" + "\n".join(lines)


def _example(example: Example, both: bool) -> str:
    """A sentence with the place of the error in bold, and where it comes from."""
    start, end = example.place
    text = example.text
    before, inside, after = (escaped(t) for t in (text[:start], text[start:end], text[end:]))
    said = f" ({escaped(example.words)})" if both else ""
    where = f"`{example.document}:{example.sentence}`"
    return f"- {before}**{inside}**{after}{said} {where}"


def _strings(layer: str, strings: Strings) -> Iterator[str]:
    for name, wrong, all_, of in (
        ("Missed", strings.missed, strings.gold, "in gold"),
        ("Spurious", strings.spurious, strings.predicted, "predicted"),
    ):
        if wrong:
            rows = [(escaped(w), str(n), str(all_[w])) for w, n in _common(wrong, _STRINGS)]
            yield f"### {name} {layer}s by string"
            yield table(("string", name.lower(), of), rows)


def _common(words: Counter[str], most: int) -> list[tuple[str, int]]:
    """The most frequent first, and those of one frequency by the alphabet."""
    return sorted(words.items(), key=lambda item: (-item[1], item[0]))[:most]


def escaped(text: str) -> str:
    """Text that Markdown shows as it is, in one line; white space at the edges stays."""
    return _MARKUP.sub(r"\\\1", re.sub(r"\s+", " ", printable(text)))
