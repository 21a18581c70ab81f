"""Prodigy: a dataset as it writes one, and tokens that make up the text."""

from pathlib import Path

from hypothesis import given

from documents import documents
from hedgerow import validate
from hedgerow.formats import prodigy
from hedgerow.formats.base import Report
from hedgerow.formats.prodigy.task import task
from hedgerow.formats.standoff import take_apart

DATASET = Path(__file__).parent / "data" / "formats" / "prodigy" / "dataset.jsonl"


def test_a_dataset():
    report = Report()
    document, other, empty = prodigy.read(DATASET, report)
    assert validate([document, other, empty]) == []
    assert document.annotation.annotators[0].id == "set-ann"
    say, may = document.cues
    assert (say.label, say.holder, say.scope.text) == ("attribution", "m01", "say it\n\nmay fail")
    assert (may.label, may.holder, may.scope.text) == ("epistemic", "m01", "it\n\nmay fail")
    assert [cue.text for cue in other.cues] == ["may"]
    assert empty.cues == []
    assert [(problem.line, problem.message) for problem in report.problems] == [
        (3, "span 0: token_end 2 does not agree with its offset 13"),
        (3, "span 1: unknown label ORG"),
        (3, "span 2: token_start 4 does not agree with its offset 19"),
        (3, "scope: an end of the relation is no span"),
        (3, "unknown relation next"),
        (3, "scope: an end of the relation is no span"),
        (3, "span 3: note is neither a word nor true or false"),
        (4, "token 0 is not where it says"),
        (5, "not JSON: unexpected end of data"),
    ]
    assert dict(report.lost) == {
        "tasks with the answer reject": 1,
        "attribute foo of cues": 1,
        "links of records that are left out": 1,
    }


@given(documents())
def test_tokens_make_up_the_text_and_spans_stand_on_them(document):
    value = task(take_apart(document))
    tokens = value["tokens"]
    assert "".join(t["text"] + " " * t["ws"] for t in tokens) == document.text
    for span in value["spans"]:
        assert tokens[span["token_start"]]["start"] == span["start"]
        assert tokens[span["token_end"]]["end"] == span["end"]
    for relation in value["relations"]:
        assert relation["head"] == relation["head_span"]["token_end"]
        assert relation["child"] == relation["child_span"]["token_end"]
