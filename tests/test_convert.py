"""Conversion: the registry, the report, and every format there and back over the whole corpus."""

import json
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
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["example.json"]


def test_broken_input_is_a_problem_and_the_rest_is_converted(corpus: Path, tmp_path: Path):
    (corpus / "annotations" / "train" / "broken.json").write_text("{", encoding="utf-8")
    run = hedgerow("convert", corpus, "--out", tmp_path / "out")
    assert (run.returncode, "P005" in run.stdout) == (1, True)
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["example.json"]
