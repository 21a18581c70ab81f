"""Krippendorff's alpha for units on a continuum, for one category and two observers.

Krippendorff, Content Analysis (2nd edition, 2004), section 11.6. A unit is a stretch that an
observer marked; what lies between units is a gap. Lengths count code points.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from hedgerow.tallies import Tally, ratio
from hedgerow.tokens import Range

if TYPE_CHECKING:
    from hedgerow.tallies import Floats, Sums


@dataclass(slots=True)
class Units(Tally):
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

    def counts(self) -> Mapping[tuple[str, int], int]:
        """Its sums, and the numbers of units and of gaps of each length."""
        found = {("length", 0): self.length, ("disagreement", 0): self.disagreement}
        found |= {("unit", size): n for size, n in self.units.items()}
        return found | {("gap", size): n for size, n in self.gaps.items()}

    @staticmethod
    def values(sums: Sums) -> Floats:
        """Alpha: 1 is perfect, 0 is chance; nan where nothing is marked."""
        return 1 - ratio(observed(sums), expected(sums))

    @property
    def support(self) -> str:
        """What the measure rests on."""
        return f"{self.units.total()} units on {self.length} characters"


def observed(sums: Sums) -> Floats:
    """Observed disagreement, for each of several sums of counts of `Units`."""
    return ratio(sums["disagreement", 0], 2 * sums["length", 0] ** 2)


def expected(sums: Sums) -> Floats:
    """Disagreement to expect if units were placed by chance."""
    import numpy as np

    length = sums["length", 0]
    unit, units = _by_size(sums, "unit")
    gap, gaps = _by_size(sums, "gap")
    inside = np.maximum(gap - unit[:, None] + 1, 0) @ gaps
    others = units.sum(axis=0) - 1
    on_others = (unit * (unit - 1) * (2 * unit - 1) / 3)[:, None] * others
    total = (units * (on_others + unit[:, None] ** 2 * inside)).sum(axis=0)
    both = 2 * length
    pairs = both * (both - 1) - (unit * (unit - 1)) @ units
    return 2 * ratio(total, length * pairs)


def _by_size(sums: Sums, kind: str) -> tuple[Floats, Floats]:
    """The lengths of units or gaps, and how many there are of each (rows) in each sum (columns)."""
    import numpy as np

    found = {size: n for (what, size), n in sums.items() if what == kind}
    shape = len(found), len(sums["length", 0])
    return np.array([*found], float), np.array([*found.values()], float).reshape(shape)


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
