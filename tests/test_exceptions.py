"""annotations/exceptions.json: accepted problems, and what can be wrong with the file."""

import json
import re
from pathlib import Path

import pytest

from conftest import ROOT
from hedgerow import read, validate
from hedgerow.corpus import expand
from hedgerow.corpus_checks import Corpora, exceptions_file
from hedgerow.index import Index
from hedgerow.problems import Problem
from test_corpus_checks import SENTENCE, found_in, problems, write

ACCEPTED = {
    "code": "W003",
    "document": "b",
    "record": "x01",
    "text": "could",
    "reason": "an ability, not a chance",
}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A corpus with W003 at train/b.json x01."""
    for name in "ac":
        write(tmp_path, f"train/{name}", "The talks could fail.", cues=[("could", "epistemic")])
    write(tmp_path, "train/b", "The talks could fail.", rejected=[("could", "dynamic")])
    return tmp_path


def run(root: Path, content: object) -> list[Problem]:
    """What is left of all problems, then the problems of the exceptions."""
    path = root / "annotations" / "exceptions.json"
    raw = content if isinstance(content, str) else json.dumps(content, indent=1)
    path.write_text(raw, encoding="utf-8")
    return problems(root)


def accept(root: Path, *entries: dict) -> list[Problem]:
    return run(root, {"version": 1, "exceptions": list(entries)})


def test_accepted_problem_is_dropped(root: Path):
    assert [p.code for p in accept(root)] == ["W003"]
    assert accept(root, ACCEPTED) == []


def test_the_readme_s_example_is_well_formed():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    blocks = re.findall(r"```json\n(.*?)```", readme, re.DOTALL)
    example = next(block for block in blocks if '"exceptions"' in block)
    accepted, faults = exceptions_file.read(json.loads(example))
    assert (len(accepted), faults) == (1, [])


def test_the_file_itself_may_be_named(root: Path):
    path = root / "annotations" / "exceptions.json"
    assert accept(root, ACCEPTED) == validate(path) == []
    path.write_text("{}", encoding="utf-8")
    assert [p.code for p in validate([path, path])] == ["C007", "C007"]
    assert [p.path for p in validate(path)] == [str(path)] * 2


def test_no_file(root: Path):
    assert [p.code for p in problems(root)] == ["W003"]


@pytest.mark.parametrize(
    ("key", "value", "message"),
    [
        ("record", "c01", "b has no W003 at c01"),
        ("document", "z", "z has no W003 at x01"),
        ("code", "W001", "b has no W001 at x01"),
        ("text", "can", 'b has no W003 at x01, "can": its text is "could" now'),
    ],
)
def test_exception_that_matches_nothing(root: Path, key: str, value: str, message: str):
    left, unused = accept(root, {**ACCEPTED, key: value})
    assert left.code == "W003"
    assert (unused.code, unused.message, unused.pointer) == ("W004", message, "/exceptions/0")
    assert (Path(unused.path).name, unused.line, unused.column) == ("exceptions.json", 4, 3)


def test_a_sentence_can_be_accepted(tmp_path: Path):
    write(tmp_path, "train/a", SENTENCE)
    write(tmp_path, "test/b", SENTENCE)
    entry = {**ACCEPTED, "code": "C004", "record": "s01", "text": SENTENCE}
    assert accept(tmp_path, entry) == []


def test_problem_of_one_file(root: Path):
    """A warning of a document in a split can be accepted at a record, and only there."""
    path = root / "annotations" / "exceptions.json"
    entry = {**ACCEPTED, "code": "W001"}
    path.write_text(json.dumps({"version": 1, "exceptions": [entry]}), encoding="utf-8")
    write(root, "passes/a1/b", "The talks could fail.", rejected=[("could", "dynamic")])
    corpora = Corpora()
    for where, pointer, code, accepted in (
        ("train/b", "/rejected/0/reason", "W001", True),
        ("train/b", "/rejected/0", "W003", False),
        ("train/b", "/rejected", "W001", False),
        ("train/b", "", "W001", False),
        ("passes/a1/b", "/rejected/0", "W001", False),
    ):
        document = root / "annotations" / f"{where}.json"
        problem = Problem(code=code, message="", path=str(document), pointer=pointer)
        index = Index(read(document))
        left = corpora.add(document, None, index, [problem])
        assert left == ([] if accepted else [problem])


def test_unused_exceptions_need_the_whole_corpus(root: Path):
    path = root / "annotations" / "exceptions.json"
    path.write_text(json.dumps({"version": 1, "exceptions": [ACCEPTED]}), encoding="utf-8")
    documents = [(found, Index(read(found))) for found in expand([root])]
    assert found_in(documents[::2]) == found_in(documents) == []
    (root / "annotations" / "train" / "c.json").unlink()
    (root / "annotations" / "train" / "a.json").unlink()
    assert [p.code for p in found_in(documents[1:2])] == ["W004"]
    assert found_in(documents[1:2], "C004") == []


@pytest.mark.parametrize(
    ("content", "faults"),
    [
        ("[1, 2", [("", "not JSON: neither , nor ] follows 2")]),
        ([], [("", "not an object")]),
        ({}, [("", 'key "version" is missing'), ("", 'key "exceptions" is missing')]),
        ({"version": 1, "exceptions": [], "a/b": 0}, [("/a~1b", 'unknown key "a/b"')]),
        ({"version": True, "exceptions": []}, [("/version", 'version "true" is not 1')]),
        ({"version": 1.0, "exceptions": []}, [("/version", 'version "1.0" is not 1')]),
        ({"version": 2, "exceptions": []}, [("/version", 'version "2" is not 1')]),
        ({"version": 1, "exceptions": {}}, [("/exceptions", "exceptions is not a list")]),
    ],
)
def test_malformed_file(root: Path, content: object, faults: list[tuple[str, str]]):
    left, *wrong = run(root, content)
    assert left.code == "W003"
    assert [(p.code, p.pointer, p.message) for p in wrong] == [("C007", *f) for f in faults]
    assert {Path(p.path).name for p in wrong} == {"exceptions.json"}
    assert all(p.line >= 1 for p in wrong)


@pytest.mark.parametrize(
    ("change", "pointer", "message"),
    [
        ({"reason": " "}, "/reason", "reason is not a string with something in it"),
        ({"record": 3}, "/record", "record is not a string with something in it"),
        ({"note": ""}, "/note", 'unknown key "note"'),
        *(
            (
                {"code": code},
                "/code",
                f'only warnings (W) and corpus problems (C) can be accepted, not "{code}"',
            )
            for code in ("T007", "W004", "C007", "X99", "Q001")
        ),
    ],
)
def test_malformed_exception(root: Path, change: dict, pointer: str, message: str):
    """It is left out; the others hold."""
    wrong = accept(root, {**ACCEPTED, **change}, ACCEPTED)
    assert [(p.code, p.pointer, p.message) for p in wrong] == [
        ("C007", f"/exceptions/0{pointer}", message)
    ]


def test_missing_reason_and_other_shapes(root: Path):
    without = {key: value for key, value in ACCEPTED.items() if key != "reason"}
    wrong = accept(root, without, "text", ACCEPTED, ACCEPTED)
    assert [(p.code, p.pointer, p.message, p.line) for p in wrong] == [
        ("C007", "/exceptions/0", 'key "reason" is missing', 4),
        ("C007", "/exceptions/1", "not an object", 10),
        ("C007", "/exceptions/3", "/exceptions/2 accepts the same", 18),
    ]
