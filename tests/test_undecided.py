"""Drafts in a tool: what is undecided shows, and comes back decided or undecided."""

import hashlib
import json
from pathlib import Path

import pytest

from hedgerow import validate
from hedgerow.checks.coverage import left_open
from hedgerow.document import Document, Source
from hedgerow.draft import draft
from hedgerow.formats import brat, label_studio
from hedgerow.formats.base import Report
from hedgerow.formats.claim import claimed
from hedgerow.formats.standoff import take_apart
from hedgerow.index import Index
from test_tool_formats import TOOLS, there_and_back

TEXT = "The port may reopen, officials said. However, the “offer” could fail.\n"


@pytest.fixture
def beginning() -> Document:
    """A draft in which nobody has decided anything."""
    digest = hashlib.sha256(TEXT.encode()).hexdigest()
    source = Source("seeds/port.txt", digest, "made up", "CC0-1.0", "news", "ports", "port")
    return draft("port", TEXT, source)


def words(document: Document) -> list[str]:
    return [document.text[found.start : found.end] for found in left_open(Index(document))]


def test_every_undecided_word_is_a_mark_with_a_hint(beginning):
    marks = [mark for mark in take_apart(beginning).marks if mark.layer == "undecided"]
    assert [mark.text for mark in marks] == words(beginning)
    assert words(beginning) == ["may", "officials", "said", "However", "“offer”", "offer", "could"]
    assert [mark.id for mark in marks] == [f"u0{i}" for i in range(1, 8)]
    assert marks[0].values["hint"] == "may be epistemic, necessity, rejected; most often epistemic"


def test_only_drafts_have_undecided_marks(example):
    document = Document.from_dict({**example, "rejected": []})
    assert words(document)
    assert "undecided" not in [mark.layer for mark in take_apart(document).marks]
    example["annotation"]["status"] = "draft"
    marks = take_apart(Document.from_dict({**example, "rejected": []})).marks
    numbers = [int(mark.id[1:]) for mark in marks if mark.id and mark.layer != "undecided"]
    found = [int(mark.id[1:]) for mark in marks if mark.layer == "undecided"]
    assert found == list(range(max(numbers) + 1, max(numbers) + 1 + len(found))) != []


@pytest.mark.parametrize("name", TOOLS)
def test_what_is_undecided_comes_back_undecided(name, beginning):
    assert there_and_back(name, [beginning]) == [beginning]


def decided_in_label_studio(document, folder, decide):
    """The document after an annotator changed the result of its task."""
    label_studio.write([document], folder / "out", Report())
    (task,) = json.loads((folder / "out" / "tasks.json").read_text(encoding="utf-8"))
    result = task.pop("predictions")[0]["result"]
    regions = {one["value"]["text"]: one for one in result if one["type"] == "labels"}
    decide(regions, result)
    export = folder / "export.json"
    export.write_text(json.dumps([{**task, "id": 1, "annotations": [{"result": result}]}]))
    report = Report()
    (back,) = label_studio.read(export, report)
    return back, report


def test_decisions_keep_the_number_of_the_mark(beginning, tmp_path):
    def decide(regions, result):
        regions["could"]["value"]["labels"] = ["Epistemic"]
        regions["However"]["value"]["labels"] = ["Rejected"]
        scope = {"start": 46, "end": 68, "text": TEXT[46:68], "labels": ["Scope"]}
        result.append({"id": "fresh", "from_name": "label", "type": "labels", "value": scope})

    back, report = decided_in_label_studio(beginning, tmp_path, decide)
    assert (report.problems, dict(report.lost)) == ([], {})
    (cue,) = back.cues
    assert (cue.id, cue.text, cue.scope.text) == ("c07", "could", "the “offer” could fail")
    assert [(one.id, one.text, one.reason) for one in back.rejected] == [
        ("x04", "However", "contrast")  # the reason that the word most often has
    ]
    assert words(back) == ["may", "officials", "said", "“offer”", "offer"]
    assert back.annotation == beginning.annotation
    again, _ = decided_in_label_studio(back, tmp_path / "again", lambda *_: None)
    assert again == back


def test_later_records_leave_earlier_ids_alone(beginning, tmp_path):
    def first(regions, result):
        value = {"start": 58, "end": 63, "text": "could", "labels": ["Epistemic"]}
        result.append({"id": "aaaa", "from_name": "label", "type": "labels", "value": value})

    def then(regions, result):
        first(regions, result)
        value = {"start": 9, "end": 12, "text": "may", "labels": ["Epistemic"]}
        result.append({"id": "bbbb", "from_name": "label", "type": "labels", "value": value})

    for folder in ("one", "two"):
        (tmp_path / folder).mkdir()
    one, _ = decided_in_label_studio(beginning, tmp_path / "one", first)
    two, _ = decided_in_label_studio(beginning, tmp_path / "two", then)
    assert [(cue.id, cue.text) for cue in one.cues] == [("c01", "could")]
    assert [(cue.id, cue.text) for cue in two.cues] == [("c02", "may"), ("c01", "could")]


def test_a_rejection_without_a_reason_is_a_problem_where_no_reason_is_usual(beginning, tmp_path):
    def decide(regions, _):
        regions["said"]["value"]["labels"] = ["Rejected"]

    back, report = decided_in_label_studio(beginning, tmp_path, decide)
    assert (back.rejected, back.annotation) == ([], beginning.annotation)
    (problem,) = report.problems
    assert problem.message.startswith("x03 is left out: S")
    assert "said" in words(back)


def test_a_draft_keeps_what_is_not_right_yet(beginning, tmp_path):
    def decide(regions, _):
        regions["may"]["value"]["labels"] = ["Epistemic"]  # and no scope

    back, report = decided_in_label_studio(beginning, tmp_path, decide)
    assert (report.problems, dict(report.lost)) == ([], {})
    assert [cue.text for cue in back.cues] == ["may"]
    assert [problem.code for problem in validate(back)] == ["A007"]


def test_the_label_of_brat(beginning, tmp_path):
    brat.write([beginning], tmp_path / "out", Report())
    ann = tmp_path / "out" / "port.ann"
    lines = ann.read_text(encoding="utf-8")
    assert "#2\tHint T1\tmay be epistemic, necessity, rejected; most often epistemic\n" in lines
    lines = lines.replace("T4\tUndecided", "T4\tRejected") + "A1\tReason T4 contrast\n"
    ann.write_text(lines, encoding="utf-8")
    report = Report()
    (back,) = brat.read(tmp_path / "out", report)
    assert (report.problems, dict(report.lost)) == ([], {})
    assert [(one.id, one.text, one.reason) for one in back.rejected] == [
        ("x04", "However", "contrast")
    ]


def test_a_pass_is_single_once_everything_is_decided(beginning, example):
    done = claimed(Document.from_dict(example), "anna")
    assert (done.annotation.status, done.annotation.origin) == ("single", "native")
    assert [(one.id, one.kind) for one in done.annotation.annotators] == [("anna", "human")]
    assert claimed(beginning, "anna").annotation.status == "draft"
    example["cues"][0]["scope"] = None
    assert claimed(Document.from_dict(example), "anna").annotation.status == "draft"


def test_undecided_words_of_somebody_else_are_counted(tmp_path: Path):
    (tmp_path / "a.txt").write_text("It may go.", encoding="utf-8")
    (tmp_path / "a.ann").write_text("T1\tUndecided 3 6\tmay\n", encoding="utf-8")
    report = Report()
    (document,) = brat.read(tmp_path, report)
    assert (document.cues, dict(report.lost)) == ([], {"undecided words": 1})
