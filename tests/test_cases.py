"""Miniature corpora under cases/: valid ones are clean, invalid ones give exactly what they say."""

import json
from pathlib import Path

import pytest

from conftest import CASES
from hedgerow import validate

VALID = sorted((CASES / "valid").iterdir())
INVALID = sorted((CASES / "invalid").iterdir())


@pytest.mark.parametrize("case", VALID, ids=lambda case: case.name)
def test_valid(case: Path):
    assert validate(case) == []


@pytest.mark.parametrize("case", INVALID, ids=lambda case: case.name)
def test_invalid(case: Path):
    found = [
        [Path(p.path).relative_to(case).as_posix(), p.code, p.line, p.column, p.pointer, p.message]
        for p in validate(case)
    ]
    expected = json.loads((case / "expected.json").read_text(encoding="utf-8"))
    assert found == expected
    assert {code for _, code, *_ in found} == {case.name.split("-")[0]}
