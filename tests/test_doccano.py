"""doccano: its exports, in UTF-16 code units and in grapheme clusters."""

from pathlib import Path

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hedgerow import validate
from hedgerow.formats import doccano, doccano_graphemes
from hedgerow.formats.base import Report
from hedgerow.formats.doccano.graphemes import graphemes
from hedgerow.formats.doccano.units import utf16

DATA = Path(__file__).parent / "data" / "formats" / "doccano"
TEXT = st.text(st.characters(codec="utf-8") | st.sampled_from("😀\u200d\u0301\r\n👩🏽🇫"))


def test_an_export():
    report = Report()
    first, second, third = doccano.read(DATA / "all.jsonl", report)
    assert validate([first, second, third]) == []
    may, might = first.cues
    assert (may.text, may.scope.text) == ("may", "𝒵ola may stay")
    assert (might.label, might.holder) == ("epistemic", "m01")
    assert [cue.text for cue in second.cues] == ["might"]
    assert (first.id, first.annotation.origin) == ("all-11", "converted")
    assert [(problem.line, problem.message) for problem in report.problems] == [
        (2, "span label 1: unknown label PER"),
        (2, "span label 2: 1 to 9 is no span in UTF-16 code units"),  # half of a character
        (2, "span label 3: 0 to 999 is no span in UTF-16 code units"),
        (2, "label 4 is no span"),
        (3, "unknown relation near"),
        (3, "scope: there is no 7"),
        (4, "no row with a text"),
        (5, "the offsets are in grapheme clusters, not in UTF-16 code units"),
    ]
    assert dict(report.lost) == {
        "comments on documents": 1,
        "relations across sentences": 1,
        "labels of whole texts": 1,
    }


def test_clusters():
    report = Report()
    (document,) = doccano_graphemes.read(DATA / "clusters.jsonl", report)
    assert [cue.text for cue in document.cues] == ["may"]
    assert report.problems == []
    assert list(report.lost) == ["mentions that are neither holder nor target"]


@given(TEXT)
def test_utf16_offsets(text):
    scale = utf16(text)
    for point in range(len(text) + 1):
        unit = len(text[:point].encode("utf-16-le")) // 2
        assert (scale.start(point), scale.end(point), scale.point(unit)) == (unit, unit, point)
    assert scale.point(len(text.encode("utf-16-le")) // 2 + 1) == -1


@given(TEXT)
def test_clusters_cover_what_they_are_asked_for(text):
    scale = graphemes(text)
    for point in range(len(text)):
        start, end = scale.point(scale.start(point)), scale.point(scale.end(point + 1))
        assert 0 <= start <= point < end <= len(text)
        assert (scale.start(start), scale.end(end)) == (scale.start(point), scale.end(point + 1))


@pytest.mark.parametrize("name", ["label_config.json", "relation_config.json"])
def test_labels_for_the_project(name, tmp_path):
    doccano.write([], tmp_path / "out", Report())
    labels = orjson.loads((tmp_path / "out" / name).read_bytes())
    texts = [label["text"] for label in labels]
    assert len(set(texts)) == len(texts) > 0
    assert {"Epistemic", "Volition"} <= set(texts) or {"scope", "concord"} <= set(texts)
