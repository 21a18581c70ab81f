"""The lines of the notation taken apart: what stands on them, before any of it is looked up."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from hedgerow.notation.locate import Words

_PART = re.compile(
    r"\[(?P<words>(?:\\.|[^\\\]])*)\](?P<number>[0-9]*)|\{(?P<free>(?:\\.|[^\\}])*)\}|(?P<bare>[^\s\[\]{}]+)"
)
_SENTENCE = re.compile(r"s[0-9]+\s+(?P<text>\S.*)")


class MalformedError(ValueError):
    """A line that cannot be read, with the reason."""


@dataclass(frozen=True, slots=True)
class Free:
    """Free text in braces."""

    text: str


Part = str | Words | Free


@dataclass(slots=True)
class Line:
    """A line below a sentence: its number in the file, and its parts still to be read."""

    number: int
    parts: list[Part]

    def words(self, what: str) -> Words:
        """The next part, words in brackets. Raises MalformedError."""
        if self.parts and isinstance(part := self.parts[0], Words):
            del self.parts[0]
            return part
        raise self._unexpected(f"{what} in brackets")

    def bare(self, what: str) -> str:
        """The next part, a bare word. Raises MalformedError."""
        if self.parts and isinstance(part := self.parts[0], str):
            del self.parts[0]
            return part
        raise self._unexpected(what)

    def free(self, what: str) -> str:
        """The next part, text in braces. Raises MalformedError."""
        if self.parts and isinstance(part := self.parts[0], Free):
            del self.parts[0]
            return part.text
        raise self._unexpected(f"{what} in braces")

    def has_free(self) -> bool:
        """Whether text in braces comes next."""
        return bool(self.parts) and isinstance(self.parts[0], Free)

    def _unexpected(self, wanted: str) -> MalformedError:
        part = self.parts[0] if self.parts else "the end of the line"
        found = part if isinstance(part, str) else part.text
        return MalformedError(f"here should stand {wanted}, not {found}")


@dataclass(slots=True)
class Block:
    """A sentence and the lines below it."""

    number: int
    text: str
    lines: list[Line] = field(default_factory=list)


def blocks(notation: str) -> tuple[list[Block], list[tuple[int, str]]]:
    """The sentences of a notation, and the lines that could not be read: number and reason."""
    found: list[Block] = []
    wrong: list[tuple[int, str]] = []
    for number, line in enumerate(map(str.strip, notation.split("\n")), 1):
        if not line or line[0] in "#?":
            continue
        sentence = _SENTENCE.fullmatch(line)
        if sentence:
            found.append(Block(number, " ".join(sentence["text"].split())))
        elif not found:
            wrong.append(
                (number, "a record must stand below its sentence, as in: s01 Talks failed.")
            )
        else:
            try:
                found[-1].lines.append(Line(number, list(_parts(line))))
            except MalformedError as error:
                wrong.append((number, str(error)))
    return found, wrong


def _parts(line: str) -> Iterator[Part]:
    at = 0
    while at < len(line):
        if line[at].isspace():
            at += 1
            continue
        match = _PART.match(line, at)
        if match is None:
            raise MalformedError(f"a bracket or brace is not closed: {line[at : at + 30]}")
        at = match.end()
        if match["words"] is not None:
            yield Words(_unescaped(match["words"]), int(match["number"][:4] or 0))
        elif match["free"] is not None:
            yield Free(_unescaped(match["free"]))
        else:
            yield match["bare"]


def _unescaped(text: str) -> str:
    return re.sub(r"\\(.)", r"\1", text)
