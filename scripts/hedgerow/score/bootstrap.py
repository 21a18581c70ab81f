"""Bootstrap intervals over documents for many measures at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

_CELLS = 2_000_000  # of the random matrix that is in memory at a time


@dataclass(frozen=True, slots=True)
class Figure:
    """A value with its interval; nan where it is not defined."""

    value: float
    low: float
    high: float


def intervals(
    tallies: Floats, measures: Callable[[Floats], Floats], resamples: int, seed: int = 0
) -> tuple[Floats, Floats]:
    """The 95 % percentile intervals of measures over documents (Efron 1979), low and high.

    `tallies` has the documents as its first axis; `measures` turns the sum over documents, with an
    axis for resamples before it, into values. One resample of documents serves all measures.
    Resamples in which a measure is not defined are left out. nan where none is left, and with
    fewer than two documents, which tell nothing about others.
    """
    import numpy as np

    if len(tallies) < 2 or not resamples:
        nowhere = np.full_like(measures(tallies.sum(axis=0)[None])[0], np.nan)
        return nowhere, nowhere
    flat = tallies.reshape(len(tallies), -1)
    draws = [
        measures((weights @ flat).reshape(-1, *tallies.shape[1:]))
        for weights in _weights(len(tallies), resamples, seed)
    ]
    values = np.sort(np.concatenate(draws), axis=0)  # nan comes last
    last = np.maximum((~np.isnan(values)).sum(axis=0) - 1, 0)
    low, high = (_at(values, np.rint(share * last).astype(int)) for share in (0.025, 0.975))
    return low, high


def _weights(documents: int, resamples: int, seed: int) -> Iterator[Floats]:
    """How often each document is drawn, a row per resample, some rows at a time."""
    import numpy as np

    random = np.random.RandomState(seed)  # its stream is frozen: figures can be compared
    rows = max(1, _CELLS // documents)
    for start in range(0, resamples, rows):
        drawn = random.randint(0, documents, size=(min(rows, resamples - start), documents))
        yield np.stack([np.bincount(row, minlength=documents) for row in drawn]).astype(float)


def _at(values: Floats, positions: Any) -> Floats:
    import numpy as np

    chosen: Floats = np.take_along_axis(values, positions[None], axis=0)[0]
    return chosen
