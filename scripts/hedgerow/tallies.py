"""Counts from which measures are computed; they add up over documents and can be resampled."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from math import isnan
from random import Random
from typing import Protocol, TypeVar


class Tally(Protocol):
    """Counts of one measure."""

    def value(self) -> float:
        """The measure; nan where it is not defined."""


@dataclass(slots=True)
class F1:
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

    def value(self) -> float:
        """Twice the matches by the records of both sides."""
        both = self.first + self.second
        return 2 * self.matched / both if both else float("nan")

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
class Share:
    """How many of a number of cases agree."""

    agreeing: int = 0
    cases: int = 0

    def __add__(self, other: Share) -> Share:
        return Share(self.agreeing + other.agreeing, self.cases + other.cases)

    def value(self) -> float:
        """Agreeing cases by all cases."""
        return self.agreeing / self.cases if self.cases else float("nan")

    @property
    def support(self) -> str:
        """What the measure rests on."""
        return f"{self.agreeing} of {self.cases}"


@dataclass(slots=True)
class Kappa:
    """Pairs of labels: Cohen's kappa (Cohen 1960)."""

    pairs: Counter[tuple[str, str]] = field(default_factory=Counter)

    def __add__(self, other: Kappa) -> Kappa:
        return Kappa(self.pairs + other.pairs)

    def value(self) -> float:
        """Agreement beyond chance; nan without pairs, and where both always say the same label."""
        n = self.pairs.total()
        first, second = Counter[str](), Counter[str]()
        for (a, b), count in self.pairs.items():
            first[a] += count
            second[b] += count
        chance = sum(first[label] * second[label] for label in first) / n**2 if n else 1.0
        same = sum(count for (a, b), count in self.pairs.items() if a == b)
        return (same / n - chance) / (1 - chance) if chance < 1 else float("nan")

    @property
    def support(self) -> str:
        """What the measure rests on."""
        same = sum(count for (a, b), count in self.pairs.items() if a == b)
        return f"{same} of {self.pairs.total()} same"


T = TypeVar("T", bound=Tally)


def total(tallies: Sequence[T]) -> T:
    """The sum of one or more tallies of one kind."""
    result = tallies[0]
    for tally in tallies[1:]:
        result = result + tally  # type: ignore[operator]
    return result


def interval(tallies: Sequence[T], resamples: int, seed: int = 0) -> tuple[float, float]:
    """The 95 % percentile bootstrap interval of the measure over documents (Efron 1979).

    Resamples in which the measure is not defined are left out; nan where none is left.
    """
    random = Random(seed)  # noqa: S311 - no secret
    draws = (total(random.choices(tallies, k=len(tallies))).value() for _ in range(resamples))
    values = sorted(value for value in draws if not isnan(value))
    if not values:
        return float("nan"), float("nan")
    last = len(values) - 1
    return values[round(0.025 * last)], values[round(0.975 * last)]
