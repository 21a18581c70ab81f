"""annotations/ANNOTATING.md: its commands, with the hands of two annotators between them."""

import hashlib
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from conftest import ROOT
from hedgerow import read, validate
from hedgerow.formats.brat.names import ATTRIBUTES
from hedgerow.formats.standoff.model import kinds
from test_validate_options import git

PAGE = (ROOT / "annotations" / "ANNOTATING.md").read_text(encoding="utf-8")
BLOCK = re.compile(r"<!-- (run|file|run by) ?:? ?(\S*) -->\n```\w+\n(.*?)```", re.DOTALL)
TEXT = "The port may reopen next week, officials said"


def blocks(kind: str) -> list[tuple[str, str]]:
    return [(name, body) for found, name, body in BLOCK.findall(PAGE) if found == kind]


def region(key: str, label: str, words: str, text: str) -> dict:
    start = text.index(words)
    place = {"start": start, "end": start + len(words), "text": words, "labels": [label]}
    return {"id": key, "from_name": "label", "to_name": "text", "type": "labels", "value": place}


def said(of: dict, control: str, value: str) -> dict:
    place = {key: of["value"][key] for key in ("start", "end", "text")}
    value = {**place, "choices": [value]}
    return {**of, "from_name": control, "type": "choices", "value": value}


def link(source: str, label: str, target: str) -> dict:
    ends = {"from_id": source, "to_id": target}
    return {"type": "relation", "direction": "right", "labels": [label], **ends}


def annotate_in_label_studio(folder: Path) -> None:
    """Anna labels the pink words, draws the rest, submits and exports."""
    (task,) = json.loads((folder / "for-label-studio" / "tasks.json").read_text(encoding="utf-8"))
    text, result = task["data"]["text"], task.pop("predictions")[0]["result"]
    words = {one["value"]["text"]: one for one in result if one["type"] == "labels"}
    labels = {"may": "Epistemic", "said": "Attribution"}
    for word, one in words.items():
        one["value"]["labels"] = [labels.get(word, "Rejected")]
    mistake = region("hand1", "Evaluation", "terrible mistake", text)
    result += [
        said(words["offer"], "reason", "inside-target"),
        region("hand2", "Scope", "The port may reopen next week", text),
        region("hand3", "Scope", TEXT, text),
        region("hand4", "Mention", "officials", text),
        mistake,
        said(mistake, "polarity", "negative"),
        region("hand5", "Mention", "dockers", text),
        region("hand6", "Mention", "the offer", text),
        link(words["said"]["id"], "holder", "hand4"),
        link("hand1", "holder", "hand5"),
        link("hand1", "target", "hand6"),
    ]
    export = [{**task, "id": 1, "annotations": [{"completed_by": 1, "result": result}]}]
    (folder / "export.json").write_text(json.dumps(export), encoding="utf-8")


def annotate_in_brat(folder: Path) -> None:
    """Ben does the same; he finds the evaluation strong, and gives the offer another name."""
    ann = folder / "brat-data" / "ben" / "port-strike.ann"
    lines = ann.read_text(encoding="utf-8")
    for word, label in (("may", "Epistemic"), ("said", "Attribution"), ("", "Rejected")):
        lines = re.sub(rf"Undecided ([0-9 ]+)\t({word or '.*'})", rf"{label} \1\t\2", lines)
    text = (folder / "brat-data" / "ben" / "port-strike.txt").read_text(encoding="utf-8")
    drawn = (
        *(("Scope", "The port may reopen next week"), ("Scope", TEXT), ("Mention", "officials")),
        *(("Evaluation", "terrible mistake"), ("Mention", "dockers"), ("Mention", "the offer")),
    )
    for number, (label, words) in enumerate(drawn, 6):
        start = text.index(words)
        lines += f"T{number}\t{label} {start} {start + len(words)}\t{words}\n"
    lines += "A1\tReason T5 inside-target\n"
    lines += "A2\tPolarity T9 negative\nA3\tIntensity T9 high\n"
    lines += "R1\tHolder Arg1:T3 Arg2:T8\nR2\tHolder Arg1:T9 Arg2:T10\n"
    lines += "R3\tTarget Arg1:T9 Arg2:T11\n#9\tAnnotatorNotes T11\tentity: the last offer\n"
    ann.write_text(lines, encoding="utf-8")


