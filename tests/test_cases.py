"""Miniature corpora under cases/: valid ones are clean, invalid ones give exactly what they say."""

import json
from pathlib import Path

import pytest

from conftest import CASES
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


@pytest.mark.parametrize("case", INVALID, ids=lambda case: case.name)
def test_invalid(case: Path):
    found = [
        [Path(p.path).relative_to(case).as_posix(), p.code, p.line, p.column, p.pointer, p.message]
        for p in validate(case)
    ]
    expected = json.loads((case / "expected.json").read_text(encoding="utf-8"))
    assert found == expected
    assert {code for _, code, *_ in found} == {case.name.split("-")[0]}
