"""Structured sentiment JSON: somebody else's, ours, and ours edited by somebody else."""

import json
from pathlib import Path

import pytest

from hedgerow import validate
from hedgerow.document import Document
from hedgerow.formats import semeval2022
from hedgerow.formats.base import Report
from hedgerow.index import Index
from hedgerow.views import sentences

DATA = Path(__file__).parent / "data" / "formats" / "semeval2022"
TEXT = "The food was not good ."


def read(path, repair=False):
    report = Report(repair=repair)
    documents = list(semeval2022.read(path, report))
    sound = [document for document in documents if document.annotation.status != "draft"]
    assert [p for p in validate(sound) if p.severity == "error"] == []
    return documents, report


def read_json(tmp_path, value, repair=False):
    path = tmp_path / "file.json"
    path.write_text(json.dumps(value), encoding="utf-8")
    return read(path, repair)


def opinion(**more):
    plain = {
        "Source": [[], []],
        "Target": [["The food"], ["0:8"]],
        "Polar_expression": [["good"], ["17:21"]],
        "Polarity": "Positive",
        "Intensity": "Standard",
    }
    return {**plain, **more}


def stances(document):
    names = {mention.id: mention.text for mention in document.mentions}
    return [
        (
            *(s.text, names.get(s.holder, s.holder), names.get(s.target, s.target)),
            *(s.polarity, s.intensity, s.mode),
        )
        for s in document.stances
    ]


def test_a_file_of_somebody_else():
    documents, report = read(DATA / "train.json")
    first, second, third, fourth = documents
    assert first.id == "train-set-en-hotel-review00017-ab12-3"
    assert first.source.group == second.source.group == "set-en-hotel-review00017-ab12"
    assert third.source.group == "set-en-hotel-review00018-cd34"
    assert (first.annotation.layers, first.annotation.scope_convention) == (["stances"], "none")
    assert {(d.annotation.origin, d.language) for d in documents} == {("converted", "und")}
    assert stances(first) == [
        ("would not recommend", "we", "this inn", "negative", "high", "reported")
    ]
    assert stances(second) == [
        ("not what I call good", "I", "The food", "negative", "medium", "reported"),
        ("cold", "author", "the Food", "negative", "low", "own"),
        ("good", "author", "implicit", "neutral", "medium", "own"),
    ]
    assert {stance.label for stance in second.stances} == {"evaluation"}
    assert [m.entity for m in second.mentions] == ["I", "The food", "The food"]
    assert (third.stances, third.annotation.layers) == ([], ["stances"])
    assert fourth.annotation.layers == []
    assert dict(report.lost) == {"gaps of discontinuous expressions": 1}
    assert report.places["gaps of discontinuous expressions"] == [f"{DATA / 'train.json'}:36"]
    assert report.problems == []


def test_nobody_looked_for_hedges():
    documents, _ = read(DATA / "train.json")
    for document in documents:
        assert {row["uncertain"] for row in sentences.rows(Index(document))} == {None}


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"Polarity": "Good"}, "opinion 1: unknown Polarity 'Good'"),
        ({"Intensity": "Huge"}, "opinion 1: unknown Intensity 'Huge'"),
        (
            {"Polar_expression": [["good"], ["16:20"]]},
            'opinion 1, Polar_expression says "good", where the text has " goo"; "good" stands at '
            "17 to 21; --repair would mend it",
        ),
        (
            {"Target": [["food"], ["90:94"]]},
            "opinion 1, Target: 90 to 94 is no span of 23 characters",
        ),
        ({"Source": [["good"], []]}, "opinion 1: Source is no pair of texts and offsets"),
        ({"Source": [["x"], ["1-2"]]}, "opinion 1: Source is no pair of texts and offsets"),
        ({"Source": "me"}, "opinion 1: Source is no pair of texts and offsets"),
    ],
)
def test_broken_opinions_are_problems_and_left_out(tmp_path, change, message):
    value = [{"sent_id": "a-1", "text": TEXT, "opinions": [opinion(**change), opinion()]}]
    (document,), report = read_json(tmp_path, value)
    assert len(document.stances) == 1
    assert [(p.line, p.message) for p in report.problems] == [(1, message)]


@pytest.mark.parametrize(
    "entry",
    [
        {"sent_id": "a"},
        {"sent_id": "a", "text": " "},
        {"sent_id": "a", "text": TEXT, "opinions": {}},
        {"sent_id": [], "text": TEXT, "opinions": []},
    ],
)
def test_broken_sentences_are_problems(tmp_path, entry):
    documents, report = read_json(tmp_path, [entry, {"sent_id": "b", "text": TEXT}])
    assert [document.id for document in documents] == ["file-b"]
    assert len(report.problems) == 1


def test_opinions_that_are_no_objects_or_lack_something(tmp_path):
    found = [None, opinion(Polar_expression=[[], []]), opinion(Polarity=None)]
    (document,), report = read_json(tmp_path, [{"text": TEXT, "opinions": found}])
    assert document.stances == []
    assert [p.message for p in report.problems] == ["opinion 1: is no object"]
    assert dict(report.lost) == {
        "opinions without an expression": 1,
        "opinions without a polarity": 1,
    }


