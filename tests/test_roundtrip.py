"""A document survives JSON, the data model, Arrow and Parquet exactly."""

import json

import pyarrow as pa
import pytest
from datasets import Dataset
from datasets.table import InMemoryTable, table_cast
from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import CASES, ROOT
from hedgerow import schema
from hedgerow.corpus import document_paths
from hedgerow.document import LAYERS, Document
from hedgerow.index import Index
from hedgerow.kinds import arrow_schema
from hedgerow.structure import check_structure
from hedgerow.views import documents

FILES = [
    *document_paths(ROOT),
    *sorted((CASES / "valid").rglob("annotations/**/*.json")),
]
TEXT = st.text(st.characters(codec="utf-8"), min_size=1, max_size=40)


def span():
    offsets = st.integers(0, 2**31 - 1)
    return {"start": offsets, "end": offsets, "text": TEXT}


def enum(record, key="label"):
    return st.sampled_from(schema.names(record, key))


def null(strategy):
    return st.none() | strategy


def ident(letter):
    return st.integers(1, 999).map(lambda n: f"{letter}{n:02d}")


CUES = st.fixed_dictionaries(
    {
        "id": ident("c"),
        "label": enum("cue"),
        **span(),
        "scope": null(st.fixed_dictionaries(span())),
        "holder": st.sampled_from(["author", "implicit", "m01"]),
        "certainty": null(enum("cue", "certainty")),
        "polarity": null(enum("cue", "polarity")),
        "reporting": null(enum("cue", "reporting")),
        "negated": st.booleans(),
        "confidence": enum("cue", "confidence"),
        "note": null(TEXT),
    }
)
STANCES = st.fixed_dictionaries(
    {
        "id": ident("e"),
        "label": enum("stance"),
        **span(),
        "holder": st.sampled_from(["author", "m01"]),
        "target": st.sampled_from(["implicit", "m02"]),
        "topic": null(TEXT),
        "polarity": enum("stance", "polarity"),
        "intensity": enum("stance", "intensity"),
        "explicit": st.booleans(),
        "mode": enum("stance", "mode"),
        "negated": st.booleans(),
        "confidence": enum("stance", "confidence"),
        "note": null(TEXT),
    }
)
MENTIONS = st.fixed_dictionaries({"id": ident("m"), **span(), "entity": TEXT})
REJECTED = st.fixed_dictionaries(
    {"id": ident("x"), **span(), "reason": enum("rejected", "reason"), "note": null(TEXT)}
)
RELATIONS = st.fixed_dictionaries(
    {"id": ident("r"), "label": enum("relation"), "source": ident("c"), "target": ident("e")}
)
SENTENCES = st.fixed_dictionaries(
    {
        "id": ident("s"),
        "start": st.integers(0, 99),
        "end": st.integers(0, 99),
        "uncertain": null(st.booleans()),
    }
)
SMALL = {"max_size": 3}


@st.composite
def generated(draw):
    """A document of arbitrary records: well-typed, not necessarily meaningful."""
    base = json.loads((ROOT / "schema" / "example.json").read_text(encoding="utf-8"))
    return {
        **base,
        "text": draw(TEXT),
        "annotation": {**base["annotation"], "layers": draw(st.lists(st.sampled_from(LAYERS)))},
        "sentences": draw(st.lists(SENTENCES, min_size=1, max_size=3)),
        "cues": draw(st.lists(CUES, **SMALL)),
        "stances": draw(st.lists(STANCES, **SMALL)),
        "mentions": draw(st.lists(MENTIONS, **SMALL)),
        "relations": draw(st.lists(RELATIONS, **SMALL)),
        "rejected": draw(st.lists(REJECTED, **SMALL)),
    }


@given(generated())
def test_model_and_json(value):
    document = Document.from_dict(value)
    assert document.to_dict() == value
    assert json.loads(document.to_json()) == value
    check_structure(value)  # problems or none, never an exception


@settings(max_examples=25, deadline=None)
@given(generated())
def test_arrow(value):
    features = documents.features()
    rows = list(documents.rows(Index(Document.from_dict(value))))
    table = pa.Table.from_pylist(rows, schema=arrow_schema(documents.kinds()))
    loaded = Dataset(InMemoryTable(table_cast(table, features.arrow_schema)))
    assert documents.restore(loaded[0]) == value


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_files_byte_for_byte(path):
    raw = path.read_bytes()
    assert Document.from_dict(json.loads(raw)).to_json().encode() == raw
