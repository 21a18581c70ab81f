"""Counts from which measures are computed; they add up over documents and can be resampled."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from math import isnan
from random import Random
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Sums = Mapping[Any, Floats]

_ROWS = 100  # resamples that are added up at a time


class Tally(ABC):
    """Counts of one measure."""

    __slots__ = ()

    @abstractmethod
    def counts(self) -> Mapping[Any, int]:
        """What adds up over documents."""

    @staticmethod
    @abstractmethod
    def values(sums: Sums) -> Floats:
        """The measure for each of several sums of the counts; nan where it is not defined."""

    def sums(self) -> Sums:
        """Its own counts as the only sum."""
        import numpy as np

        return {key: np.array([float(n)]) for key, n in self.counts().items()}

    def value(self) -> float:
        """The measure; nan where it is not defined."""
        return float(self.values(self.sums())[0])


@dataclass(slots=True)
class F1(Tally):
    """Matches among the records of two sides. F1 is symmetric in them.

    Where one side is held to be right, it is the `first`.
    """

    matched: int = 0
    first: int = 0
    second: int = 0

    def __add__(self, other: F1) -> F1:
        return F1(
            self.matched + other.matched, self.first + other.first, self.second + other.second
        )

    def counts(self) -> Mapping[Any, int]:
        """Matches and records."""
        return {"matched": self.matched, "both": self.first + self.second}

    @staticmethod
    def values(sums: Sums) -> Floats:
        """Twice the matches by the records of both sides."""
        return ratio(2 * sums["matched"], sums["both"])

    def precision(self) -> float:
        """Matches by the records of the second side; nan where it has none."""
        return self.matched / self.second if self.second else float("nan")

    def recall(self) -> float:
        """Matches by the records of the first side; nan where it has none."""
        return self.matched / self.first if self.first else float("nan")

    @property
    def support(self) -> str:
        """What the measure rests on."""
        return f"{self.matched} of {self.first} and {self.second}"


@dataclass(slots=True)
class Share(Tally):
    """How many of a number of cases agree."""

    agreeing: int = 0
    cases: int = 0

    def __add__(self, other: Share) -> Share:
        return Share(self.agreeing + other.agreeing, self.cases + other.cases)

    def counts(self) -> Mapping[Any, int]:
        """Agreeing cases and all."""
        return {"agreeing": self.agreeing, "cases": self.cases}

    @staticmethod
    def values(sums: Sums) -> Floats:
        """Agreeing cases by all cases."""
        return ratio(sums["agreeing"], sums["cases"])

    @property
    def support(self) -> str:
        """What the measure rests on."""
        return f"{self.agreeing} of {self.cases}"


@dataclass(slots=True)
class Kappa(Tally):
    """Pairs of labels: Cohen's kappa (Cohen 1960)."""

    pairs: Counter[tuple[str, str]] = field(default_factory=Counter)

    def __add__(self, other: Kappa) -> Kappa:
        return Kappa(self.pairs + other.pairs)

    def counts(self) -> Mapping[Any, int]:
        """The pairs."""
        return self.pairs

    @staticmethod
    def values(sums: Sums) -> Floats:
        """Agreement beyond chance; nan without pairs, and where both always say the same label."""
        import numpy as np

        none: Any = np.zeros(1)
        first, second = defaultdict[str, Any](int), defaultdict[str, Any](int)
        for (a, b), count in sums.items():
            first[a] += count
            second[b] += count
        n = sum(sums.values(), none)
        chance = ratio(sum((first[label] * second[label] for label in first), none), n**2)
        same = sum((count for (a, b), count in sums.items() if a == b), none)
        return ratio(ratio(same, n) - chance, 1 - chance)

    @property
    def support(self) -> str:
        """What the measure rests on."""
        same = sum(count for (a, b), count in self.pairs.items() if a == b)
        return f"{same} of {self.pairs.total()} same"


def ratio(part: Floats, whole: Floats) -> Floats:
    """Quotients; nan where the divisor is 0."""
    import numpy as np

    nowhere = np.full_like(whole, np.nan)
    return np.divide(part, whole, out=nowhere, where=whole != 0)


T = TypeVar("T", bound=Tally)


def total(tallies: Sequence[T]) -> T:
    """The sum of one or more tallies of one kind."""
    result = tallies[0]
    for tally in tallies[1:]:
        result = result + tally  # type: ignore[operator]
    return result


def interval(tallies: Sequence[Tally], resamples: int, seed: int = 0) -> tuple[float, float]:
    """The 95 % percentile bootstrap interval of the measure over documents (Efron 1979).

    Resamples in which the measure is not defined are left out; nan where none is left.
    """
    found = [tallies[0].values(sums) for sums in _sums(tallies, resamples, seed)]
    values = sorted(float(value) for some in found for value in some if not isnan(value))
    if not values:
        return float("nan"), float("nan")
    last = len(values) - 1
    return values[round(0.025 * last)], values[round(0.975 * last)]


def _sums(tallies: Sequence[Tally], resamples: int, seed: int) -> Iterator[Sums]:
    """The counts of resamples of the documents, some resamples at a time."""
    import numpy as np

    counts = [tally.counts() for tally in tallies]
    keys = list(dict.fromkeys(key for some in counts for key in some))
    table = np.array([[some.get(key, 0) for key in keys] for some in counts], float)
    drawn = _drawn(len(tallies), resamples, seed)
    for start in range(0, resamples, _ROWS):
        # Floats hold these whole numbers exactly, and are multiplied much faster.
        found = drawn[start : start + _ROWS].astype(float) @ table
        yield dict(zip(keys, found.T, strict=True))


@lru_cache(maxsize=1)
def _drawn(documents: int, resamples: int, seed: int) -> NDArray[np.uint16]:
    """How often each document is drawn, a row per resample: for every measure the same."""
    import numpy as np

    random = Random(seed)  # noqa: S311 - no secret
    draws = (random.choices(range(documents), k=documents) for _ in range(resamples))
    rows = [np.bincount(draw, minlength=documents).astype(np.uint16) for draw in draws]
    return np.array(rows, np.uint16).reshape(resamples, documents)
