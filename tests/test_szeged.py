"""Szeged Uncertainty Corpus: what the types of cues become."""

from pathlib import Path

from hedgerow.formats import szeged
from hedgerow.formats.base import Report

DATA = Path(__file__).parent / "data" / "formats" / "szeged"


def read(path):
    report = Report()
    (document,) = szeged.read(path, report)
    return document, report


def cues(document):
    return [
        (c.text, c.label, c.certainty or c.reporting, c.polarity, c.holder) for c in document.cues
    ]


def test_news():
    document, report = read(DATA / "factbank.xml")
    assert (document.id, document.source.genre) == ("factbank-wire-0001-txt", "news")
    assert document.annotation.scope_convention == "none"
    assert cues(document) == [
        ("expect", "attribution", "acknowledge", "positive", "implicit"),
        ("probably", "epistemic", "probable", "positive", "author"),
        ("believed", "epistemic", "unspecified", None, "author"),
        ("may", "epistemic", "possible", "positive", "author"),
        ("whether", "investigation", None, None, "author"),
        ("if", "condition", None, None, "author"),
    ]
    assert {cue.scope for cue in document.cues} == {None}
    assert "rates  will  probably" in document.text
    assert (report.problems, dict(report.lost)) == ([], {"types of document parts": 2})


def test_wikipedia():
    document, report = read(DATA / "wiki.xml")
    assert document.source.genre == "encyclopedia"
    assert cues(document) == [
        ("Many", "weasel", None, None, "author"),
        ("about", "approximator", None, None, "author"),
        ("unclear", "epistemic", "unspecified", None, "author"),
        ("unlikely", "epistemic", "probable", "negative", "author"),
        ("young", "unspecified", None, None, "author"),
    ]
    assert report.lost["peacock terms"] == 1
    assert report.places["peacock terms"] == [f"{DATA / 'wiki.xml'}:2"]


def test_unknown_types_and_foreign_elements(tmp_path):
    path = tmp_path / "odd.xml"
    content = (
        '<Sentence certainty="certain">It <ccue type="speculation_dynamic_">can</ccue> '
        '<xcope id="X"><cue ref="X" type="speculation">rain</cue></xcope>.</Sentence>\n'
        '<Sentence certainty="certain">It <ccue>may</ccue> rain <ccue type="weasel">there</ccue>.'
        '</Sentence>\n<Sentence certainty="certain"><ccue type="hypo_condition">If</ccue> so.'
        '</Sentence>\n<Sentence certainty="certain">It is <ccue type="hedge">so</ccue>.</Sentence>'
    )
    path.write_text(f"<Annotation><Document>{content}</Document></Annotation>")
    document, report = read(path)
    assert [cue.text for cue in document.cues] == ["may", "there", "If", "so"]
    assert [(p.line, p.message) for p in report.problems] == [
        (1, "unknown type speculation_dynamic_"),
        (2, "a certain sentence with a cue: its label is left out"),
        (3, "a certain sentence with a cue: its label is left out"),
    ]
    assert [sentence.uncertain for sentence in document.sentences] == [False, None, None, False]
    assert dict(report.lost) == {"elements xcope": 1, "elements cue": 1}
