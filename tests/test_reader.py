"""Bytes to value: strict, every failure with a place, never an exception."""

import json
import os
import shutil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hedgerow import reader, validate
from hedgerow.places import Locator, escape, scan
from hedgerow.syntax import explain


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"", [("P002", 1, 1, "")]),
        (b" \n\t", [("P002", 1, 1, "")]),
        (b"\xef\xbb\xbf{}", [("P004", 1, 1, "")]),
        (b'{"a": "\n\xff"}', [("P003", 2, 1, "")]),
        (b'{"a": "\xc3\xa9\xff"}', [("P003", 1, 9, "")]),
        (b'{"a" 1}', [("P005", 1, 6, "")]),
        (b'{"a" :1,"a" :2}', [("P006", 1, 9, "/a")]),
        (b'{"a"\n\t:1,"a":2}', [("P006", 2, 5, "/a")]),
        (b'{"a\\\\":1,"a\\\\":2}', [("P006", 1, 10, "/a\\")]),
        (b'{"a":1}x', [("P005", 1, 8, "")]),
        (b'{"a":1,"a":2} x', [("P005", 1, 15, "")]),
        (b'{"a":1,\n "a":2,\n "a":3}', [("P006", 2, 2, "/a"), ("P006", 3, 2, "/a")]),
        (
            b'{"a":{"b":[{"c":1,"c":2}]},"a":3}',
            [("P006", 1, 19, "/a/b/0/c"), ("P006", 1, 28, "/a")],
        ),
        (b'{"a\\u0062":1,"ab":2}', [("P006", 1, 14, "/ab")]),
        (b"[1, NaN, -Infinity]", [("P007", 1, 5, "/1"), ("P007", 1, 10, "/2")]),
        (b'{"a":"\\ud800x"}', [("P008", 1, 6, "")]),
        (b'{"\\udfff":1}', [("P008", 1, 2, "")]),
        (b"[" * 100_000, [("P009", 1, 1, "")]),
        (b"[" * 5_000 + b"]" * 5_000, [("P009", 1, 1, "")]),
        (b"[" * 65 + b"]" * 65, [("P009", 1, 1, "")]),
        (b'{"a":\n' + b"1" * 5_000 + b"}", [("P010", 2, 1, "")]),
    ],
)
def test_refused(data: bytes, expected: list):
    parsed = reader.parse(data)
    assert [(p.code, p.line, p.column, p.pointer) for p in parsed.problems] == expected
    assert parsed.value is None


@pytest.mark.parametrize(
    ("data", "place", "said", "suggestion"),
    [
        (b'{"a": "x"\n "b": 1}', (1, 9), 'a comma is missing after "x"', ""),
        (b'{"a": {"b": 1}\n\n  "c": 1}', (1, 14), "a comma is missing after }", ""),
        (b'{"a": [\n {"b": 1} \n {"b": 2}]}', (2, 9), "a comma is missing after }", ""),
        (b'["\xc3\xa9" "b"]', (1, 4), 'a comma is missing after "\u00e9"', ""),
        (b"[1 2]", (1, 2), "a comma is missing after 1", ""),
        (b'["' + b"a" * 50 + b'"\n[]]', (1, 53), f'after "{"a" * 19}\u2026{"a" * 19}"', ""),
        (b'{"a": 1,\n "a": 2\n "b": 1}', (2, 7), "a comma is missing after 2", ""),
        (b'{"a": "he said "no""}', (1, 16), 'neither , nor } follows "he said "', r"write \" "),
        (b'["say "no", and go"]', (1, 7), 'neither , nor ] follows "say "', r"write \" "),
        (b'{"a": 1 2}', (1, 7), "neither , nor } follows 1", ""),
        (b'{"a": {"b": "x"}\n', (1, 16), "neither , nor } follows }", ""),
        (b'{"a": "x"', (1, 9), 'neither , nor } follows "x"', ""),
        (b'{"a": 1,\n}', (1, 8), "a comma too many before }", "delete"),
        (b'["a",\n]', (1, 5), "a comma too many before ]", "delete"),
        (b'{"a": ,}', (1, 7), "not JSON: Expecting value", ""),
        (b"[1,", (1, 4), "not JSON: Expecting value", ""),
    ],
)
def test_what_is_not_json_is_mended_where_it_says(data: bytes, place, said: str, suggestion: str):
    (problem,) = reader.parse(data).problems
    assert (problem.code, problem.line, problem.column) == ("P005", *place)
    assert said in problem.message
    assert problem.suggestion.startswith(suggestion.strip())
    assert bool(problem.suggestion) == bool(suggestion)


