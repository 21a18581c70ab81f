"""SFU Review Corpus XML: tokens become text, and a cue joins its scope."""

from pathlib import Path

import pytest

from hedgerow import validate
from hedgerow.formats import sfu
from hedgerow.formats.base import Report

DATA = Path(__file__).parent / "data" / "formats" / "sfu"


def read(path):
    report = Report()
    return list(sfu.read(path, report)), report


def cues(document):
    return [(c.text, c.scope and c.scope.text, c.negated) for c in document.cues]


def test_books():
    (document,), report = read(DATA / "BOOKS")
    assert document.id == "books-no1done"
    assert (document.source.genre, document.source.topic) == ("review", "books")
    assert document.source.provenance == "SFU Review Corpus, file BOOKS/no1done.xml"
    assert document.annotation.scope_convention == "sfu"
    assert document.text == (
        "I would definitely not call it possibly good .\nIt 's dull , I think that !\n\n"
        'If you must , buy " it " .'
    )
    assert cues(document) == [
        ("would", "would definitely not call it possibly good", False),
        ("possibly", "possibly good", True),
        ("I think", None, False),
        ("If", "If you must", False),
    ]
    assert (report.problems, dict(report.lost)) == ([], {"cues of negation": 1})


def test_a_scope_in_parts_becomes_one():
    (document,), report = read(DATA / "CARS" / "no1done.xml")
    assert cues(document) == [("perhaps", "The engine , perhaps , knocks", False)]
    assert dict(report.lost) == {"gaps of scopes": 2}


def test_files_of_one_name_have_ids_of_their_own():
    documents, _ = read(DATA)
    assert [document.id for document in documents] == ["books-no1done", "cars-no1done"]


@pytest.mark.parametrize(
    ("content", "messages"),
    [
        ('<cue ID="0" type="modal"><W>may</W></cue>', ["unknown type modal"]),
        ('<cue ID="0" type="speculation"/>', ["a cue without words"]),
        ('<xcope ID="1"><W>may</W></xcope>', ["a scope without a cue"]),
        (
            '<xcope ID="1"><ref SRC="9"/><W>may</W></xcope>',
            ['a scope of the cue "9", which is not here'],
        ),
        (
            '<cue ID="0" type="negation"><W>not</W></cue><xcope><ref SRC="0"/></xcope>',
            ["a scope without words"],
        ),
    ],
)
def test_what_is_broken_is_a_problem_and_left_out(tmp_path, content, messages):
    path = tmp_path / "one.xml"
    path.write_text(f"<DOCUMENT><P><SENTENCE><W>It</W>{content}</SENTENCE></P></DOCUMENT>")
    (document,), report = read(path)
    assert (document.cues, validate(document)) == ([], [])
    assert [problem.message for problem in report.problems] == messages


def test_a_second_cue_with_one_id_is_a_problem(tmp_path):
    path = tmp_path / "one.xml"
    cue = '<cue ID="1" type="speculation"><W>{}</W></cue>'
    content = f"{cue.format('may')}{cue.format('might')} or <W>x</W><b/>"
    path.write_text(f"<DOCUMENT><SENTENCE>{content}</SENTENCE>and</DOCUMENT>")
    (document,), report = read(path)
    assert (document.text, cues(document)) == ("may might x", [("may", None, False)])
    assert [p.message for p in report.problems] == ['a second cue "1" in one sentence']
    assert dict(report.lost) == {
        "text outside tokens": 1,
        "elements b": 1,
        "text outside sentences": 1,
    }
