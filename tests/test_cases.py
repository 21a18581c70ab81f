"""Miniature corpora under cases/: valid ones are clean, invalid ones give exactly what they say."""

import hashlib
import json
from pathlib import Path

import pytest

from conftest import CASES, make_corpus
from hedgerow import read, validate
from hedgerow.document import Document
from hedgerow.index import Index
from hedgerow.views import tokens

VALID = sorted((CASES / "valid").iterdir())
INVALID = sorted((CASES / "invalid").iterdir())


@pytest.mark.parametrize("case", VALID, ids=lambda case: case.name)
def test_valid(case: Path):
    assert validate(case) == []


def test_documents_in_memory():
    documents = [read(path) for path in sorted((CASES / "valid").rglob("annotations/**/*.json"))]
    assert validate(documents) == []
    documents[0].cues[0].start += 1
    documents[1].id = "no id"
    found = [(p.code, p.path, p.line, p.pointer) for p in validate(documents)]
    assert found == [("T007", "", 0, "/cues/0/start"), ("S005", "", 0, "/id")]


def test_corpora_of_one_run_are_not_compared(tmp_path: Path):
    for name, split in (("one", "train"), ("other", "test")):
        path = make_corpus(tmp_path / name)
        path.parent.rename(path.parents[1] / split)
    assert validate([tmp_path / "one", tmp_path / "other"]) == []


def foreign() -> dict:
    """A converted document that breaks our rules of words and scopes, but none of its source's."""
    text = "An anti-viral effect is excluded. It may or can suggest this."
    path = CASES / "valid/converted/annotations/train/converted.json"
    value = json.loads(path.read_text(encoding="utf-8"))

    def cue(number: int, words: str, scope: str, **more) -> dict:
        start, first = text.index(words), text.index(scope)
        scope = {"start": first, "end": first + len(scope), "text": scope}
        place = {"id": f"c0{number}", "start": start, "end": start + len(words), "text": words}
        return {**value["cues"][0], **place, "scope": scope, **more}

    graded = {"label": "epistemic", "certainty": "probable", "polarity": "negative"}
    cues = [
        cue(1, "anti", "anti-viral effect", negated=True),
        cue(2, "may", "It may or can", **graded),
        cue(3, "can", "can suggest", label="distancing"),
        cue(4, "this", "this"),
    ]
    source = {**value["source"], "sha256": hashlib.sha256(text.encode()).hexdigest()}
    ends = {"start": (0, 34), "end": (33, len(text))}
    spans = [{key: ends[key][i] for key in ends} for i in range(2)]
    sentences = [{**s, **span} for s, span in zip(value["sentences"], spans, strict=True)]
    return {**value, "text": text, "source": source, "sentences": sentences, "cues": cues}


def test_our_rules_of_words_and_scopes_are_not_asked_of_other_conventions():
    value = foreign()
    assert validate(Document.from_dict(value)) == []
    value["annotation"]["scope_convention"] = "clause"
    found = {problem.code for problem in validate(Document.from_dict(value))}
    assert found == {"T009"}
    value["cues"][0] |= {"end": 13, "text": "anti-viral"}
    found = {problem.code for problem in validate(Document.from_dict(value))}
    assert found == {"A010", "A012", "A013", "G002", "G005"}


def test_a_cue_that_is_part_of_a_word_is_tagged():
    (row, _) = tokens.rows(Index(Document.from_dict(foreign())))
    assert row["cue_tags"][:3] == ["O", "B-unspecified", "O"]


def test_a_converted_document_carries_its_text(tmp_path: Path):
    path = tmp_path / "converted.json"
    value = foreign()
    path.write_text(json.dumps(value), encoding="utf-8")
    assert validate(path) == []
    (tmp_path / "seeds").mkdir()  # of something else
    (tmp_path / "seeds" / "index.json").write_text("{}", encoding="utf-8")
    assert validate(path) == []
    value["source"]["sha256"] = "0" * 64
    path.write_text(json.dumps(value), encoding="utf-8")
    assert [(p.code, p.pointer) for p in validate(path)] == [("T003", "/source/sha256")]


@pytest.mark.parametrize("case", INVALID, ids=lambda case: case.name)
def test_invalid(case: Path):
    found = [
        [Path(p.path).relative_to(case).as_posix(), p.code, p.line, p.column, p.pointer, p.message]
        for p in validate(case)
    ]
    expected = json.loads((case / "expected.json").read_text(encoding="utf-8"))
    assert found == expected
    assert {code for _, code, *_ in found} == {case.name.split("-")[0]}
