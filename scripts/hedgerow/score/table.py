"""Tallies of many documents, and the scores they add up to."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from hedgerow.score.bootstrap import Figure, intervals
from hedgerow.score.counts import MICRO, Key, labels
from hedgerow.tallies import F1, Share

if TYPE_CHECKING:
    from hedgerow.score.bootstrap import Floats

MACRO = "macro"


@dataclass(frozen=True, slots=True)
class Score:
    """One row: F1 with precision and recall, or (then these are None) an accuracy.

    `matched` of `gold` and `predicted` records; of an accuracy, both are the number of cases.
    """

    layer: str
    measure: str
    of: str
    value: Figure
    precision: Figure | None
    recall: Figure | None
    matched: int
    gold: int
    predicted: int


@dataclass
class Table:
    """Tallies by key and document, those of zero left out: about 2 KB a document."""

    documents: int = 0
    _columns: dict[Key, int] = field(default_factory=dict)
    _accuracies: set[Key] = field(default_factory=set)
    _cells: array[int] = field(default_factory=lambda: array("q"))

    def add(self, counts: Iterable[tuple[Key, F1 | Share]]) -> None:
        """Fold one document in."""
        for key, tally in counts:
            column = self._columns.setdefault(key, len(self._columns))
            if isinstance(tally, Share):
                self._accuracies.add(key)
                cell = (tally.agreeing, tally.cases, tally.cases)
            else:
                cell = (tally.matched, tally.first, tally.second)
            if any(cell):
                self._cells.extend((self.documents, column, *cell))
        self.documents += 1

    def scores(self, resamples: int = 1000) -> list[Score]:
        """The rows in order, without those of nothing; intervals as `bootstrap.intervals` has them.

        A macro average is over the labels that gold or prediction has; a precision or recall that
        is not defined counts as 0 in it.
        """
        tallies = self._tallies()
        places = list(self._rows())

        def measures(sums: Floats) -> Floats:
            return _rates(sums, [place for _, place in places])

        total = tallies.sum(axis=0)
        values = measures(total[None])[0]
        low, high = intervals(tallies, measures, resamples)
        rows = []
        for i, (key, columns) in enumerate(places):
            matched, gold, predicted = map(int, total[columns].sum(axis=0))
            if gold or predicted:
                figures = [Figure(*map(float, x)) for x in zip(values[i], low[i], high[i])]  # noqa: B905
                f1, precision, recall = figures
                if key in self._accuracies:
                    rows.append(Score(*key, f1, None, None, matched, gold, predicted))
                else:
                    rows.append(Score(*key, f1, precision, recall, matched, gold, predicted))
        return rows

    def _tallies(self) -> Floats:
        """Matched, gold and predicted by document and column."""
        import numpy as np

        cells = np.array(self._cells, dtype=np.int64).reshape(-1, 5)
        tallies = np.zeros((self.documents, len(self._columns), 3))
        tallies[cells[:, 0], cells[:, 1]] = cells[:, 2:]
        return tallies

    def _rows(self) -> Iterator[tuple[Key, list[int]]]:
        """Every row with the columns it averages; the macro average stands below the micro one."""
        for key, column in self._columns.items():
            yield key, [column]
            if key.of == MICRO:
                chosen = [self._columns[key._replace(of=label)] for label in labels(key.layer)]
                yield key._replace(of=MACRO), chosen


def _rates(sums: Floats, places: list[list[int]]) -> Floats:
    """F1, precision and recall (last axis) of rows, given the sums of columns.

    The axes are resamples, columns and matched, gold, predicted.
    """
    import numpy as np

    matched, gold, predicted = np.moveaxis(sums, -1, 0)
    with np.errstate(invalid="ignore"):  # 0 / 0 is nan
        rates = np.stack(
            [2 * matched / (gold + predicted), matched / predicted, matched / gold], axis=-1
        )
        rows: list[Any] = []
        for columns in places:
            if len(columns) == 1:
                rows.append(rates[:, columns[0]])
                continue
            there = (gold + predicted)[:, columns] > 0
            values = np.nan_to_num(rates[:, columns]).sum(axis=1)
            rows.append(values / there.sum(axis=1)[:, None])
    return np.stack(rows, axis=1)