def test_python_3_13_names_the_comma_itself():
    raw = '{"a": 1,\n}'
    error = json.JSONDecodeError("Illegal trailing comma before end of object", raw, 7)
    assert explain(raw, error) == ("not JSON: a comma too many before }", 7, "delete the comma")


@given(st.recursive(st.text() | st.integers(), st.lists, max_leaves=9), st.data())
def test_a_comma_that_is_taken_away_is_found(value, data):
    raw = json.dumps({"a": [value, {"b": value, "c": [value, value]}]}, indent=1)
    # Outside strings a comma ends its line.
    commas = [i for i in range(len(raw)) if raw[i : i + 2] == ",\n"]
    at = data.draw(st.sampled_from(commas))
    (problem,) = reader.parse((raw[:at] + raw[at + 1 :]).encode()).problems
    assert "a comma is missing after" in problem.message
    line = raw.split("\n")[problem.line - 1]
    assert (raw.count("\n", 0, at) + 1, line[problem.column :]) == (problem.line, ",")


@pytest.mark.parametrize(
    "data",
    [
        b'{"a":"\\ud83d\\ude00"}',
        b'{"a":"NaN"}',
        '{"é":"😀"}'.encode(),
        b"[1e300]",
        b'{"a":"b\\":","c":1}',
        b'{"a" : "x :"}',
        b"[" * 64 + b"]" * 64,
    ],
)
def test_accepted(data: bytes):
    assert reader.parse(data).problems == []


