"""Web Annotation: collections of somebody else, and the shape of our own pages."""

from pathlib import Path

import orjson

from hedgerow import validate
from hedgerow.document import Document
from hedgerow.formats import web_annotation
from hedgerow.formats.base import Report

NOTES = Path(__file__).parent / "data" / "formats" / "web-annotation" / "notes.jsonld"


def test_a_collection():
    report = Report()
    (document,) = web_annotation.read(NOTES, report)
    assert validate(document) == []
    say, may = document.cues
    assert (say.holder, say.scope.text) == ("m01", "say it may fail")
    assert (may.start, may.label, may.scope) == (32, "epistemic", None)  # found by quotation
    assert [mention.entity for mention in document.mentions] == ["the officials"]
    assert [(problem.line, problem.message) for problem in report.problems] == [
        (212, "urn:x#b7: unknown relation likes"),
        (238, "urn:x#b9 does not link two annotations by one label"),
        (127, "b1: the quotation stands more than once in the text"),
        (141, "b2: unknown label PER"),
        (154, "b3: no label"),
        (166, "b4: neither a position nor a quotation"),
        (
            178,
            'b5 says "It", where the text has " m"; "It" stands at 29 to 31; '
            "--repair would mend it",
        ),
        (0, "cannot be read: No such file or directory"),
        (225, "holder: there is no zz"),
    ]
    assert dict(report.lost) == {
        "bodies elsewhere": 1,
        "bodies of the purpose moderating": 1,
        "selectors of the type XPathSelector": 1,
    }
    elsewhere = [problem.path for problem in report.problems if problem.line == 0]
    assert elsewhere == [str(NOTES.with_name("passwd"))]  # never followed out of the folder


def test_a_page(tmp_path, example):
    document = Document.from_dict(example)
    web_annotation.write([document], tmp_path / "out", Report())
    text = (tmp_path / "out" / "example.txt").read_bytes().decode()
    page = orjson.loads((tmp_path / "out" / "example.jsonld").read_bytes())
    assert page["@context"][0] == "http://www.w3.org/ns/anno.jsonld"
    ids = {item["id"] for item in page["items"]}
    assert len(ids) == len(page["items"])
    for item in page["items"]:
        labels = [b["value"] for b in item["body"] if b != str(b) and b["purpose"] == "classifying"]
        assert len(labels) == 1
        if item["motivation"] == "linking":
            assert item["target"] in ids
            assert item["body"][0] in ids
            continue
        position, quotation = item["target"]["selector"]
        start, end = position["start"], position["end"]
        assert text[start:end] == quotation["exact"]
        assert text[:start].endswith(quotation["prefix"])
        assert text[end:].startswith(quotation["suffix"])
