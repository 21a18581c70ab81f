"""Conversion: the registry, the report, and every format there and back over the whole corpus."""

import hashlib
import json
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from conftest import ROOT
from hedgerow import read
from hedgerow.corpus import document_paths
from hedgerow.formats import NAMES, format_module
from hedgerow.formats.base import Report
from test_cli import hedgerow

DOCUMENTS = [read(path) for path in document_paths(ROOT)]
BOTH = [name for name in NAMES if hasattr(format_module(name), "read")]
BOTH = [name for name in BOTH if hasattr(format_module(name), "write")]


@pytest.mark.parametrize("name", BOTH)
def test_the_corpus_there_and_back(name: str, tmp_path: Path):
    module, report = format_module(name), Report()
    module.write(DOCUMENTS, tmp_path / "out", report)
    back = {document.id: document for document in module.read(tmp_path / "out", report)}
    assert (report.problems, report.lost) == ([], {})
    carried = getattr(module, "carried", lambda document: document)
    assert back == {document.id: carried(document) for document in DOCUMENTS}


@pytest.mark.parametrize("name", NAMES)
def test_losses_are_declared_where_there_are_any(name: str):
    module = format_module(name)
    assert module.FORMAT.name == name
    if name in BOTH:
        assert bool(module.FORMAT.losses) == hasattr(module, "carried")


def test_the_list():
    run = hedgerow("convert", "--list")
    assert run.returncode == 0
    for name in NAMES:
        assert name in run.stdout


def test_the_report(corpus: Path, tmp_path: Path):
    out, report = tmp_path / "out", tmp_path / "report.json"
    run = hedgerow("convert", corpus, "--out", out, "--report", report)
    assert (run.returncode, run.stderr) == (0, "")
    assert run.stdout.startswith("1 documents: 3 sentences")
    assert (out / "example.json").read_bytes() == (
        corpus / "annotations" / "train" / "example.json"
    ).read_bytes()
    value = json.loads(report.read_text(encoding="utf-8"))
    assert (value["version"], value["documents"], value["not_carried_over"]) == (1, 1, [])


def test_what_exists_is_not_overwritten(corpus: Path):
    run = hedgerow("convert", corpus, "--out", corpus)
    assert (run.returncode, "never overwritten" in run.stderr) == (2, True)


def test_two_documents_with_one_id_are_a_problem(corpus: Path, tmp_path: Path):
    run = hedgerow("convert", corpus, corpus, "--out", tmp_path / "out")
    assert (run.returncode, "example is the id of two documents" in run.stdout) == (1, True)
    assert [path.name for path in (tmp_path / "out").glob("*.json")] == ["example.json"]


def test_broken_input_is_a_problem_and_the_rest_is_converted(corpus: Path, tmp_path: Path):
    (corpus / "annotations" / "train" / "broken.json").write_text("{", encoding="utf-8")
    run = hedgerow("convert", corpus, "--out", tmp_path / "out")
    assert (run.returncode, "P005" in run.stdout) == (1, True)
    assert [path.name for path in (tmp_path / "out").glob("*.json")] == ["example.json"]


def test_what_does_not_hold_together_is_not_passed_on(corpus: Path, tmp_path: Path):
    path = corpus / "annotations" / "train" / "example.json"
    value = json.loads(path.read_text(encoding="utf-8"))
    value["cues"][0]["start"] += 1
    path.write_text(json.dumps(value), encoding="utf-8")
    run = hedgerow("convert", corpus, "--to", "label-studio", "--out", tmp_path / "out")
    assert (run.returncode, "T007" in run.stdout) == (1, True)
    assert (tmp_path / "out" / "tasks.json").read_text(encoding="utf-8") == "[]\n"


