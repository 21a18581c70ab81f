"""The command hedgerow score: what it prints, writes and refuses."""

import json
import re
import shutil
from pathlib import Path

import pytest

from conftest import ROOT, make_corpus
from test_cli import hedgerow

DATA = ROOT / "tests" / "data" / "score"
GOLD, PREDICTED = DATA / "gold", DATA / "predicted"
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_readme_shows_what_it_prints():
    section = README.split("\n## Score\n")[1].split("\n## ")[0]
    command, output = re.findall(r"```(?:bash|text)\n(.*?)```", section, re.DOTALL)
    run = hedgerow(*command.split()[1:], cwd=ROOT)
    assert (run.returncode, run.stderr) == (0, "")
    printed = iter(run.stdout.splitlines())
    shown = [line for line in output.splitlines() if line != "..."]
    assert len(shown) > 10
    assert [line for line in shown if line not in printed] == []  # all there, in this order


def test_markdown_and_json_say_the_same_as_the_text():
    text, markdown, data = (
        hedgerow("score", GOLD, PREDICTED, "--resamples", "50", "--format", form)
        for form in ("text", "markdown", "json")
    )
    assert [run.returncode for run in (text, markdown, data)] == [0, 0, 0]
    cells = [
        [cell for cell in line.strip("| ").split(" | ") if cell.strip()]
        for line in markdown.stdout.splitlines()
        if line and not line.startswith("| ---")
    ]
    lines = [re.split(r"\s{2,}", line) for line in text.stdout.splitlines() if line]
    assert cells == lines
    value = json.loads(data.stdout)
    assert value["documents"] == ["grain-quota", "harbour-fund", "lake-ferry"]
    assert (value["missing"], value["surplus"]) == (["lake-ferry"], [])
    found = {(s["layer"], s["measure"], s["of"]): s for s in value["scores"]}
    micro = found["cue", "exact", "micro"]
    assert (micro["matched"], micro["gold"], micro["predicted"]) == (6, 10, 9)
    assert micro["recall"]["value"] == 0.6
    assert found["stance", "exact", "necessity"]["precision"]["value"] is None
    assert found["cue", "label accuracy", "matched cues"]["precision"] is None
    row = next(line for line in lines if line[:3] == ["cue", "exact", "micro"])
    bounds = f"{micro['value']['low']:.3f} to {micro['value']['high']:.3f}"
    assert row[3:] == ["0.667", "0.600", "0.632", bounds, "6", "10", "9"]


def test_the_other_way_round_the_surplus_is_named_and_left_out():
    run = hedgerow("score", PREDICTED, GOLD, "--resamples", "0")
    assert run.returncode == 0
    assert run.stdout.splitlines()[:2] == [
        "2 documents",
        "predicted without a gold document, left out: lake-ferry",
    ]


def test_a_corpus_is_scored_by_its_splits(corpus: Path, tmp_path: Path):
    passes = corpus / "annotations" / "passes" / "a1"
    passes.mkdir(parents=True)
    shutil.copy(corpus / "annotations" / "train" / "example.json", passes)
    run = hedgerow("score", corpus, passes, "--resamples", "0")
    assert run.returncode == 0
    assert run.stdout.splitlines()[0] == "1 document"
    run = hedgerow("score", corpus / "annotations", passes)
    assert run.returncode == 2
    assert "example is the id of " in run.stderr


def test_errors_are_written_as_markdown(tmp_path: Path):
    page = tmp_path / "errors.md"
    run = hedgerow("score", GOLD, PREDICTED, "--resamples", "0", "--errors", page)
    assert (run.returncode, run.stderr) == (0, "")
    assert [path.name for path in tmp_path.iterdir()] == ["errors.md"]
    text = page.read_text(encoding="utf-8")
    for part in (
        "Documents: 3.",
        "| nothing | epistemic | 2 | can 1, must 1 |",
        "### cue: attribution, predicted other boundaries (1)\n\n"
        "- The bank **said** that the quota might fall. (said → said that) `grain-quota:s01`",
        "### Missed cues by string\n\n| string | missed | in gold |\n| --- | --- | --- |\n"
        "| may | 1 | 1 |\n| some | 1 | 1 |\n| would | 1 | 2 |",
        "### Spurious cues by string\n\n| string | spurious | predicted |\n| --- | --- | --- |\n"
        "| can | 1 | 1 |\n| must | 1 | 1 |",
        "### scope: epistemic, predicted starts late (1)\n\n"
        "- The bank said that **the quota might fall**. `grain-quota:s01`",
        "### stance: necessity, predicted nothing (1)",
    ):
        assert part in text
    run = hedgerow("score", GOLD, GOLD, "--resamples", "0", "--errors", page)
    assert page.read_text(encoding="utf-8").count("No errors.") == 3
    run = hedgerow("score", GOLD, GOLD, "--errors", tmp_path / "nowhere" / "errors.md")
    assert (run.returncode, "cannot write" in run.stderr, run.stdout) == (2, True, "")


@pytest.mark.parametrize(
    ("change", "code", "said"),
    [
        (("The bank", "The Bank"), 2, "grain-quota: the texts differ from character 4 on"),
        (('"id": "grain-quota"', '"id": "grain"'), 2, "no document id is in both"),
        (('"cues": [', '"cues": ['[:-1]), 1, "P005"),
        (('"label": "condition"', '"label": "conditional"'), 1, "S004"),
    ],
)
def test_what_cannot_be_scored(tmp_path: Path, change: tuple[str, str], code: int, said: str):
    text = (PREDICTED / "grain-quota.json").read_text(encoding="utf-8")
    assert change[0] in text
    (tmp_path / "grain-quota.json").write_text(text.replace(*change), encoding="utf-8")
    run = hedgerow("score", GOLD, tmp_path)
    assert (run.returncode, run.stdout) == (code, "")
    assert said in run.stderr
    assert "Traceback" not in run.stderr


def test_folders_without_documents(tmp_path: Path):
    for sides in ((GOLD, tmp_path), (tmp_path, PREDICTED)):
        run = hedgerow("score", *sides)
        assert (run.returncode, f"no document found in {tmp_path}" in run.stderr) == (2, True)
    assert hedgerow("score", GOLD, tmp_path / "nowhere").returncode == 2
    assert hedgerow("score", GOLD, GOLD, "--resamples", "-1").returncode == 2


def test_without_scipy_it_says_what_to_install(tmp_path: Path):
    (tmp_path / "scipy.py").write_text("raise ModuleNotFoundError(name='scipy')")
    make_corpus(tmp_path / "gold")
    path = make_corpus(tmp_path / "predicted")
    value = json.loads(path.read_text(encoding="utf-8"))
    cue = value["cues"][1]  # "could" becomes "could potentially", for which two compete
    cue["end"], cue["text"] = 52, "could potentially"
    value["cues"][1:3] = [cue]
    path.write_text(json.dumps(value), encoding="utf-8")
    sides = (tmp_path / "gold", tmp_path / "predicted")
    run = hedgerow("score", *sides, PYTHONPATH=str(tmp_path))
    assert run.returncode == 2
    assert run.stderr == (
        "Error: matching spans needs scipy: in the checkout of hedgerow, "
        "pip install -e '.[agreement]'\n"
    )
    again = hedgerow("agreement", *sides, PYTHONPATH=str(tmp_path))
    assert (again.returncode, again.stderr) == (2, run.stderr)
