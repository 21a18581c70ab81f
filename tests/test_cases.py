"""Miniature corpora under cases/: valid ones are clean, invalid ones give exactly what they say."""

import json
from pathlib import Path

import pytest

from conftest import CASES, make_corpus
from hedgerow import read, validate

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


@pytest.mark.parametrize("case", INVALID, ids=lambda case: case.name)
def test_invalid(case: Path):
    found = [
        [Path(p.path).relative_to(case).as_posix(), p.code, p.line, p.column, p.pointer, p.message]
        for p in validate(case)
    ]
    expected = json.loads((case / "expected.json").read_text(encoding="utf-8"))
    assert found == expected
    assert {code for _, code, *_ in found} == {case.name.split("-")[0]}