def test_a_draft_that_is_not_right_yet_goes_back_to_its_tool(corpus: Path, tmp_path: Path):
    path = corpus / "annotations" / "train" / "example.json"
    value = json.loads(path.read_text(encoding="utf-8"))
    value["cues"][0]["scope"] = None
    path.write_text(json.dumps(value), encoding="utf-8")
    options = ("convert", corpus, "--to", "brat", "--out", tmp_path / "out")
    assert hedgerow(*options).returncode == 1
    value["annotation"]["status"] = "draft"
    path.write_text(json.dumps(value), encoding="utf-8")
    shutil.rmtree(tmp_path / "out")
    assert hedgerow(*options).returncode == 0


def test_what_is_written_is_a_corpus(corpus: Path, tmp_path: Path):
    shutil.copytree(corpus, tmp_path / "other")  # a folder that no corpus surrounds
    hedgerow("convert", tmp_path / "other", "--to", "brat", "--out", tmp_path / "brat")
    run = hedgerow("convert", tmp_path / "brat", "--from", "brat", "--out", tmp_path / "back")
    assert (run.returncode, run.stderr) == (0, "")
    assert hedgerow("validate", "--strict", tmp_path / "back").returncode == 0
    seed = tmp_path / "back" / "seeds" / "example.txt"
    assert seed.read_bytes() == (corpus / "seeds" / "example.txt").read_bytes()
    seed.write_text("Another text.", encoding="utf-8")
    run = hedgerow("validate", tmp_path / "back")
    assert (run.returncode, "T003" in run.stdout) == (1, True)


def test_two_texts_with_one_place_are_a_problem(corpus: Path, tmp_path: Path):
    first = read(corpus / "annotations" / "train" / "example.json")
    source = replace(first.source, sha256=hashlib.sha256(b"Another text.").hexdigest())
    second = replace(first, id="second", text="Another text.", source=source)
    report = Report()
    format_module("hedgerow").write([first, second], tmp_path / "out", report)
    assert [problem.message for problem in report.problems] == [
        "second: seeds/example.txt is the place of two texts: convert them into two folders"
    ]
    assert [path.name for path in (tmp_path / "out").glob("*.json")] == ["example.json"]


@pytest.mark.parametrize("name", ["notation", "semeval2022", "spacy"])
def test_documents_that_share_an_id_get_ids_of_their_own(name: str, corpus: Path, tmp_path: Path):
    document = read(corpus / "annotations" / "train" / "example.json")
    report = Report()
    format_module(name).write([document, document], tmp_path / "out", report)
    assert dict(report.lost) == {"ids that an earlier document has": 1}


def test_a_pass_is_written_into_its_corpus(corpus: Path, tmp_path: Path):
    hedgerow("convert", corpus, "--to", "brat", "--out", tmp_path / "brat")
    out = corpus / "annotations" / "passes" / "anna"
    pass_of = ("convert", tmp_path / "brat", "--from", "brat", "--annotator", "anna", "--out", out)
    run = hedgerow(*pass_of)
    assert (run.returncode, run.stderr) == (0, "")
    assert [path.name for path in out.iterdir()] == ["example.json"]  # the text is there already
    assert [one.id for one in read(out / "example.json").annotation.annotators] == ["anna"]
    assert hedgerow("validate", "--strict", corpus).returncode == 0
    (out / "other.json").write_text("{}", encoding="utf-8")
    (out / "example.json").write_text("{}", encoding="utf-8")
    assert hedgerow(*pass_of).returncode == 2
    assert hedgerow(*pass_of, "--replace").returncode == 0
    assert read(out / "example.json").id == "example"
    assert (out / "other.json").read_text(encoding="utf-8") == "{}"


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (("--annotator", "Anna B"), "small letters and digits"),
        (("--replace",), "for a folder in annotations/"),
        (("--by", "2"), "for exports of Label Studio"),
    ],
)
def test_options_that_do_not_fit(options, message, corpus: Path, tmp_path: Path):
    run = hedgerow("convert", corpus, "--out", tmp_path / "out", *options)
    assert (run.returncode, message in run.stderr) == (2, True)
    assert not (tmp_path / "out").exists()
