"""Formats of annotation tools: there and back over generated documents."""

import tempfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from documents import documents
from hedgerow import validate
from hedgerow.document import Document
from hedgerow.formats import format_module
from hedgerow.formats.base import Report

TOOLS = (
    *("brat", "cas-json", "cas-xmi", "conll", "doccano", "doccano-graphemes", "label-studio"),
    *("prodigy", "semeval2022", "web-annotation"),
)


def there_and_back(name, found):
    module, report = format_module(name), Report()
    with tempfile.TemporaryDirectory() as folder:
        module.write(found, Path(folder) / "out", report)
        back = list(module.read(Path(folder) / "out", report))
    assert (report.problems, report.lost, report.repairs) == ([], {}, [])
    return back


@pytest.mark.parametrize("name", TOOLS)
@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(document=documents())
def test_a_generated_document_comes_back(name, document):
    assert [p.code for p in validate(document) if p.severity == "error"] == []
    carried = getattr(format_module(name), "carried", lambda same: same)
    assert there_and_back(name, [document]) == [carried(document)]


@pytest.mark.parametrize("name", TOOLS)
def test_passes_over_one_text_are_kept_apart(name, example, tmp_path):
    module, report = format_module(name), Report()
    document = Document.from_dict({**example, "id": "-".join("abcdefghijklmnopqrstuvwxyz")})
    module.write([document, document], tmp_path / "out", report)
    assert report.places == {
        "ids that an earlier document has": [f"{document.id}, now {document.id}-2"]
    }
    back = sorted(module.read(tmp_path / "out", report), key=lambda one: one.id)
    carried = getattr(module, "carried", lambda same: same)
    assert back == [carried(document), carried(replace(document, id=f"{document.id}-2"))]
    assert report.lost["ids that an earlier document has"] == 1


def spoilt(data, draw):
    """Bytes with a piece cut out, doubled or replaced."""
    at = draw(st.integers(0, len(data)))
    end = min(len(data), at + draw(st.integers(0, 40)))
    piece = draw(
        st.sampled_from([b"", data[at:end] * 2, b"9", b"null", b'"', b"\xff", b"\t", b"{"])
    )
    return data[:at] + piece + data[end:]


@pytest.mark.parametrize("name", TOOLS)
@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(document=documents(), data=st.data(), repair=st.booleans())
def test_spoilt_files_end_in_problems_and_sound_documents(name, document, data, repair):
    module, report = format_module(name), Report(repair=repair)
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "out"
        module.write([document], out, report)
        files = sorted(file for file in Path(folder).rglob("*") if file.is_file())
        file = data.draw(st.sampled_from(files))
        for _ in range(data.draw(st.integers(1, 3))):
            file.write_bytes(spoilt(file.read_bytes(), data.draw))
        for back in module.read(out, report):
            back.to_json().encode()
            may_be = "GARV" if back.annotation.status == "draft" else ""
            may_be += "V" if back.annotation.origin == "predicted" else ""
            errors = [p for p in validate(back) if p.severity == "error"]
            assert [p for p in errors if p.code[0] not in may_be] == []
    assert all(problem.code == "F001" for problem in report.problems)


@pytest.mark.parametrize("name", TOOLS)
def test_what_is_no_file_of_the_format_is_a_problem(name, tmp_path):
    module = format_module(name)
    (tmp_path / "pipe").symlink_to(tmp_path / "nowhere")
    for number, content in enumerate(
        (b"", b"\xff\xfe", b"{" * 100_000, b"null", b"[1, {}]", b"<a/>")
    ):
        file = tmp_path / f"{number}.txt"
        file.write_bytes(content)
        report = Report()
        assert list(module.read(file, report)) == []
        assert report.problems or content == b""  # a file of lines may have none
    report = Report()
    assert list(module.read(tmp_path / "pipe", report)) == []
    assert report.problems
