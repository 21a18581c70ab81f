"""The configurations of the dataset: a document in, rows out.

A view is a module with ``features()``, the columns as `datasets` knows them, and ``rows(index)``,
plain dictionaries in the same order with labels by name. All but `documents` have their rows from
``columns(index)``, which the export takes as it is. Offsets in a row count code points of the row's
own ``text``: ``row["text"][row["start"]:row["end"]]`` always works.
"""

from __future__ import annotations

from collections.abc import Iterator
from types import ModuleType
from typing import Any, Protocol, cast

from hedgerow.index import Index
from hedgerow.views import candidates, cues, documents, sentences, stances, tokens
from hedgerow.views.columns import Columns

Row = dict[str, Any]


class View(Protocol):
    """What every view module offers."""

    def features(self) -> Any:
        """The columns, a ``datasets.Features``."""

    def rows(self, index: Index) -> Iterator[Row]:
        """The rows of one document."""


class SentenceView(View, Protocol):
    """A view whose rows lie in one sentence each."""

    def columns(self, index: Index) -> Columns:
        """The same rows, column by column."""


_MODULES: tuple[ModuleType, ...] = (documents, sentences, tokens, cues, stances, candidates)
VIEWS: dict[str, View] = {
    module.__name__.rsplit(".", 1)[1]: cast(View, module) for module in _MODULES
}
SENTENCE_VIEWS = {
    name: cast(SentenceView, view) for name, view in VIEWS.items() if name != "documents"
}


def summary(name: str) -> str:
    """What a row of the view is, in one line."""
    module = next(m for m in _MODULES if m.__name__.endswith("." + name))
    return (module.__doc__ or "").split("\n")[0]
