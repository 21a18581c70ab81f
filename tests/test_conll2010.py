"""CoNLL-2010 XML: labels of sentences, cues without and with scopes."""

from pathlib import Path

import pytest

from hedgerow.formats import conll2010
from hedgerow.formats.base import Report
from hedgerow.index import Index
from hedgerow.views import sentences, tokens

DATA = Path(__file__).parent / "data" / "formats" / "conll2010"


def read(path):
    report = Report()
    return list(conll2010.read(path, report)), report


def served(document):
    """What the sentences configuration says."""
    return [row["uncertain"] for row in sentences.rows(Index(document))]


def test_wikipedia():
    (document,), report = read(DATA / "task1_wikipedia.xml")
    assert document.id == "task1-wikipedia-elm-street-lrb2-town-rrb2-17"
    assert document.source.provenance.endswith("document Elm Street _LRB2_town_RRB2__17")
    assert document.source.genre == "encyclopedia"
    assert document.annotation.scope_convention == "none"
    assert document.annotation.layers == ["cues"]
    assert [sentence.uncertain for sentence in document.sentences] == [False, True, False]
    assert [(c.label, c.text, c.scope) for c in document.cues] == [
        ("unspecified", "Some people", None),
        ("unspecified", "believe", None),
    ]
    assert document.text.endswith("is   haunted.\nIt burnt in 1911 – twice.")
    assert (report.problems, dict(report.lost)) == ([], {"types of document parts": 2})


def test_biomedical_texts_of_task_1():
    (document,), _ = read(DATA / "task1_bio.xml")
    assert document.source.genre == "scientific-paper"
    assert [cue.text for cue in document.cues] == ["may", "if"]
    assert served(document) == [True, False]


def test_task_2():
    (first, second), _ = read(DATA / "task2.xml")
    assert first.cues[0].scope.text == "appear to be inhibitors"
    assert {first.annotation.scope_convention, second.annotation.scope_convention} == {"bioscope"}
    assert (served(first), served(second)) == ([True], [False])
    assert (first.sentences[0].uncertain, second.annotation.layers) == (None, ["cues"])


def test_labels_of_sentences_alone_say_nothing_about_words():
    (document,), _ = read(DATA / "labels_only.xml")
    assert (document.cues, document.annotation.layers) == ([], [])
    assert served(document) == [True, False, None]
    assert {row["cue_tags"] for row in tokens.rows(Index(document))} == {None}


def test_texts_without_annotation_are_not_certain(tmp_path):
    path = tmp_path / "raw.xml"
    path.write_text("<Annotation><Document><sentence>It may.</sentence></Document></Annotation>")
    (document,), _ = read(path)
    assert (document.annotation.layers, served(document)) == ([], [None])


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ('<sentence certainty="sure">It may.</sentence>', "unknown certainty sure"),
        (
            '<sentence certainty="certain">It <ccue>may</ccue>.</sentence>',
            "a certain sentence with a cue: its label is left out",
        ),
        ("<sentence>It <ccue/> may.</sentence>", "a cue without words"),
    ],
)
def test_what_contradicts_itself_is_a_problem(tmp_path, content, message):
    path = tmp_path / "odd.xml"
    path.write_text(f"<Annotation><Document>\n{content}</Document></Annotation>")
    (document,), report = read(path)
    assert [(p.line, p.message) for p in report.problems] == [(2, message)]
    assert document.sentences[0].uncertain is None


def test_types_of_cues_are_those_of_szeged(tmp_path):
    path = tmp_path / "typed.xml"
    content = '<sentence>It <ccue type="modal">may</ccue>.</sentence>'
    path.write_text(f"<Annotation><Document>{content}</Document></Annotation>")
    (document,), report = read(path)
    assert [cue.label for cue in document.cues] == ["unspecified"]
    assert report.lost == {"types of cues: szeged reads them": 1}
