"""Checks of other distributions, as hedgerow.plugins promises; the example there is run."""

import json
import os
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from hedgerow import plugins

MODULE = textwrap.dedent(
    plugins.__doc__.split("declares::\n\n")[1].split("\n\n- A code")[0]  # type: ignore[union-attr]
)
DATELINES = "datelines = acme_hedgerow:datelines"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A folder of installed packages with the distribution of the example."""
    install(tmp_path / "site", "acme-hedgerow", DATELINES, acme_hedgerow=MODULE)
    return tmp_path / "site"


def install(site: Path, distribution: str, entry: str, **modules: str) -> None:
    info = site / f"{distribution.replace('-', '_')}-1.0.dist-info"
    info.mkdir(parents=True)
    (info / "METADATA").write_text(
        f"Metadata-Version: 2.1\nName: {distribution}\nVersion: 1.0\n", encoding="utf-8"
    )
    (info / "entry_points.txt").write_text(f"[hedgerow.checks]\n{entry}\n", encoding="utf-8")
    for name, code in modules.items():
        (site / f"{name}.py").write_text(code, encoding="utf-8")


def run(site: Path, *arguments: object) -> subprocess.CompletedProcess:
    """A command with `site` on the path; of Python if it begins with -c, else of hedgerow."""
    code = ["-c", "from hedgerow.cli import main; main()"] if arguments[0] != "-c" else []
    return subprocess.run(
        [sys.executable, *code, *map(str, arguments)],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONPATH": str(site), "GITHUB_ACTIONS": ""},
    )


def test_its_problem_in_every_format(site: Path, corpus: Path):
    result = run(site, "validate", corpus)
    assert (result.returncode, result.stderr) == (0, "")
    assert "  5:3       warning X001 no dateline  [/text]" in result.stdout
    assert "0 errors, 1 warning" in result.stdout
    result = run(site, "validate", corpus, "--format", "json", "--strict")
    assert result.returncode == 1
    (problem,) = json.loads(result.stdout)["problems"]
    assert (problem["code"], problem["severity"], problem["line"]) == ("X001", "warning", 5)
    assert problem["path"] == str(corpus / "annotations/train/example.json")
    for form in ("sarif", "junit", "github"):
        assert "X001" in run(site, "validate", corpus, "--format", form).stdout


def test_from_python(site: Path, corpus: Path):
    code = (
        "import sys, hedgerow; "
        f"print([p.code for p in hedgerow.validate({str(corpus)!r})], "
        f"[p.code for p in hedgerow.validate({str(corpus)!r}, ignore='x001')], "
        f"[p.code for p in hedgerow.validate({str(corpus)!r}, select=['X'])])"
    )
    assert run(site, "-c", code).stdout == "['X001'] [] ['X001']\n"
    document = f"hedgerow.read({str(corpus / 'annotations/train/example.json')!r})"
    code = f"import hedgerow; print([p.code for p in hedgerow.validate({document})])"
    assert run(site, "-c", code).stdout == "['X001']\n"


def test_explain(site: Path):
    result = run(site, "explain", "x001")
    assert result.returncode == 0
    assert "X001 no dateline (warning)" in result.stdout
    assert "Passes: Kyiv, 3 March" in result.stdout
    assert "X001  warning  no dateline" in run(site, "explain").stdout
    assert run(site / "elsewhere", "explain", "X001").returncode == 2


def test_selection_and_exceptions(site: Path, corpus: Path):
    assert "1 warning" in run(site, "validate", corpus, "--select", "X001").stdout
    assert "0 warnings" in run(site, "validate", corpus, "--select", "T").stdout
    assert "no code begins with 'X9'" in run(site, "validate", corpus, "--select", "X9").stderr
    entry = {"code": "X001", "document": "example", "record": "s01", "text": "x", "reason": "y"}
    (corpus / "annotations" / "exceptions.json").write_text(
        json.dumps({"version": 1, "exceptions": [entry]}), encoding="utf-8"
    )
    assert "W004 example has no X001 at s01" in run(site, "validate", corpus).stdout
    for arguments in ((site / "elsewhere", "validate"), (site, "validate", "--ignore", "X")):
        assert "0 errors, 0 warnings" in run(*arguments, corpus).stdout


def test_it_is_not_called_where_offsets_are_wrong(site: Path, corpus: Path):
    path = corpus / "annotations/train/example.json"
    value = json.loads(path.read_text(encoding="utf-8"))
    value["cues"][0]["start"] += 1
    path.write_text(json.dumps(value), encoding="utf-8")
    result = run(site, "validate", corpus)
    assert ("T007" in result.stdout, "X001" in result.stdout) == (True, False)


def test_export_and_load_leave_it_alone(site: Path, corpus: Path):
    (site / "acme_hedgerow.py").write_text("raise ValueError", encoding="utf-8")
    assert run(site, "export", corpus, "--out", corpus / "out").returncode == 0


BROKEN = {
    "a bug": (
        MODULE.replace('if " - "', '1 / 0\n    if " - "'),
        "check datelines of acme-hedgerow failed on document example: ZeroDivisionError",
    ),
    "an exit": (MODULE.replace('if " - "', 'exit(0)\n    if " - "'), "failed on document example"),
    "no module": ("import nothing_of_the_kind", "cannot be loaded: ModuleNotFoundError"),
    "undeclared": (MODULE.replace('code="X001"', 'code="T007"'), "T007, which it does not declare"),
    "unknown": (MODULE.replace('code="X001"', 'code="X002"'), "no such problem code: X002"),
    "no problem": (MODULE.replace("yield Problem(code=", "yield dict(code="), "AttributeError"),
    "other letter": (MODULE.replace('"X001"', '"T001"'), "declares T001; a code of its own is X"),
    "no rules": (MODULE.replace("@declares", "declares"), "no function with declared codes"),
    "severity": (MODULE.replace('"warning"', '"fatal"'), "X001 is fatal, not error or warning"),
}


@pytest.mark.parametrize("case", BROKEN)
def test_broken_checks_are_named_without_a_traceback(site: Path, corpus: Path, case: str):
    code, said = BROKEN[case]
    assert code != MODULE
    (site / "acme_hedgerow.py").write_text(code, encoding="utf-8")
    result = run(site, "validate", corpus)
    assert result.returncode == 2
    assert result.stderr.startswith("error: check datelines of acme-hedgerow")
    assert said in result.stderr
    assert "Traceback" not in result.stderr
    assert run(site, "validate", corpus, "--ignore", "X").returncode == 0
    library = f"import hedgerow\ntry: hedgerow.validate({str(corpus)!r})\n"
    library += "except hedgerow.PluginError as error: print(error)"
    assert said in run(site, "-c", library).stdout


def test_two_distributions_with_one_code(site: Path, corpus: Path):
    install(site, "other", "dates = other:datelines", other=MODULE)
    result = run(site, "validate", corpus)
    assert result.returncode == 2
    said = "check dates of other declares X001, as does check datelines of acme-hedgerow"
    assert said in result.stderr or "check datelines of acme-hedgerow declares" in result.stderr
