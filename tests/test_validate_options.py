"""What a pull request check needs: formats, selection, changed files, names on standard input."""

import json
import subprocess
from pathlib import Path
from xml.etree import ElementTree

import pytest

from conftest import CASES, make_corpus
from hedgerow import validate
from hedgerow.catalogue import CATALOGUE, FAMILIES
from hedgerow.checks import SOUND, coverage
from hedgerow.explain import example_document
from hedgerow.plan import Plan
from hedgerow.settings import Settings, SettingsError, from_pyproject
from test_cli import hedgerow

BAD = CASES / "known-bad"


@pytest.fixture
def warned(tmp_path: Path) -> Path:
    """A corpus with one warning, W001, and nothing else."""
    make_corpus(tmp_path / "warned", CATALOGUE["W001"].example.apply(example_document()))
    return tmp_path / "warned"


def test_every_format_names_every_problem():
    codes = {"A010", "V001", "L002", "L004", "P005", "S004", "S002", "T007", "C002", "C003"}
    found = json.loads(hedgerow("validate", "--format", "json", BAD).stdout)
    assert {problem["code"] for problem in found["problems"]} == codes
    sarif = json.loads(hedgerow("validate", "--format", "sarif", BAD).stdout)
    assert {result["ruleId"] for result in sarif["runs"][0]["results"]} == codes
    suite = ElementTree.fromstring(hedgerow("validate", "--format", "junit", BAD).stdout)
    assert {failure.get("type") for failure in suite.iter("failure")} == codes
    log = hedgerow("validate", "--format", "github", BAD)
    assert log.returncode == 1
    assert sum(line.startswith("::error ") for line in log.stdout.splitlines()) == 10


def test_github_is_chosen_by_itself_and_fills_the_summary(tmp_path: Path):
    summary = tmp_path / "summary.md"
    env = {"GITHUB_ACTIONS": "true", "GITHUB_STEP_SUMMARY": str(summary)}
    run = hedgerow("validate", BAD, **env)
    assert run.stdout.startswith("::error file=")
    assert "| A010 |" in summary.read_text(encoding="utf-8")


def test_text_underlines_the_words():
    lines = hedgerow("validate", BAD / "annotations/train/shifted-offset.json").stdout.splitlines()
    source, marker = lines[2], lines[3]
    assert source[marker.index("^") : marker.rindex("^") + 1] == "laimed"


def test_warnings_fail_only_when_strict(warned: Path):
    run = hedgerow("validate", warned)
    assert (run.returncode, "1 warning" in run.stdout) == (0, True)
    assert hedgerow("validate", warned, "--strict").returncode == 1
    assert hedgerow("validate", warned, "--strict", "--ignore", "w001").returncode == 0


def test_select_and_ignore():
    run = hedgerow("validate", BAD, "--select", "L,T007", "--ignore", "L004", "--format", "json")
    found = json.loads(run.stdout)["problems"]
    assert sorted(problem["code"] for problem in found) == ["L002", "T007"]
    assert hedgerow("validate", BAD, "--select", "R").returncode == 0
    run = hedgerow("validate", BAD, "--select", "X1")
    assert run.returncode == 2
    assert "no code begins with 'X1'" in run.stderr


@pytest.mark.parametrize("letter", FAMILIES)
def test_what_is_skipped_changes_nothing_else(letter: str):
    """In the library and on every corpus of the tests, family by family."""
    for case in (BAD, *(CASES / "invalid").iterdir()):
        every = validate(case)
        chosen = [problem for problem in every if problem.code[0] == letter]
        assert validate(case, select=letter) == chosen
        assert validate(case, ignore=[letter]) == [p for p in every if p not in chosen]
    with pytest.raises(ValueError, match="no code begins with 'T9'"):
        validate(BAD, ignore="t007, T9")


def test_what_nobody_asks_for_is_not_computed():
    assert Plan.of(Settings(select=("P", "S"))) == Plan((), False)
    assert Plan.of(Settings(select=("T007",))) == Plan((*SOUND, {}), False)
    last = {"coverage": coverage.CHECKS, "suggestions": coverage.SUGGESTION_CHECKS}
    assert Plan.of(Settings(ignore=("G", "A", "R", "X"))) == Plan((*SOUND, last), True)
    assert Plan.of(Settings(ignore=("X",))) == Plan()


def test_settings_in_pyproject(warned: Path):
    pyproject = warned / "pyproject.toml"
    pyproject.write_text("[tool.hedgerow]\nstrict = true\n", encoding="utf-8")
    assert hedgerow("validate", ".", cwd=warned).returncode == 1
    pyproject.write_text("[tool.hedgerow]\nstrict = true\nignore = ['W']\n", encoding="utf-8")
    assert hedgerow("validate", ".", cwd=warned).returncode == 0
    pyproject.write_text("[tool.hedgerow]\nstrikt = true\n", encoding="utf-8")
    run = hedgerow("validate", ".", cwd=warned)
    assert run.returncode == 2
    assert "has no key 'strikt', only select, ignore, strict" in run.stderr


@pytest.mark.parametrize(
    ("table", "said"),
    [
        ("strict = 1", "strict is true or false"),
        ("select = 'W'", "select is a list of codes"),
        ("ignore = ['Z']", "no code begins with 'Z'"),
        ("ignore = [", "pyproject.toml"),
    ],
)
def test_wrong_settings(tmp_path: Path, table: str, said: str):
    (tmp_path / "pyproject.toml").write_text(f"[tool.hedgerow]\n{table}\n", encoding="utf-8")
    with pytest.raises(SettingsError, match=said):
        from_pyproject(tmp_path)


def test_without_a_table_nothing_is_set(tmp_path: Path):
    (tmp_path / "pyproject.toml").write_text("[project]\nname = 'x'\n", encoding="utf-8")
    assert from_pyproject(tmp_path / "deeper") == Settings()


def git(folder: Path, *arguments: str) -> None:
    identity = ("-c", "user.name=a", "-c", "user.email=a@example.org")
    subprocess.run(
        ["git", "-C", str(folder), *identity, *arguments], check=True, capture_output=True
    )


def test_changed_since(tmp_path: Path):
    first = make_corpus(tmp_path, CATALOGUE["A010"].example.apply(example_document()))
    git(tmp_path, "init", "-q")
    git(tmp_path, "add", "-A")
    git(tmp_path, "commit", "-qm", "one")
    assert hedgerow("validate", tmp_path).returncode == 1
    assert hedgerow("validate", tmp_path, "--changed-since", "HEAD").returncode == 0
    first.write_text(first.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    assert hedgerow("validate", tmp_path, "--changed-since", "HEAD").returncode == 1
    run = hedgerow("validate", tmp_path, "--changed-since", "nowhere")
    assert run.returncode == 2
    assert "--changed-since nowhere" in run.stderr


def test_names_on_standard_input():
    import sys

    names = "\n".join(str(path) for path in sorted((BAD / "annotations/train").glob("s*.json")))
    run = subprocess.run(
        [sys.executable, "-c", "from hedgerow.cli import main; main()", "validate", "-"],
        input=names,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (run.returncode, "T007" in run.stdout, "1 file," in run.stdout) == (1, True, True)
