"""spaCy: what a DocBin gives back."""

import tempfile
from dataclasses import replace
from pathlib import Path

from hypothesis import given, settings
from spacy.tokens import DocBin
from spacy.vocab import Vocab

from conftest import ROOT
from documents import documents
from hedgerow import read
from hedgerow.corpus import document_paths
from hedgerow.formats import spacy
from hedgerow.formats.base import Report


def written(found):
    with tempfile.TemporaryDirectory() as folder:
        spacy.write(found, Path(folder) / "out", Report())
        for file in sorted((Path(folder) / "out").iterdir()):
            yield from DocBin().from_disk(file).get_docs(Vocab())


def agrees(doc, document):
    assert doc.text == document.text
    assert doc.user_data["hedgerow"]["header"]["id"] == document.id
    values = doc.user_data["hedgerow"]["values"]
    for layer in ("cues", "stances", "mentions", "rejected"):
        spans = {span.id_: span for span in doc.spans[layer]}
        records = getattr(document, layer)
        assert list(spans) == [record.id for record in records]
        for record in records:
            span = spans[record.id]
            assert (span.start_char, span.end_char) == (record.start, record.end)
            assert span.label_ == getattr(record, "label", layer.removesuffix("s"))
    assert [span.kb_id_ for span in doc.spans["mentions"]] == [m.entity for m in document.mentions]
    scopes = {(span.start_char, span.end_char) for span in doc.spans["scopes"]}
    assert scopes == {(cue.scope.start, cue.scope.end) for cue in document.cues if cue.scope}
    for cue in document.cues:
        assert values[cue.id].get("certainty") == cue.certainty
    starts = [doc[sent.start].idx for sent in doc.sents]
    assert {sentence.start for sentence in document.sentences} <= {0, *starts}


@settings(deadline=None, max_examples=40)
@given(documents())
def test_a_generated_document(document):
    (doc,) = written([document])
    agrees(doc, document)


def test_the_corpus(monkeypatch):
    monkeypatch.setattr(spacy, "SHARD", 3)
    corpus = [read(path) for path in document_paths(ROOT)]
    corpus = [replace(one, id=f"{one.id}-{i}") for one in corpus for i in range(7)]
    docs = list(written(corpus))
    assert len(docs) == len(corpus)
    for doc, document in zip(docs, corpus, strict=True):
        agrees(doc, document)
