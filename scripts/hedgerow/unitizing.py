"""Krippendorff's alpha for units on a continuum, for one category and two observers.

Krippendorff, Content Analysis (2nd edition, 2004), section 11.6. A unit is a stretch that an
observer marked; what lies between units is a gap. Lengths count code points.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from hedgerow.tokens import Range


@dataclass(slots=True)
class Units:
    """What alpha needs to know of one or more continua; two of them add up."""

    length: int = 0
    disagreement: int = 0  # sum of squared differences over ordered pairs of observers
    units: Counter[int] = field(default_factory=Counter)  # units of both observers by length
    gaps: Counter[int] = field(default_factory=Counter)

    def __add__(self, other: Units) -> Units:
        return Units(
            self.length + other.length,
            self.disagreement + other.disagreement,
            self.units + other.units,
            self.gaps + other.gaps,
        )

    def observed(self) -> float:
        """Observed disagreement."""
        return self.disagreement / (2 * self.length**2) if self.length else 0.0

    def expected(self) -> float:
        """Disagreement to expect if units were placed by chance."""
        total = 0.0
        others = self.units.total() - 1
        for unit, count in self.units.items():
            on_others = others * unit * (unit - 1) * (2 * unit - 1) / 3
            inside = sum(n * (gap - unit + 1) for gap, n in self.gaps.items() if gap >= unit)
            total += count * (on_others + unit**2 * inside)
        both = 2 * self.length
        pairs = both * (both - 1) - sum(n * unit * (unit - 1) for unit, n in self.units.items())
        return 2 / self.length * total / pairs if pairs else 0.0

    def value(self) -> float:
        """Alpha: 1 is perfect, 0 is chance; nan where nothing is marked."""
        expected = self.expected() if self.length else 0.0
        return 1 - self.observed() / expected if expected else float("nan")

    @property
    def support(self) -> str:
        """What the measure rests on."""
        return f"{self.units.total()} units on {self.length} characters"


def compare(length: int, first: Sequence[Range], second: Sequence[Range]) -> Units:
    """The units of two observers on one continuum from 0 to `length`; each sorted and disjoint."""
    gaps = [_gaps(length, first), _gaps(length, second)]
    once = _differences(first, second)
    once += _contained(first, gaps[1]) + _contained(second, gaps[0])
    return Units(
        length,
        2 * once,
        Counter(end - start for start, end in (*first, *second)),
        Counter(end - start for start, end in (*gaps[0], *gaps[1])),
    )


def _differences(first: Sequence[Range], second: Sequence[Range]) -> int:
    """Squared differences of starts and of ends, over units that overlap."""
    total = 0
    for start, end in first:
        for other_start, other_end in second:
            if start < other_end and other_start < end:
                total += (start - other_start) ** 2 + (end - other_end) ** 2
    return total


def _contained(units: Sequence[Range], gaps: Sequence[Range]) -> int:
    """Squared lengths of the units that lie within a gap of the other observer."""
    return sum(
        (end - start) ** 2
        for start, end in units
        if any(gap_start <= start and end <= gap_end for gap_start, gap_end in gaps)
    )


def _gaps(length: int, units: Sequence[Range]) -> list[Range]:
    edges = [0, *(offset for unit in units for offset in unit), length]
    pairs = zip(edges[::2], edges[1::2], strict=True)
    return [(start, end) for start, end in pairs if start < end]
