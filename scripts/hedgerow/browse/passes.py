"""Two passes over one text, sentence by sentence, with what was decided between them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from hedgerow.browse.compare import KINDS, Difference, answer, differences
from hedgerow.browse.decisions import Decision
from hedgerow.browse.marks import Drawn, marks, render
from hedgerow.browse.parts import ROOM
from hedgerow.browse.records import Record, layer_of
from hedgerow.browse.visible import Html, visible
from hedgerow.document import Cue, Relation, Sentence, Stance
from hedgerow.index import Index
from hedgerow.notation import line
from hedgerow.tokens import Range


@dataclass(frozen=True, slots=True)
class Shown:
    """A difference as the page shows it. Lines are notation; empty where there is no record."""

    number: int
    kinds: tuple[str, ...]
    layer: str
    words: str
    values: tuple[tuple[str, str, str], ...]
    first: str
    second: str
    first_id: str
    second_id: str
    adjudicated: str
    adjudicated_id: str
    decisions: tuple[Decision, ...]


@dataclass(slots=True)
class Row:
    """A sentence in both passes, `second` empty where they agree on it."""

    id: str
    first: Html
    second: Html | None
    shown: list[Shown]
    further: list[Decision]  # about agreed records

    @property
    def size(self) -> int:
        """Bytes on the page, roughly."""
        lines = (s.first + s.second + s.adjudicated for s in self.shown)
        told = sum(1_200 + 2 * len(line.encode()) for line in lines)
        return len(self.first.encode()) + len((self.second or "").encode()) + told + 400


@dataclass(slots=True)
class Comparison:
    """Both passes over a document; `adjudicated` is None where nobody has decided yet."""

    first: Index
    second: Index
    adjudicated: Index | None
    decisions: Sequence[Decision] = ()
    found: list[Difference] = field(init=False)
    _places: list[list[Range]] = field(init=False)  # of the decisions

    def __post_init__(self) -> None:
        """Compare. Raises ValueError where the texts differ."""
        if self.first.document.text != self.second.document.text:
            raise ValueError(f"{self.first.document.id}: the two texts differ")
        self.found = differences(self.first, self.second)
        self._places = [decision.ranges(self.first) for decision in self.decisions]

    def counts(self) -> dict[str, int]:
        """Differences of each kind."""
        return {kind: sum(kind in d.kinds for d in self.found) for kind in KINDS}

    def rows(self) -> Iterator[Row]:
        """A row for each sentence of the first pass."""
        taken: set[int] = set()
        drawn = [self._drawn(self.first, 0), self._drawn(self.second, 1)]
        text = self.first.document.text
        number = 0
        sentences = self.first.document.sentences
        for i, sentence in enumerate(sentences):
            start = sentence.start if i else 0  # none is lost between two sentences
            end = sentences[i + 1].start if i + 1 < len(sentences) else len(text)
            here = [d for d in self.found if start <= d.start < end]
            shown = []
            for difference in here:
                number += 1
                shown.append(self._shown(number, difference, taken))
            htmls = [
                render(text, sentence.start, sentence.end, side, prefix, links=False)
                for side, prefix in zip(drawn, ("a-", "b-"), strict=True)
            ]
            further = list(self._further(sentence, taken))
            yield Row(sentence.id, htmls[0], htmls[1] if here else None, shown, further)

    def remarks(self) -> list[Decision]:
        """Decisions that name no sentence."""
        return [decision for decision in self.decisions if not decision.sentence]

    def _drawn(self, index: Index, side: int) -> Drawn:
        """The marks of one side; those of records that differ are told apart."""
        differing = set()
        for difference in self.found:
            record = (difference.first, difference.second)[side]
            if record and difference.kinds != ("note",):
                differing.add(record.id)
        return Drawn(
            replace(mark, extra=f"{mark.extra} differs".strip())
            if mark.record in differing
            else mark
            for mark in marks(index)
            if mark.kind != "mention"
        )

    def _shown(self, number: int, difference: Difference, taken: set[int]) -> Shown:
        sides = (difference.first, difference.second)
        decided = answer(difference, self.adjudicated) if self.adjudicated else None
        told = [
            i
            for i, places in enumerate(self._places)
            if any(start < difference.end and difference.start < end for start, end in places)
        ]
        taken.update(told)
        text = self.first.document.text[difference.start : difference.end]
        record = next(side for side in sides if side)
        return Shown(
            number,
            difference.kinds,
            "relation" if isinstance(record, Relation) else layer_of(record),
            visible(text),
            tuple((name, visible(a), visible(b)) for name, a, b in difference.values),
            _line(self.first, sides[0]),
            _line(self.second, sides[1]),
            sides[0].id if sides[0] else "",
            sides[1].id if sides[1] else "",
            _line(self.adjudicated, decided) if self.adjudicated else "",
            decided.id if decided else "",
            tuple(self.decisions[i] for i in told),
        )

    def _further(self, sentence: Sentence, taken: set[int]) -> Iterator[Decision]:
        for i, decision in enumerate(self.decisions):
            if decision.sentence == sentence.id and i not in taken:
                yield decision


def _line(index: Index, record: Record | Relation | None) -> str:
    if record is None:
        return ""
    if isinstance(record, Relation):
        ends: dict[str, Cue | Stance] = {**index.cues, **index.stances}
        words = (f"[{ends[end].text}]" for end in (record.source, record.target) if end in ends)
        return visible(" ".join([record.label, *words]))
    return visible(line(index, record))


def cut(rows: Iterator[Row]) -> list[list[Row]]:
    """Rows in pages."""
    pages: list[list[Row]] = [[]]
    room = ROOM
    for row in rows:
        if row.size > room and pages[-1]:
            pages.append([])
            room = ROOM
        pages[-1].append(row)
        room -= row.size
    return pages


@dataclass(frozen=True, slots=True)
class Pair:
    """Two annotators, the files that both wrote, and the folder of their pages."""

    first: str
    second: str
    folder: str
    documents: dict[str, tuple[Path, Path]]

    @property
    def names(self) -> str:
        """Both annotators."""
        return f"{self.first} and {self.second}"


def pairs(root: Path) -> Iterator[Pair]:
    """Every two folders below ``annotations/passes`` that share documents."""
    folders = sorted(p for p in (root / "annotations" / "passes").glob("*") if p.is_dir())
    for i, first in enumerate(folders):
        for j, second in enumerate(folders[i + 1 :], i + 1):
            known = {path.stem: path for path in second.glob("*.json")}
            both = {
                path.stem: (path, known[path.stem])
                for path in sorted(first.glob("*.json"))
                if path.stem in known
            }
            names = f"{first.name}-{second.name}"
            folder = names if names.replace("-", "").isalnum() and names.isascii() else f"{i}-{j}"
            if both:
                yield Pair(visible(first.name), visible(second.name), folder, both)