def test_a_file_too_large(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    monkeypatch.setattr(reader, "MAX_BYTES", 10)
    (tmp_path / "a.json").write_bytes(b'"12345678901"')
    assert [p.code for p in reader.parse_file(tmp_path / "a.json").problems] == ["P011"]


def test_missing_folder_and_closed_files_are_problems(tmp_path: Path):
    (tmp_path / "folder.json").mkdir()
    (tmp_path / "folder.json" / "in.json").write_bytes(b"")
    for path in (tmp_path / "missing.json", tmp_path / "folder.json", tmp_path / "a\0b"):
        assert [p.code for p in reader.parse_file(path).problems] == ["P001"]
    problems = validate([tmp_path / "missing.json"])
    assert [(p.code, p.path, p.line) for p in problems] == [
        ("P001", str(tmp_path / "missing.json"), 1)
    ]


def test_links_and_pipes_are_refused_and_never_waited_for(tmp_path: Path):
    (tmp_path / "a.json").write_bytes(b"{}")
    (tmp_path / "link.json").symlink_to(tmp_path / "a.json")
    os.mkfifo(tmp_path / "pipe.json")
    said = {p.name: reader.parse_file(p).problems[0].message for p in tmp_path.glob("*i*.json")}
    assert said == {
        "link.json": f"cannot be read: a symbolic link to {tmp_path}/a.json; links are not "
        "followed: put what it leads to in its place, or remove it",
        "pipe.json": "cannot be read: no plain file",
    }


def test_links_within_a_corpus_are_never_passed_over(corpus: Path, tmp_path: Path):
    """Neither those to folders, which would hide documents, nor those that stay inside."""
    annotations = corpus / "annotations"
    elsewhere = tmp_path / "elsewhere"
    shutil.copytree(annotations / "train", elsewhere / "train")
    (annotations / "test").symlink_to(elsewhere / "train")
    (annotations / "passes").symlink_to(elsewhere)
    (annotations / "train" / "again.json").symlink_to("example.json")
    names = ["passes", "test", "train/again.json"]
    targets = [str(elsewhere), str(elsewhere / "train"), "example.json"]
    found = validate(corpus)
    assert [(p.code, p.path) for p in found] == [
        ("P001", str(annotations / name)) for name in names
    ]
    for problem, target in zip(found, targets, strict=True):
        assert f"a symbolic link to {target}; links are not followed" in problem.message
    named = tmp_path / "named"
    named.symlink_to(corpus)  # what somebody names is followed
    assert [p.path for p in validate(named)] == [str(named / "annotations" / n) for n in names]


def test_a_broken_index_of_seeds_says_so(corpus: Path):
    index = corpus / "seeds" / "index.json"
    entries = json.loads(index.read_text(encoding="utf-8"))
    del entries["example"]["genre"]
    document = corpus / "annotations/train/example.json"
    for raw, path, line, said in (
        ("{\n  x", index, 2, "not JSON"),
        ("[]", index, 1, "not an object of entries"),
        ("{}", document, 7, "seeds/index.json has no entry example"),
        (json.dumps(entries), document, 11, "the entry example of seeds/index.json has no genre"),
    ):
        index.write_text(raw, encoding="utf-8")
        (problem,) = validate(corpus)
        assert (problem.code, problem.message[: len(said)]) == ("T005", said)
        assert (problem.path, problem.line) == (str(path), line)


def test_a_missing_or_broken_index_is_said_once(corpus: Path, monkeypatch):
    index = corpus / "seeds" / "index.json"
    passes = corpus / "annotations/passes/a1"
    shutil.copytree(corpus / "annotations/train", passes)
    index.write_text("[", encoding="utf-8")
    assert [problem.code for problem in validate(corpus)] == ["T005"]
    index.unlink()
    (problem,) = validate(corpus)
    assert (problem.code, problem.severity, problem.path) == ("C009", "warning", str(index))
    (problem,) = validate(passes)
    assert problem.code == "C009"
    monkeypatch.chdir(corpus)
    assert [problem.path for problem in validate(".")] == ["seeds/index.json"]


def test_a_seed_outside_the_seeds_folder_is_refused(corpus: Path):
    path = corpus / "annotations/train/example.json"
    value = json.loads(path.read_text(encoding="utf-8"))
    seed = corpus / "seeds" / "example.txt"
    (corpus / "outside").mkdir()
    seed.rename(corpus / "outside" / "example.txt")
    seed.symlink_to(corpus / "outside" / "example.txt")
    assert [p.code for p in validate(path)] == ["T002"]
    (corpus / "seeds" / "sub").symlink_to(corpus / "outside")
    for name, code in (("seeds/sub/example.txt", "T002"), ("seeds/../outside/example.txt", "S005")):
        value["source"]["path"] = name
        path.write_text(json.dumps(value), encoding="utf-8")
        assert [p.code for p in validate(path)] == [code]


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read all")
def test_closed_file(tmp_path: Path):
    path = tmp_path / "a.json"
    path.write_bytes(b"{}")
    path.chmod(0)
    assert [p.code for p in reader.parse_file(path).problems] == ["P001"]


@given(st.binary(max_size=200))
def test_any_bytes_give_a_value_or_a_problem(data: bytes):
    parsed = reader.parse(data)
    assert bool(parsed.problems) == (parsed.value is None) or data.strip() == b"null"


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=20,
)


def pointers(value, at=""):
    yield at, value
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from pointers(inner, f"{at}/{escape(key)}")
    elif isinstance(value, list):
        for i, inner in enumerate(value):
            yield from pointers(inner, f"{at}/{i}")


@given(values, st.sampled_from([None, 1]), st.booleans())
def test_every_value_is_found_where_it_stands(value, indent, ascii_only: bool):
    raw = json.dumps(value, indent=indent, ensure_ascii=ascii_only)
    places = list(scan(raw))
    assert [place.pointer for place in places] == [pointer for pointer, _ in pointers(value)]
    for place, (_, expected) in zip(places, pointers(value), strict=True):
        assert json.JSONDecoder().raw_decode(raw, place.value)[0] == expected


def test_a_missing_value_is_placed_at_its_parent():
    locator = Locator('{"a": [\n  {"b": 1}]}')
    assert locator.find("/a/0/missing") == (2, 3)
    assert locator.find("/nowhere/at/all") == (1, 1)
