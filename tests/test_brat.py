"""brat standoff that was not written here, and what of it is broken."""

from pathlib import Path

from hedgerow import validate
from hedgerow.formats import brat
from hedgerow.formats.base import Report
from hedgerow.formats.brat import conf
from hedgerow.formats.brat.names import escape, unescape

DATA = Path(__file__).parent / "data" / "formats" / "brat"


def read(path, repair=False):
    report = Report(repair=repair)
    return list(brat.read(path, report)), report


def test_a_file_of_somebody_else():
    (document,), _ = read(DATA / "Report 7.ann")
    assert validate(document) == []
    assert (document.id, document.annotation.origin) == ("report-7", "converted")
    assert document.annotation.scope_convention == "clause"
    cues = {cue.text: cue for cue in document.cues}
    assert cues["Either"].scope == cues["or"].scope  # one discontinuous cue
    (joined,) = document.relations
    assert (joined.label, joined.source, joined.target) == ("concord", "c01", "c02")
    likely = cues["likely"]
    assert (likely.certainty, likely.polarity, likely.negated) == ("probable", "positive", True)
    assert likely.scope.text == "an attack is\r\nnot likely"
    assert cues["Either"].holder == cues["said"].holder == "m01"  # by the attribution around it
    (stance,) = document.stances
    assert (stance.polarity, stance.note) == ("negative", "because of \\ and\ttab")
    assert [mention.entity for mention in document.mentions] == ["officials", "peace plan"]


def test_what_is_foreign_is_counted_and_what_is_broken_is_placed():
    _, report = read(DATA / "Report 7.ann")
    assert [(problem.line, problem.message) for problem in report.problems] == [
        (12, "T11: unknown label Person"),
        (20, "R7: unknown relation Supports"),
        (21, "holder: there is no T99"),
        (13, 'c05 is left out: A013 "say" is no booster by the lexical list'),
    ]
    assert dict(report.lost) == {
        "brat events": 1,
        "brat normalisations": 1,
        "brat equivalences": 1,
        "attribute Negation": 1,
        "notes on relations": 1,
        "gaps of discontinuous cues": 1,
        "links of records that are left out": 1,
    }
    assert report.places["brat events"] == [f"{DATA / 'Report 7.ann'}:22"]


def test_repairs_only_when_asked_for():
    documents, report = read(DATA / "moved.ann")
    assert [document.cues for document in documents] == [[]]
    assert [problem.line for problem in report.problems] == [4, 6, 1, 2, 3, 5]
    (document,), report = read(DATA / "moved.ann", repair=True)
    expected = [(3, "may"), (7, "rain."), (16, "may")]
    assert [(cue.start, cue.text) for cue in document.cues] == expected
    assert validate(document) == []
    assert len(report.repairs) == 3
    assert report.repairs[0].endswith(
        'moved.ann:1: T1 says "may", where the text has "ay "; "may" stands at 3 to 6'
    )


def test_a_folder_counts_texts_that_nobody_annotated():
    documents, report = read(DATA)
    assert [document.id for document in documents] == ["report-7", "moved"]
    assert report.lost["texts without an .ann file"] == 1


def test_an_edited_document_of_ours_is_a_draft_again(tmp_path, example):
    from hedgerow.document import Document

    document = Document.from_dict(example)
    brat.write([document], tmp_path / "out", Report())
    ann = tmp_path / "out" / "example.ann"
    lines = ann.read_text(encoding="utf-8").splitlines(keepends=True)
    (key,) = {line.split("\t")[0] for line in lines if "\tRejected " in line}
    ann.write_text("".join(line for line in lines if key not in line), encoding="utf-8")
    (back,), report = read(tmp_path / "out")
    assert (back.annotation.origin, back.annotation.status) == ("native", "draft")
    assert [problem.code for problem in validate(back)] == ["W005"]
    status = document.annotation.status
    assert list(report.lost) == [f"status {status} of documents that the checks refuse"]
    text = tmp_path / "out" / "example.txt"
    text.write_text(document.text.replace("road", "rail"), encoding="utf-8")
    back, report = read(tmp_path / "out")
    assert back == []
    assert report.problems[-1].message == "the text is not the one of its header"


def test_the_configuration_names_every_label():
    lines = conf.annotation().splitlines()
    assert lines.count("Scope") == lines.count("\tEpistemic") == lines.count("\tVolition") == 1
    for number, line in enumerate(lines):  # what brat's own parser asks of a line
        indent, name = line[: len(line) - len(line.lstrip())], line.strip()
        assert indent in ("", "\t")
        if indent:
            assert lines[number - 1].startswith(("!", "\t"))
        assert name == "" or name[0] in "[#!<" or name.replace("_", "").split("\t")[0].isalpha()


def test_notes_stay_on_their_line():
    for text in ("a\\u000ab", " \n", "\\", "x\r\n\ty ", "\u2028"):
        assert escape(text).splitlines() == [escape(text)]
        assert escape(text).strip() == escape(text)
        assert unescape(escape(text)) == text