def test_offsets_are_mended_on_demand(tmp_path):
    moved = opinion(Polar_expression=[["good"], ["16:20"]])
    value = [{"sent_id": "a-1", "text": TEXT, "opinions": [moved]}]
    (document,), report = read_json(tmp_path, value, repair=True)
    assert [s.text for s in document.stances] == ["good"]
    assert (len(report.repairs), report.problems) == (1, [])


@pytest.fixture
def written(example, tmp_path):
    """The example as it is written, and a function that reads it back."""
    document = Document.from_dict(example)
    path = tmp_path / "out.json"
    semeval2022.write([document], path, Report())
    return document, json.loads(path.read_text(encoding="utf-8")), path


def back(path, value, repair=False):
    path.write_text(json.dumps(value), encoding="utf-8")
    return read(path, repair)


def test_what_other_readers_see(written):
    document, value, _ = written
    assert [entry["sent_id"] for entry in value] == ["example-1", "example-2", "example-3"]
    assert " ".join(entry["text"] for entry in value) == document.text
    want, disaster = (opinion for entry in value for opinion in entry["opinions"])
    del want["hedgerow"], disaster["hedgerow"]
    assert want == {
        "Source": [["some allies"], ["9:20"]],
        "Target": [["talks"], ["26:31"]],
        "Polar_expression": [["want"], ["21:25"]],
        "Polarity": "Positive",
        "Intensity": "Standard",
    }
    assert (disaster["Source"], disaster["Intensity"]) == ([[], []], "Strong")


def test_an_edited_opinion_holds(written):
    document, value, path = written
    edited = value[1]["opinions"][0]
    edited |= {"Polarity": "Negative", "Target": [["the “truce”"], ["35:46"]], "Intensity": "Weak"}
    (found,), report = back(path, value)
    stance = found.stances[0]
    assert (found.annotation, stance.id) == (document.annotation, document.stances[0].id)
    assert (stance.polarity, stance.intensity) == ("negative", "low")
    assert {m.id: m.text for m in found.mentions}[stance.target] == "the “truce”"
    assert list(report.lost) == ["mentions that are neither holder nor target"]


def test_new_and_removed_opinions(written):
    _, value, path = written
    value[2]["opinions"] = [
        {**opinion(), "Polar_expression": [["clearly"], ["11:18"]], "Target": [[], []]},
        {**opinion(), "Polar_expression": [["That"], ["0:4"]], "Target": [[], []]},
    ]
    (found,), report = back(path, value)
    assert [s.id for s in found.stances] == ["e01", "e02", "e03"]
    assert found.stances[2].topic == "not stated"
    assert [p.code for p in validate(found)] == ["G007"]  # "clearly" is a cue already
    assert (found.annotation.origin, found.annotation.status) == ("native", "draft")
    assert report.lost["status single of documents that the checks refuse"] == 1
    assert report.problems == []


def test_a_changed_text_is_not_ours(written):
    _, value, path = written
    value[0]["text"] = value[0]["text"].replace("road", "rail")
    documents, report = back(path, value)
    assert documents == []
    message = "the text or the header is not what hedgerow wrote"
    assert [p.message for p in report.problems] == [message]


def test_part_of_our_file_is_somebody_else_s(written):
    _, value, path = written
    documents, report = back(path, value[:2])
    assert [d.annotation.origin for d in documents] == ["converted", "converted"]
    assert report.lost == {"documents of ours with sentences missing": 1}
    documents, report = back(path, value[1:])
    assert [len(d.stances) for d in documents] == [1, 1]
    assert [s.label for d in documents for s in d.stances] == ["volition", "evaluation"]


def test_several_documents_and_none(written, tmp_path):
    document, _, _ = written
    other = Document.from_dict({**document.to_dict(), "id": "other"})
    semeval2022.write([document, other], tmp_path / "two.json", Report())
    assert read(tmp_path / "two.json")[0] == [document, other]
    semeval2022.write([], tmp_path / "none.json", Report())
    assert read(tmp_path / "none.json") == ([], Report())


def test_a_document_that_does_not_hold_together_is_not_written(example, tmp_path):
    example["sentences"][1]["start"] = 5
    report = Report()
    semeval2022.write([Document.from_dict(example)], tmp_path / "out.json", report)
    assert [p.message for p in report.problems] == [
        "example: sentences or spans are wrong: validate it first"
    ]
    assert json.loads((tmp_path / "out.json").read_text()) == []


def test_what_other_keys_say_is_counted(tmp_path):
    value = {"sent_id": "a-1", "text": "A good film .", "split": "x", "opinions": [{}]}
    place = {"Source": [[], []], "Target": [["film"], ["7:11"]]}
    place["Polar_expression"] = [["good"], ["2:6"]]
    value["opinions"] = [{**place, "Polarity": "Positive", "Intensity": None, "NOT": False}]
    path = tmp_path / "train.json"
    path.write_text(json.dumps([value]), encoding="utf-8")
    (document,), report = read(path)
    assert [stance.text for stance in document.stances] == ["good"]
    assert dict(report.lost) == {"attribute split of sentences": 1, "attribute NOT of opinions": 1}
