"""The corpus as a ``DatasetDict``, straight from the package's own data."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import orjson

from hedgerow.batch import Batch
from hedgerow.corpus import data_root, document_paths, split_of
from hedgerow.pipeline import check_corpus
from hedgerow.views import VIEWS, table

if TYPE_CHECKING:
    from datasets import DatasetDict


def load(config: str = "documents", root: str | Path | None = None) -> DatasetDict:
    """Load one configuration of the corpus, offline, by split.

    `root` is a corpus folder; hedgerow's own by default. Raises ValueError for an unknown
    configuration or a corpus with errors.
    """
    from datasets import Dataset, DatasetDict
    from datasets.table import InMemoryTable, table_cast

    if config not in VIEWS:
        raise ValueError(f"no configuration {config!r}; there are {', '.join(VIEWS)}")
    splits: dict[str, list[bytes]] = {}
    for checked in check_corpus(document_paths(Path(root) if root else data_root())):
        errors = [problem for problem in checked.problems if problem.severity == "error"]
        if errors or checked.index is None:
            path = errors[0].path if errors else checked.path
            raise ValueError(f"{path} has errors: run hedgerow validate")
        raw = orjson.dumps(checked.index.document)
        splits.setdefault(str(split_of(checked.path)), []).append(raw)
    schema = VIEWS[config].features().arrow_schema
    rows = {split: table(config, Batch.of(raw)) for split, raw in splits.items()}
    return DatasetDict(
        {split: Dataset(InMemoryTable(table_cast(some, schema))) for split, some in rows.items()}
    )
