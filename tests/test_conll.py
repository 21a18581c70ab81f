"""Columns: files of other corpora, white space, and chains of labels."""

from pathlib import Path

from hedgerow import validate
from hedgerow.formats import conll
from hedgerow.formats.base import Report
from hedgerow.formats.conll.spaces import around, misc

DATA = Path(__file__).parent / "data" / "formats" / "conll"


def test_columns_without_names():
    report = Report()
    document, other = conll.read(DATA / "plain.bio", report)
    assert validate([document, other]) == []
    assert document.text == "Officials say it may fail .\nIt may 😀 .\n"
    assert [document.text[s.start : s.end] for s in document.sentences][1] == "It may 😀 ."
    say, may = document.cues
    assert (say.text, say.scope.text) == ("say", "say it may fail")
    assert (may.text, may.scope, may.holder) == ("may", say.scope, "author")
    assert [(problem.line, problem.message) for problem in report.problems] == [
        (
            11,
            "I-epistemic continues nothing, taken for the beginning of a span; "
            "--repair would mend it",
        ),
        (12, "unknown label PER"),
    ]
    assert dict(report.lost) == {
        "column 2": 2,
        "scopes without a cue": 1,
        "mentions that are neither holder nor target": 1,
    }


def test_named_columns():
    report = Report()
    first, second = conll.read(DATA / "plus.conllup", report)
    assert first.text == "\n\tIt may, \u00a0however, fail.\n\n"
    assert (first.id, second.id) == ("first-text", "second")
    assert [cue.text for cue in first.cues] == ["may"]
    assert [(one.text, one.reason) for one in first.rejected] == [("however", "contrast")]
    assert [(problem.line, problem.message) for problem in report.problems] == [
        (14, "the comment holds no JSON"),
        (17, "unknown label scope"),
        (15, "the comment holds no link"),
    ]
    assert dict(report.lost) == {
        "column UPOS": 2,
        "attributes of records that are moved or gone": 1,
    }


def test_repaired_chains():
    report = Report(repair=True)
    document, _ = conll.read(DATA / "plain.bio", report)
    assert [cue.text for cue in document.cues] == ["say", "may", "may"]
    assert len(report.repairs) == 1


def test_space():
    for before in ("", "\n", " \\|\u2028"):
        for after in ("", " ", "  ", "\t\r\n\x0b"):
            spaces = "".join(char for char in before if char.isspace())
            assert around(misc(before, after)) == (spaces, after)
            assert misc(before, after).split() == [misc(before, after)]
