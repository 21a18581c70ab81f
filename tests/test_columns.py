"""The columns that the export takes from many documents hold the rows of each."""

import itertools
import json
from collections import Counter

import orjson
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

import plain_rows
from conftest import CASES, ROOT
from generated import pairs
from hedgerow.batch import Batch
from hedgerow.batch.arrays import alike, strings
from hedgerow.corpus import document_paths
from hedgerow.document import LAYERS, Document, Relation
from hedgerow.index import Index
from hedgerow.kinds import arrow_schema, as_in_card
from hedgerow.tokens import LONG, token_arrays, tokenize
from hedgerow.views import SENTENCE_VIEWS, VIEWS, table

FILES = [
    *document_paths(ROOT),
    *sorted((CASES / "valid").rglob("annotations/[tv]*/*.json")),
]


@st.composite
def annotated(draw):
    """Some documents, their cues related, some of them without a layer."""
    found = [
        document for pair in draw(st.lists(pairs(), min_size=1, max_size=3)) for document in pair
    ]
    for document in found:
        document.annotation.layers = list(draw(st.sampled_from([LAYERS, LAYERS[:1], ()])))
        ids = [record.id for record in (*document.cues, *document.stances)]
        for number in range(draw(st.integers(0, 3)) if document.cues else 0):
            cue, other = draw(st.sampled_from(document.cues)).id, draw(st.sampled_from(ids))
            label = draw(st.sampled_from(["concord", "conditions"]))
            document.relations.append(Relation(f"r{number}", label, cue, other))
    return found


def check(found):
    batch = Batch.of([orjson.dumps(document) for document in found])
    indexes = [Index(document) for document in found]
    for name, view in SENTENCE_VIEWS.items():
        made = table(name, batch)
        assert made.schema == arrow_schema(view.kinds())
        expected = [row for index in indexes for row in plain_rows.rows(name, index)]
        assert made.to_pylist() == expected, name
        assert [row for index in indexes for row in view.rows(index)] == expected, name


@given(annotated())
def test_tables_of_several_documents_hold_the_rows_of_each(found):
    check(found)


def test_tables_of_real_documents_hold_the_rows_of_each():
    check([Document.from_dict(json.loads(path.read_bytes())) for path in FILES])


TEXTS = st.text("ab tT's’.,-é\u0301\u00a0\n𝒳😀Ş“”K3_\u0378", min_size=1, max_size=30)


@given(TEXTS, st.lists(st.integers(0, 30)))
def test_many_texts_are_cut_into_the_tokens_of_each(text, cuts):
    cuts = sorted({min(cut, len(text)) for cut in cuts})
    starts, ends = token_arrays(text, cuts)
    edges = [0, *cuts, len(text)]
    assert len(text) < LONG
    expected = [token for a, b in itertools.pairwise(edges) for token in tokenize(text, a, b)]
    assert list(zip(starts.tolist(), ends.tolist(), strict=True)) == expected


ROWS = st.lists(st.tuples(st.sampled_from(["a", "b", None]), st.sampled_from(["", "a"])))


@given(ROWS.filter(bool))
@example([(f"{i}", f"{i % 299}") for i in range(300)] * 2)
def test_rows_are_alike_by_their_values(rows):
    first, which, count = alike([strings(column) for column in zip(*rows, strict=True)])
    assert [rows[first[kind]] for kind in which] == rows
    assert {rows[i]: n for i, n in zip(first, count, strict=True)} == Counter(rows)
    assert all(rows.index(rows[i]) == i for i in first)


@pytest.mark.parametrize("name", VIEWS)
def test_the_card_declares_the_features(name):
    view = VIEWS[name]
    assert as_in_card(view.kinds()) == view.features()._to_yaml_list()
