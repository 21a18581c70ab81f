"""Label Studio: exports of its own making, and the configuration."""

from pathlib import Path
from xml.etree import ElementTree

import orjson

from conftest import ROOT
from hedgerow import validate
from hedgerow.document import Document
from hedgerow.formats import label_studio
from hedgerow.formats.base import Report

EXPORT = Path(__file__).parent / "data" / "formats" / "label-studio" / "export.json"


def export(repair=False):
    report = Report(repair=repair)
    return list(label_studio.read(EXPORT, report)), report


def test_an_annotation():
    (document, *_), _ = export()
    assert validate(document) == []
    assert document.id == "export-41"
    assert document.annotation.origin == "converted"
    assert [a.id for a in document.annotation.annotators] == ["annotator-7"]
    assert document.annotation.scope_convention == "clause"
    say, may = document.cues
    assert say.scope.text == "say the deal\r\nmay fail"  # a relation drawn from right to left
    assert (may.certainty, may.polarity, may.holder) == ("possible", "positive", say.holder)
    (stance,) = document.stances
    assert (stance.explicit, stance.note) == (False, "seen from\nboth sides")
    assert [mention.entity for mention in document.mentions] == ["Officials", "the deal"]


def test_a_prediction_where_nobody_has_annotated():
    (_, document, *_), _ = export()
    assert [cue.text for cue in document.cues] == ["may"]
    assert [(a.id, a.kind) for a in document.annotation.annotators] == [("m", "model")]
    assert document.annotation.scope_convention == "none"


def test_ranges_and_labels_are_checked():
    documents, report = export()
    assert len(documents) == 3
    assert [(problem.line, problem.message) for problem in report.problems] == [
        (4, "an entry of the result is no object"),
        (4, "region b1: unknown label PER"),
        (4, "relation from b3 to b3: unknown label next_to"),
        (4, "b2: 2 to 900 is no span of 47 characters"),
        (
            4,
            'b3 says "may", where the text has "y f"; "may" stands at 24 to 27; '
            "--repair would mend it",
        ),
        (4, "b4: an offset is no number"),
        (5, "the predictions are only ids"),
        (6, "no task: export as JSON"),
        (7, "no task with a text"),
    ]
    assert dict(report.lost) == {
        "skipped annotations": 1,
        "further annotations of a task": 1,
        "results of the control sentiment": 1,
        "results of the type rating": 1,
        "links of records that are left out": 2,
    }


def test_the_configuration_knows_everything_a_task_says(tmp_path):
    example = orjson.loads((ROOT / "schema" / "example.json").read_bytes())
    label_studio.write([Document.from_dict(example)], tmp_path / "out", Report())
    view = ElementTree.parse(tmp_path / "out" / "config.xml").getroot()
    labels = {label.get("value") for label in view.iter("Label")}
    relations = {relation.get("value") for relation in view.iter("Relation")}
    controls = {
        control.get("name"): {choice.get("value") for choice in control.iter("Choice")}
        for control in (*view.iter("Choices"), *view.iter("TextArea"))
    }
    (task,) = orjson.loads((tmp_path / "out" / "tasks.json").read_bytes())
    result = task["predictions"][0]["result"]
    assert {one["id"] for one in result if one["type"] == "labels"} >= {"c01", "e01", "m01", "x01"}
    for one in result:
        if one["type"] == "labels":
            assert set(one["value"]["labels"]) <= labels
        elif one["type"] == "relation":
            assert set(one["labels"]) <= relations
        elif one["type"] == "choices":
            assert set(one["value"]["choices"]) <= controls[one["from_name"]]
        else:
            assert controls[one["from_name"]] == set()
    for control in (*view.iter("Choices"), *view.iter("TextArea")):
        assert set(control.get("whenLabelValue").split(",")) <= labels


def test_one_user_of_several(tmp_path):
    def annotation(by, label):
        place = {"start": 3, "end": 6, "text": "may", "labels": [label]}
        region = {"id": "a", "from_name": "label", "type": "labels", "value": place}
        return {"completed_by": by, "result": [region]}

    anna, ben = annotation({"id": 1, "email": "a@b.c"}, "Epistemic"), annotation(2, "Weasel")
    task = {"data": {"text": "It may go."}, "annotations": [anna, ben], "predictions": []}
    (tmp_path / "x.json").write_bytes(orjson.dumps([task]))
    for by, label in (
        ("1", "epistemic"),
        ("a@b.c", "epistemic"),
        ("2", "weasel"),
        (None, "weasel"),
    ):
        report = Report(by=by)
        (document,) = label_studio.read(tmp_path, report)
        assert [cue.label for cue in document.cues] == [label]
        what = "annotations of other users" if by else "further annotations of a task"
        assert dict(report.lost) == {what: 1}
    report = Report(by="3")
    assert list(label_studio.read(tmp_path, report)) == []
    assert report.lost["tasks without an annotation"] == 1


def test_no_prediction_becomes_the_pass_of_a_person(example, tmp_path):
    label_studio.write([Document.from_dict(example)], tmp_path / "out", Report())
    report = Report(predicted=False)
    assert list(label_studio.read(tmp_path / "out", report)) == []
    assert dict(report.lost) == {"tasks without an annotation": 1}


def test_meta_information_is_counted(tmp_path):
    place = {"start": 3, "end": 6, "text": "may", "labels": ["Epistemic"]}
    region = {"id": "a", "from_name": "label", "type": "labels", "value": place}
    region["meta"] = {"text": ["not sure"]}
    task = {"data": {"text": "It may go."}, "annotations": [{"result": [region]}]}
    (tmp_path / "x.json").write_bytes(orjson.dumps([task]))
    report = Report()
    (document,) = label_studio.read(tmp_path, report)
    assert [cue.text for cue in document.cues] == ["may"]
    assert [what.partition(",")[0] for what in report.lost] == ["meta information of regions"]


def test_an_empty_array_is_no_document(tmp_path):
    report = Report()
    label_studio.write([], tmp_path / "out", report)
    assert (list(label_studio.read(tmp_path / "out", report)), report.problems) == ([], [])
