"""Published corpora: hostile, broken and large files, for every format that reads them."""

import itertools
import tracemalloc
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hedgerow import validate
from hedgerow.formats import NAMES, format_module
from hedgerow.formats.base import Report
from test_cli import hedgerow

DATA = Path(__file__).parent / "data" / "formats"
XML = {"bioscope": "sentence", "conll2010": "sentence", "szeged": "Sentence"}
PUBLISHED = (*XML, "semeval2022", "sentences", "sfu")
FILES = [(name, file) for name in PUBLISHED for file in sorted((DATA / name).rglob("*.*"))]


def read(name, path, repair=False):
    report = Report(repair=repair)
    return list(format_module(name).read(path, report)), report


def written(tmp_path, content):
    path = tmp_path / "file.xml"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def xml(name, *sentences, head=""):
    """A document for each content of a sentence."""
    tag = XML[name]
    inside = "".join(f"<Document><{tag}>{s}</{tag}></Document>" for s in sentences)
    return f"{head}<Annotation>{inside}</Annotation>"


@pytest.mark.parametrize("name", PUBLISHED)
def test_the_fixtures_are_read_and_valid(name, tmp_path):
    documents, report = read(name, DATA / name)
    assert documents
    assert validate(documents) == []
    assert len({document.id for document in documents}) == len(documents)
    assert len({document.source.path for document in documents}) == len(documents)
    for document in documents:
        assert document.annotation.origin == "converted"
    run = hedgerow("convert", "--from", name, DATA / name, "--out", tmp_path / "out")
    assert run.returncode == (1 if report.problems else 0)
    assert run.stdout.count("not carried over") == len(report.lost)
    assert hedgerow("validate", tmp_path / "out", "--strict").returncode == 0


@pytest.mark.parametrize("name", XML)
def test_entities_that_the_file_declares_are_refused(name, tmp_path):
    bomb = "".join(f'<!ENTITY a{i} "{f"&a{i - 1};" * 10 if i else "lol"}">' for i in range(10))
    secret = tmp_path / "secret"
    secret.write_text("secret", encoding="utf-8")
    for declared, used in (
        (bomb, "&a9;"),
        (f'<!ENTITY a SYSTEM "{secret.as_uri()}">', "&a;"),
        (f'<!ENTITY % a SYSTEM "{secret.as_uri()}"> %a;', "x"),
    ):
        path = written(tmp_path, xml(name, used, head=f"<!DOCTYPE Annotation [{declared}]>"))
        documents, report = read(name, path)
        assert documents == []
        assert ["declares an entity" in p.message for p in report.problems] == [True]


@pytest.mark.parametrize("name", XML)
def test_an_external_subset_is_not_read(name, tmp_path):
    dtd = tmp_path / "x.dtd"
    dtd.write_text('<!ENTITY a "lol"><!ATTLIST sentence certainty CDATA "uncertain">')
    head = f'<!DOCTYPE Annotation SYSTEM "{dtd.as_uri()}">'
    (document,), report = read(name, written(tmp_path, xml(name, "rain", head=head)))
    assert (document.sentences[0].uncertain, report.problems) == (None, [])
    documents, report = read(name, written(tmp_path, xml(name, "&a;", "rain", head=head)))
    assert [document.text for document in documents] == ["rain"]
    assert [p.message for p in report.problems] == ["the entity &a; is not defined here"]


@pytest.mark.parametrize("name", XML)
def test_entities_of_html_are_mended_on_demand(name, tmp_path):
    path = written(tmp_path, xml(name, "5&nbsp;&mu;M", "rain &amp; 6 &lt; 7 &#x1F600;"))
    documents, report = read(name, path)
    assert [document.text for document in documents] == ["rain & 6 < 7 😀"]
    assert len(report.problems) == 2
    (first, _), report = read(name, path, repair=True)
    assert (first.text, len(report.repairs), report.problems) == ("5\xa0μM", 2, [])


@pytest.mark.parametrize("name", XML)
@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff\xfe",
        b"\x00",
        b"<",
        b"no XML",
        b"<?xml version='1.0' encoding='klingon'?><a/>",
        b"<a>" * 100_000,
        b"<a>\xff</a>",
        b"<a>&#xD800;</a>",
    ],
)
def test_what_is_no_xml_is_a_problem(name, content, tmp_path):
    documents, report = read(name, written(tmp_path, content))
    assert (documents, len(report.problems)) == ([], 1)
    assert report.problems[0].path.endswith("file.xml")


@pytest.mark.parametrize("name", XML)
def test_what_was_sound_before_the_break_is_converted(name, tmp_path):
    content = xml(name, "It rains.", "It pours.").replace("pours", "p&ours")
    documents, report = read(name, written(tmp_path, content))
    assert [document.text for document in documents] == ["It rains."]
    (problem,) = report.problems
    assert problem.message.startswith("not well-formed XML")
    assert (problem.line, problem.column > 1) == (1, True)


@pytest.mark.parametrize("name", PUBLISHED)
def test_links_and_nothing_are_problems(name, tmp_path):
    (tmp_path / "link.xml").symlink_to(FILES[0][1])
    for path in (tmp_path / "link.xml", tmp_path / "nowhere.xml"):
        documents, report = read(name, path)
        assert (documents, len(report.problems)) == ([], 1)


@pytest.mark.parametrize("name", XML)
def test_a_large_file_is_read_one_document_at_a_time(name, tmp_path):
    path = tmp_path / "large.xml"
    text = "<{s}>" + "It rains & pours. ".replace("&", "&amp;") * 10 + "</{s}>"
    one = "<Document><DocID>{}</DocID>" + text.format(s=XML[name]) * 20 + "</Document>"
    with path.open("w", encoding="utf-8") as file:
        file.write("<Annotation>")
        for i in range(1500):
            file.write(one.format(i))
        file.write("</Annotation>")
    size = path.stat().st_size
    assert size > 5_000_000
    tracemalloc.start()
    count = sum(1 for _ in format_module(name).read(path, Report()))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert count == 1500
    assert peak < size / 2


@pytest.mark.parametrize(("name", "file"), FILES, ids=lambda value: getattr(value, "name", value))
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data(), repair=st.booleans())
def test_spoilt_files_end_in_problems_and_valid_documents(name, file, data, repair, tmp_path):
    content = file.read_bytes()
    for _ in range(data.draw(st.integers(1, 3))):
        at = data.draw(st.integers(0, len(content)))
        end = min(len(content), at + data.draw(st.integers(0, 60)))
        pieces = [b"", content[at:end] * 2, b"9", b'"', b"\xff", b"\t", b"<", b">", b"&x;", b"]"]
        content = content[:at] + data.draw(st.sampled_from(pieces)) + content[end:]
    path = tmp_path / f"spoilt{file.suffix}"
    path.write_bytes(content)
    documents, report = read(name, path, repair)
    assert [p for p in validate(documents) if p.severity == "error"] == []
    assert all(problem.code == "F001" and problem.path for problem in report.problems)


def test_every_format_for_corpora_is_tested_here():
    readers = {name for name in NAMES if hasattr(format_module(name), "read")}
    assert readers >= set(PUBLISHED)
    assert list(itertools.chain(NAMES[2:])) == sorted(NAMES[2:])
