"""Columns as they lie in Parquet.

Labels are stored by name, so that every reader of Parquet sees them and no card can relabel
them; the card's ``class_label`` turns them into ``ClassLabel`` on loading.
"""

from __future__ import annotations

from typing import Any

import pyarrow as pa


def storage_schema(features: Any) -> pa.Schema:
    """The Arrow schema that rows of a view are written with."""
    return pa.schema([pa.field(name, storage_type(f)) for name, f in features.items()])


def storage_type(feature: Any) -> pa.DataType:
    """The Arrow type of one feature, ``ClassLabel`` as string."""
    from datasets import ClassLabel, List

    if isinstance(feature, dict):
        return pa.struct([pa.field(name, storage_type(f)) for name, f in feature.items()])
    if isinstance(feature, List):
        return pa.list_(storage_type(feature.feature))
    return pa.string() if isinstance(feature, ClassLabel) else feature()
