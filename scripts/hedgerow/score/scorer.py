"""Scores pairs of documents one at a time; only tallies and counted errors are kept."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from hedgerow.document import Document
from hedgerow.index import Index
from hedgerow.score.counts import counts
from hedgerow.score.errors import Errors
from hedgerow.score.table import Score, Table


class TextsDifferError(ValueError):
    """Gold and predicted document have different texts, so that offsets cannot be compared."""


@dataclass
class Scorer:
    """Add documents, then ask for `scores`. Errors are collected where `errors` is given."""

    errors: Errors | None = None
    _table: Table = field(default_factory=Table)

    @property
    def documents(self) -> int:
        """How many documents have been added."""
        return self._table.documents

    def add(self, gold: Document, predicted: Document | None) -> None:
        """Score one document; a prediction that is missing (None) counts as an empty one.

        Raises TextsDifferError, naming the document, where the texts differ.
        """
        if predicted is None:
            predicted = replace(gold, cues=[], stances=[], mentions=[], relations=[], rejected=[])
        if gold.text != predicted.text:
            raise TextsDifferError(_difference(gold, predicted))
        sides = Index(gold), Index(predicted)
        self._table.add(counts(*sides))
        if self.errors:
            self.errors.add(*sides)

    def scores(self, resamples: int = 1000) -> list[Score]:
        """The scores of all documents, with 95 % bootstrap intervals over documents."""
        return self._table.scores(resamples)


def score(pairs: Iterable[tuple[Document, Document | None]], resamples: int = 1000) -> list[Score]:
    """The scores of gold documents with their predictions; see `Scorer`."""
    scorer = Scorer()
    for gold, predicted in pairs:
        scorer.add(gold, predicted)
    return scorer.scores(resamples)


def _difference(gold: Document, predicted: Document) -> str:
    a, b = gold.text, predicted.text
    shorter = min(len(a), len(b))
    at = next((i for i in range(shorter) if a[i] != b[i]), shorter)
    return (
        f"{gold.id}: the texts differ from character {at} on: "
        f"{a[at : at + 20]!r} in the gold document, {b[at : at + 20]!r} in the predicted one"
    )
