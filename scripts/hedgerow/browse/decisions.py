"""The adjudicator's decisions, as they stand in ``annotations/adjudication``.

A line is ``- s13 [words]2 - what differed -> decision: reason``; in ``CONSISTENCY.md``, for changes
made later, ``- DOCUMENT s13 [words]: old -> new: reason``. Lines of another form are kept as they
are, so that nothing written there is lost.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

from hedgerow.index import Index
from hedgerow.tokens import Range

LATER = "CONSISTENCY.md"
_LINE = re.compile(r"- (?P<sentence>s\d+) (?P<words>(?:\w+ )?[\[{].*?) - (?P<said>.*)")
_LATER = re.compile(r"- (?P<document>\S+) (?P<sentence>s\d+) (?P<words>[\[{].*?): (?P<said>.*)")
_SAID = re.compile(r".*? -> (?P<outcome>[^:]*?) ?: (?P<reason>.*)")
_BRACKET = re.compile(r"\[(.*?)\](\d*)")


@dataclass(frozen=True, slots=True)
class Decision:
    """What was decided about words of a sentence; `sentence` is empty where none is named."""

    sentence: str
    words: str
    said: str
    later: bool = False

    @property
    def outcome(self) -> str:
        """What was decided; empty where the line does not say it in the usual form."""
        match = _SAID.fullmatch(self.said)
        return match["outcome"] if match and not self.later else ""

    @property
    def reason(self) -> str:
        """Why; all that was said where there is no outcome."""
        match = _SAID.fullmatch(self.said)
        return match["reason"] if match and self.outcome else self.said

    def ranges(self, index: Index) -> list[Range]:
        """Where its bracketed words stand in the sentence; none if they do not."""
        home = next((s for s in index.document.sentences if s.id == self.sentence), None)
        if home is None:
            return []
        text = index.document.text
        found = []
        for words, number in _BRACKET.findall(self.words):
            pattern = r"(?<!\w)" if words[:1].isalnum() else ""
            pattern += r"\s+".join(map(re.escape, words.split()))
            places = list(re.compile(pattern).finditer(text, home.start, home.end))
            wanted = places[int(number) - 1 : int(number)] if number else places
            found += [place.span() for place in wanted]
        return found


def read(folder: Path, document: str) -> list[Decision]:
    """The decisions about a document, in the order in which they were made."""
    path = folder / f"{document}.md"
    lines = path.read_text(encoding="utf-8").splitlines() if path.is_file() else []
    found = []
    for line in lines:
        match = _LINE.fullmatch(line)
        if match:
            found.append(Decision(match["sentence"], match["words"], match["said"].strip()))
        elif line.startswith("- ") and line != "- none":
            sentence = re.match(r"- (s\d+)\b", line)
            found.append(Decision(sentence[1] if sentence else "", "", line[2:]))
    return found


def read_later(folder: Path) -> dict[str, list[Decision]]:
    """The changes made after adjudication, by document."""
    path = folder / LATER
    lines = path.read_text(encoding="utf-8").splitlines() if path.is_file() else []
    found: dict[str, list[Decision]] = defaultdict(list)
    for line in lines:
        match = _LATER.fullmatch(line)
        if match:
            decision = Decision(match["sentence"], match["words"], match["said"].strip(), True)
            found[match["document"]].append(decision)
        elif line.startswith("- "):
            name, _, rest = line[2:].partition(" ")
            found[name].append(Decision("", "", rest, True))
    return dict(found)
