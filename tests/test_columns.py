"""The columns that the export takes from documents hold their rows."""

import orjson
from hypothesis import given
from hypothesis import strategies as st

from generated import pairs
from hedgerow.document import LAYERS
from hedgerow.export import columns, tables
from hedgerow.index import Index
from hedgerow.views import SENTENCE_VIEWS


@given(st.lists(pairs(), min_size=1, max_size=3), st.sampled_from([LAYERS, LAYERS[:1], ()]))
def test_tables_of_several_documents_hold_the_rows_of_each(drawn, layers):
    documents = [document for pair in drawn for document in pair]
    for document in documents[::2]:
        document.annotation.layers = list(layers)
    schemas = tables.schemas(SENTENCE_VIEWS, merged=False)
    indexes = [Index(document) for document in documents]
    found = [
        (
            [index.parsed.text[s.start : s.end] for s in index.parsed.sentences],
            {name: view.columns(index) for name, view in SENTENCE_VIEWS.items()},
        )
        for index in indexes
    ]
    raw = tables._documents([orjson.dumps(d) for d in documents], schemas.documents)
    sentences = columns.sentences(raw, found)
    for name, view in SENTENCE_VIEWS.items():
        table = columns.table(name, found, sentences, schemas.written[name])
        assert table.to_pylist() == [row for index in indexes for row in view.rows(index)], name
