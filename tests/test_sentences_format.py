"""Labelled sentences: what is known is served, what is not is not made up."""

from pathlib import Path

import pytest

from hedgerow import validate
from hedgerow.formats import sentences
from hedgerow.formats.base import Report
from hedgerow.index import Index
from hedgerow.views import sentences as view
from hedgerow.views import tokens

DATA = Path(__file__).parent / "data" / "formats" / "sentences"


def read(path, repair=False):
    report = Report(repair=repair)
    documents = list(sentences.read(path, report))
    assert validate(documents) == []
    return documents, report


def read_text(tmp_path, content, name="file.csv", repair=False):
    path = tmp_path / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return read(path, repair)


def labels(documents):
    return [
        (document.text[s.start : s.end], s.uncertain) for document in documents
        for s in document.sentences
    ]  # fmt: skip


def messages(report):
    return [(problem.line, problem.message) for problem in report.problems]


def test_csv():
    (port, prices), report = read(DATA / "quoted.csv")
    assert (port.id, port.source.group, prices.id) == ("quoted-port", "port", "quoted-prices")
    assert port.source.provenance == "labelled sentences, file quoted.csv, document port"
    assert labels([port, prices]) == [
        ('The port "may" reopen, they say.', True),
        ("It closed\r\non Friday.", False),
        ("Nobody looked at this one.", None),
        ("Prices rose.", False),
    ]
    assert (report.problems, dict(report.lost)) == ([], {"columns source": 4})
    assert report.places["columns source"][:3] == [f"{DATA / 'quoted.csv'}:{n}" for n in (2, 3, 5)]


def test_tsv():
    documents, report = read(DATA / "plain.tsv")
    assert [document.id for document in documents] == ["plain-2", "plain-3"]
    assert labels(documents) == [('"Perhaps," he said.', True), ("It rains 😀.", False)]
    assert (report.problems, report.lost) == ([], {})


def test_jsonl():
    documents, report = read(DATA / "lines.jsonl")
    assert [document.id for document in documents] == ["lines-1", "lines-7"]
    assert labels(documents) == [
        ("It may hold.", True),
        ("It holds.", False),
        ("So it does.", None),
    ]
    assert report.problems == []


def test_labels_are_served_and_spans_are_not_made_up():
    for document in read(DATA)[0]:
        assert (document.cues, document.annotation.layers) == ([], [])
        index = Index(document)
        served = [row["uncertain"] for row in view.rows(index)]
        assert served == [sentence.uncertain for sentence in document.sentences]
        assert {row["cue_epistemic"] for row in view.rows(index)} == {None}
        assert {row["cue_tags"] for row in tokens.rows(index)} == {None}


@pytest.mark.parametrize(
    ("content", "found"),
    [
        ("", [(1, "the first line does not name columns text or sentence, and label or uncertain "
               "or certainty")]),
        ("It may.,1\n", [(1, "the first line does not name columns text or sentence, and label or "
                          "uncertain or certainty")]),
        ("text,label\na\nb,1,2\n\n", [(2, "1 columns, where the first line has 2"),
                                      (3, "3 columns, where the first line has 2")]),
        ("text,label\n,1\n", [(2, "a row without a text")]),
        (b"text,label\nna\xefve,1\n", [(2, "byte 0xef is not UTF-8")]),
    ],
)  # fmt: skip
def test_broken_tables(tmp_path, content, found):
    documents, report = read_text(tmp_path, content)
    assert (documents, messages(report)) == ([], found)


@pytest.mark.parametrize("content", ['"a"b,1', '"a,1', '"a\\n'])
def test_broken_quotation_marks(tmp_path, content):
    documents, report = read_text(tmp_path, f"text,label\nok,1\n{content}\n")
    assert labels(documents) == [("ok", True)]
    (problem,) = report.problems
    assert (problem.line, problem.message[:15]) == (3, "cannot be read:")


def test_an_unknown_label_is_left_out(tmp_path):
    documents, report = read_text(tmp_path, "text,label\nIt may.,maybe\nIt is.,certain\n")
    assert labels(documents) == [("It may.", None), ("It is.", False)]
    assert messages(report) == [(2, "unknown label maybe: it is left out")]


def test_a_byte_order_mark_is_mended_on_demand(tmp_path):
    content = b"\xef\xbb\xbftext,label\nIt may.,1\n"
    documents, report = read_text(tmp_path, content)
    assert (documents, len(report.problems)) == ([], 1)
    documents, report = read_text(tmp_path, content, repair=True)
    assert (labels(documents), len(report.repairs)) == ([("It may.", True)], 1)


def test_jsonl_lines_that_are_none(tmp_path):
    content = '{"text": 1, "label": 1}\n[]\n{\n{"text": "a", "label": {}}\n'
    documents, report = read_text(tmp_path, content, "file.jsonl")
    assert labels(documents) == [("a", None)]
    assert [line for line, _ in messages(report)] == [1, 2, 3, 4]


def test_one_document_in_two_places_has_one_group(tmp_path):
    content = "text,label,document\na,1,x\nb,0,y\nc,1,x\n"
    documents, _ = read_text(tmp_path, content)
    assert [document.id for document in documents] == ["file-x", "file-y", "file-x-2"]
    assert [document.source.group for document in documents] == ["x", "y", "x"]