@pytest.fixture(scope="module")
def checkout(tmp_path_factory) -> Path:
    """A corpus in git, empty as yet, with a place to push to, and a command hedgerow."""
    root = tmp_path_factory.mktemp("annotating")
    command = root / "bin" / "hedgerow"
    command.parent.mkdir()
    code = "from hedgerow.cli import main; main()"
    command.write_text(f"#!/bin/sh\nexec {sys.executable} -c '{code}' \"$@\"\n")
    command.chmod(0o755)
    git(root, "init", "-q", "--bare", "hub")
    git(root, "clone", "-q", "hub", "checkout")
    folder = root / "checkout"
    for name, content in blocks("file"):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
    git(folder, "commit", "-q", "--allow-empty", "-m", "begin")
    return folder


def bash(folder: Path, script: str) -> str:
    path = f"{folder.parent / 'bin'}{os.pathsep}{os.environ['PATH']}"
    identity = [
        f"GIT_{role}_{key}" for role in ("AUTHOR", "COMMITTER") for key in ("NAME", "EMAIL")
    ]
    run = subprocess.run(
        ["bash", "-e", "-c", script],
        capture_output=True,
        text=True,
        check=False,
        cwd=folder,
        env={**os.environ, "PATH": path, **dict.fromkeys(identity, "a@example.org")},
    )
    assert run.returncode == 0, run.stdout + run.stderr
    return run.stdout


def test_the_page_from_the_text_to_the_pull_request(checkout: Path):
    printed = {}
    for name, script in blocks("run"):
        if name == "anna" and not (checkout / "export.json").exists():
            annotate_in_label_studio(checkout)
        if name == "ben":
            annotate_in_brat(checkout)
        printed[script] = bash(checkout, script)
    for name in ("anna", "ben"):
        path = checkout / "annotations" / "passes" / name / "port-strike.json"
        document = read(path)
        assert validate(path) == []
        assert document.annotation.status == "single"
        assert [(one.id, one.kind) for one in document.annotation.annotators] == [(name, "human")]
        may, say = document.cues
        assert (may.id, may.holder, say.id, say.scope.text) == ("c01", say.holder, "c03", TEXT)
        assert [(x.id, x.reason) for x in document.rejected] == [
            *(("x02", "literal"), ("x04", "contrast"), ("x05", "inside-target")),
        ]
        (stance,) = document.stances
        assert (stance.id, stance.polarity, stance.mode) == ("e01", "negative", "reported")
    assert [m.entity for m in document.mentions] == ["officials", "dockers", "the last offer"]
    agreement = next(out for script, out in printed.items() if "agreement" in script)
    assert agreement.startswith("1 documents\n")
    assert "port-strike" in bash(checkout, "git ls-remote --heads origin port-strike")


def test_the_checksum_on_the_page():
    (_, text), (_, index) = blocks("file")
    digest = hashlib.sha256(text.encode()).hexdigest()
    assert json.loads(index)["port-strike"]["sha256"] == digest


def test_what_the_page_names_exists():
    names = {*kinds(), *ATTRIBUTES.values(), "Undecided"}
    labels = {"Rejected", "Scope", "Mention", "Undecided", "Reason"}
    assert labels <= names
    for label in labels:
        assert f"`{label}`" in PAGE
    for script, _ in blocks("run by"):
        assert (ROOT / script).is_file()


def test_every_block_is_run():
    assert PAGE.count("```bash") == len(blocks("run")) + len(blocks("run by"))
    for page in ("README.md", "CONTRIBUTING.md"):
        assert "annotations/ANNOTATING.md" in (ROOT / page).read_text(encoding="utf-8")
