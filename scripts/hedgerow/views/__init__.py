"""The configurations of the dataset: a document in, rows out.

A view is a module with ``kinds()``, its columns, and ``rows(index)``, plain dictionaries with
labels by name. The rows of all but `documents` are made from ``columns(batch)``, Arrow arrays for
many documents at once, which the export takes as they are. Offsets in a row count code points of
the row's own ``text``: ``row["text"][row["start"]:row["end"]]`` always works.
"""

from __future__ import annotations

from collections.abc import Iterator
from types import ModuleType
from typing import Any, Protocol, cast

from hedgerow.batch import Batch
from hedgerow.index import Index
from hedgerow.kinds import Kinds
from hedgerow.views import candidates, cues, documents, sentences, stances, tokens
from hedgerow.views import columns as shared
from hedgerow.views.columns import Columns

Row = dict[str, Any]


class View(Protocol):
    """What every view module offers."""

    def kinds(self) -> Kinds:
        """The columns with their types."""

    def features(self) -> Any:
        """The columns, a ``datasets.Features``."""

    def rows(self, index: Index) -> Iterator[Row]:
        """The rows of one document."""


class SentenceView(View, Protocol):
    """A view whose rows lie in one sentence each."""

    def columns(self, batch: Batch) -> Columns:
        """The rows of many documents, column by column."""


_MODULES: tuple[ModuleType, ...] = (documents, sentences, tokens, cues, stances, candidates)
VIEWS: dict[str, View] = {
    module.__name__.rsplit(".", 1)[1]: cast(View, module) for module in _MODULES
}
SENTENCE_VIEWS = {
    name: cast(SentenceView, view) for name, view in VIEWS.items() if name != "documents"
}


def table(name: str, batch: Batch) -> Any:
    """The rows of a view as a ``pyarrow.Table``."""
    view = SENTENCE_VIEWS.get(name)
    return shared.table(batch, view.columns(batch)) if view else batch.table


def summary(name: str) -> str:
    """What a row of the view is, in one line."""
    module = next(m for m in _MODULES if m.__name__.endswith("." + name))
    return (module.__doc__ or "").split("\n")[0]
