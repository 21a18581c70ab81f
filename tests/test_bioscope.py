"""BioScope XML: what is read, what is counted, what is a problem."""

from pathlib import Path

import pytest

from hedgerow import validate
from hedgerow.formats import bioscope
from hedgerow.formats.base import Report

DATA = Path(__file__).parent / "data" / "formats" / "bioscope"
SHELL = "<Annotation><DocumentSet><Document><DocID>1</DocID><sentence>{}</sentence></Document>{}"


def read(path, repair=False):
    report = Report(repair=repair)
    return list(bioscope.read(path, report)), report


def read_sentence(tmp_path, content, repair=False):
    path = tmp_path / "one.xml"
    path.write_text(SHELL.format(content, "</DocumentSet></Annotation>"), encoding="utf-8")
    documents, report = read(path, repair)
    for document in documents:
        assert validate(document) == []
    return documents[0], report


def cues(document):
    return [(c.text, c.scope and c.scope.text, c.negated) for c in document.cues]


def test_abstracts():
    (first, second), report = read(DATA / "abstracts.xml")
    assert validate([first, second]) == []
    assert (first.id, second.id) == ("abstracts-7000001", "abstracts-7000002")
    assert (first.source.genre, first.source.group) == ("scientific-abstract", first.id)
    assert first.source.provenance == "BioScope corpus, file abstracts.xml, document 7000001"
    annotation = first.annotation
    assert (annotation.origin, annotation.scope_convention) == ("converted", "bioscope")
    assert annotation.layers == ["cues"]
    assert first.text.split("\n")[:4] == [
        "Does the receptor bind zinc?",
        "",
        "These data indicate that zinc may  bind (p < 0.05 & n = 3).",
        "The complex is either a dimer or a trimer, without iron.",
    ]
    assert cues(first) == [
        ("indicate", "indicate that zinc may  bind (p < 0.05 & n = 3)", False),
        ("may", "may  bind (p < 0.05 & n = 3)", False),
        ("either", "either a dimer or a trimer", False),
        ("or", "either a dimer or a trimer", False),
        ("likely", "likely to be active", True),
        ("possibly", "possibly stable", False),
    ]
    assert {cue.label for cue in first.cues} == {"unspecified"}
    assert [(r.label, r.source, r.target) for r in first.relations] == [("concord", "c03", "c04")]
    assert (second.text, second.cues) == ("Zinc in yeast.", [])
    assert (report.problems, dict(report.lost)) == (
        [],
        {"types of document parts": 3, "cues of negation": 2},
    )
    assert report.places["cues of negation"] == [f"{DATA / 'abstracts.xml'}:{n}" for n in (7, 8)]


def test_full_papers():
    (document,), report = read(DATA / "full_papers.xml")
    assert validate(document) == []
    assert document.source.genre == "scientific-paper"
    assert document.text == (
        "Results\n\nA 5\xa0μM dose might do, as suggested in vitro.\n\n  It was a  putative "
        "anti-oxidant .\n\n\nFigure 1 \U0001f52c naïve cells (?)."
    )
    assert [document.text[s.start : s.end] for s in document.sentences][2:] == [
        "It was a  putative anti-oxidant .",
        "Figure 1 \U0001f52c naïve cells (?).",
    ]
    assert cues(document) == [
        ("might", "might do, as suggested", False),
        ("suggested", "as suggested", False),
        ("putative", "putative anti-oxidant", False),
        ("(?)", "(?)", False),
    ]
    assert dict(report.lost) == {
        "types of document parts": 3,
        "elements i": 1,
        "white space at the edge of a cue": 1,
        "white space at the edge of a xcope": 1,
        "sentences without text": 1,
    }


def test_clinical_reports_and_folders(tmp_path):
    (document,), _ = read(DATA / "clinical.xml")
    assert validate(document) == []
    assert (document.source.genre, cues(document)) == (
        "clinical-report",
        [("rule out", "rule out pneumonia", False)],
    )
    documents, _ = read(DATA)
    assert len({document.id for document in documents}) == len(documents) == 4
    assert read(tmp_path)[0] == []


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ('<cue type="modal" ref="X">may</cue>', "unknown type modal"),
        ('<cue ref="X">may</cue>', "a cue without a type"),
        ('<cue type="speculation" ref="Y">may</cue>', 'the cue "may" names the scope "Y", which '
         'is not around it; "X" is; --repair would mend it'),
        ('<cue type="speculation">may</cue>', 'the cue "may" names no scope; "X" is; --repair '
         "would mend it"),
        ('<cue type="speculation" ref="X"> </cue>', "a cue without words"),
        ("nothing", 'no cue names the scope "X"'),
    ],
)  # fmt: skip
def test_a_broken_cue_is_a_problem_and_left_out(tmp_path, content, message):
    document, report = read_sentence(tmp_path, f'It <xcope id="X">{content} rain</xcope>.')
    assert document.cues == []
    assert [problem.message for problem in report.problems] == [message]
    assert report.problems[0].line == 1


def test_a_cue_outside_its_scope(tmp_path):
    content = 'It <cue type="speculation" ref="X">may</cue> <xcope id="X">rain</xcope>.'
    document, report = read_sentence(tmp_path, content, repair=True)
    assert (document.cues, report.repairs) == ([], [])
    assert [p.message for p in report.problems] == [
        'the cue "may" names the scope "X", which is not around it',
        'no cue names the scope "X"',
    ]


def test_a_wrong_reference_is_mended_only_on_demand(tmp_path):
    content = 'It <xcope id="X"><cue type="speculation" ref="Y">may</cue> rain</xcope>.'
    document, report = read_sentence(tmp_path, content, repair=True)
    assert (cues(document), report.problems) == ([("may", "may rain", False)], [])
    assert report.repairs[0].endswith('names the scope "Y", which is not around it; "X" is')


def test_cues_inside_cues_are_counted(tmp_path):
    inner = '<cue type="speculation" ref="X">or</cue>'
    content = f'<xcope id="X"><cue type="speculation" ref="X">whether {inner} not</cue> so</xcope>'
    document, report = read_sentence(tmp_path, content)
    assert cues(document) == [("whether or not", "whether or not so", False)]
    assert report.lost["cues inside another cue"] == 1


def test_that_alone_is_a_cue(tmp_path):
    content = '<xcope id="X"><cue type="speculation" ref="X">that</cue> it is</xcope>'
    assert cues(read_sentence(tmp_path, content)[0]) == [("that", "that it is", False)]
