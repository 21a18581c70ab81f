"""The command as a user meets it: output, exit codes, no traceback."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from conftest import CASES, ROOT, make_corpus
from hedgerow.catalogue import CATALOGUE
from hedgerow.explain import example_document


def hedgerow(*args: object, cwd: Path | None = None, **env: str) -> subprocess.CompletedProcess:
    return subprocess.run(
        [sys.executable, "-c", "from hedgerow.cli import main; main()", *map(str, args)],
        capture_output=True,
        text=True,
        check=False,
        cwd=cwd,
        env={**os.environ, "COLUMNS": "100", "GITHUB_ACTIONS": "", **env},
    )


def test_a_clean_corpus():
    run = hedgerow("validate")
    assert (run.returncode, run.stderr) == (0, "")
    assert run.stdout.splitlines()[-1].endswith("0 errors, 0 warnings")


def test_a_shifted_offset_in_a_copy_of_the_corpus(tmp_path: Path):
    """What was found, where, and where it really stands."""
    given = ROOT / "annotations/test/putin-peace-talks-2022.json"
    value = json.loads(given.read_text(encoding="utf-8"))
    number = next(i for i, cue in enumerate(value["cues"]) if cue["text"] == "potentially")
    value["cues"][number]["start"] += 1
    path = tmp_path / "annotations" / "test" / given.name
    path.parent.mkdir(parents=True)
    path.write_text(json.dumps(value, ensure_ascii=False, indent=2), encoding="utf-8")
    (tmp_path / "seeds").mkdir()
    seed = tmp_path / value["source"]["path"]
    seed.write_bytes((ROOT / value["source"]["path"]).read_bytes())
    run = hedgerow("validate", tmp_path)
    lines = path.read_text(encoding="utf-8").splitlines()
    (line,) = (i for i, text in enumerate(lines, 1) if text == '      "start": 833,')
    assert run.returncode == 1
    for text in (
        str(path),
        f"{line}:7",
        "T007",
        '"otentially"',
        f"/cues/{number}/start",
        '"potentially" stands at 832 to 843: set start to 832 and end to 843',
    ):
        assert text in run.stdout


def test_all_problems_of_all_files():
    run = hedgerow("validate", CASES / "known-bad")
    assert run.returncode == 1
    for code in ("A010", "V001", "L002", "L004", "P005", "S002", "S004", "T007"):
        assert code in run.stdout


@pytest.mark.parametrize(
    ("args", "code", "said"),
    [
        (["validate", "nowhere.json"], 2, "does not exist"),
        (["validate", "empty"], 2, "no document found"),
        (["validate", "--nonsense"], 2, "No such option"),
        (["nonsense"], 2, "No such command"),
        (["explain", "T07"], 2, "did you mean T007?"),
        (["export", "nowhere"], 2, "does not exist"),
        (["export", "empty"], 2, "no document in"),
        (["show", "nowhere.json"], 1, "P001"),
    ],
)
def test_bad_usage(tmp_path: Path, args: list[str], code: int, said: str):
    (tmp_path / "empty").mkdir()
    run = hedgerow(*args, cwd=tmp_path)
    assert run.returncode == code
    assert said in run.stdout + run.stderr
    assert "Traceback" not in run.stderr


def test_an_internal_error_is_one_line_and_exit_2(tmp_path: Path):
    run = hedgerow("validate", HEDGEROW_DATA=str(tmp_path))
    assert run.returncode == 2
    assert "no schema/document.schema.json in" in run.stderr
    assert "Traceback" not in run.stderr


def test_terminal_escapes_in_a_document_never_reach_the_terminal(tmp_path: Path):
    value = example_document() | {"id": "a\u001b[2Jb"}
    make_corpus(tmp_path, json.dumps(value))
    run = hedgerow("validate", tmp_path)
    assert run.returncode == 1
    assert "\x1b" not in run.stdout


def test_export_and_its_refusal(tmp_path: Path):
    make_corpus(tmp_path / "good")
    make_corpus(tmp_path / "bad", CATALOGUE["T007"].example.apply(example_document()))
    run = hedgerow("export", tmp_path / "good", "--out", tmp_path / "out")
    assert (run.returncode, run.stderr) == (0, "")
    assert "cues        train             9 rows" in run.stdout
    run = hedgerow("export", tmp_path / "bad", "--out", tmp_path / "out2")
    assert run.returncode == 1
    assert "T007" in run.stdout
    assert "nothing written" in run.stderr
    assert not (tmp_path / "out2").exists()


def test_show(tmp_path: Path):
    run = hedgerow("show", ROOT / "schema" / "example.json", "--rejected")
    assert run.returncode == 0
    assert run.stdout.splitlines()[:3] == [
        "s01 The ministry claimed that the road could potentially reopen.",
        " " * 17 + "━" * 7 + "─" * 39 + " c01 attribution distance, Ministry of Transport",
        " " * 30 + "─" * 9 + "━" * 5 + "─" * 19 + " c02 epistemic possible, Ministry of Transport",
    ]
    assert "x01 rejected: contrast" in run.stdout


def test_show_finds_a_document_by_its_id(corpus: Path):
    path = corpus / "annotations/train/example.json"
    passes = corpus / "annotations/passes/a1"
    passes.mkdir(parents=True)
    value = json.loads(path.read_text(encoding="utf-8")) | {"rejected": []}
    (passes / "example.json").write_text(json.dumps(value), encoding="utf-8")
    run = hedgerow("show", "example", "--rejected", "--sentence", "s02", cwd=corpus / "seeds")
    assert run.stdout.startswith("s02 However, some allies")
    assert "x01 rejected" in run.stdout  # the document of the split, not the pass
    assert "s01" not in run.stdout
    run = hedgerow("show", "putin-peace-talks-2022", "--sentence", "s20", cwd=corpus.parent)
    assert run.stdout.startswith("s20 The danger")
    for arguments, said in (
        (["exampel"], "no document exampel; did you mean example?"),
        (["example", "--sentence", "s9"], "there is no sentence s9; there are s01 to s03"),
    ):
        run = hedgerow("show", *arguments, cwd=corpus)
        assert (run.returncode, said in run.stderr) == (2, True)


def test_the_example_alone_lacks_a_corpus():
    run = hedgerow("validate", ROOT / "schema" / "example.json", "--select", "T002")
    assert run.returncode == 1
    assert "put the document into annotations/<split>/ of a corpus, and its text" in run.stdout


def test_explain_lists_all_codes():
    assert len(hedgerow("explain").stdout.splitlines()) == len(CATALOGUE)


def test_docs_check_is_clean():
    assert hedgerow("docs", "--check").returncode == 0


def test_help_names_every_command():
    run = hedgerow("--help")
    for name in ("validate", "export", "explain", "show", "reanchor", "docs"):
        assert name in run.stdout
    assert hedgerow("--version").stdout.startswith("hedgerow, version 0.")
