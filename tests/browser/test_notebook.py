"""Documents and rows in notebooks."""

import subprocess
import sys

import pytest

import hedgerow
from browser.test_pages import Fragment
from conftest import ROOT
from hedgerow.index import Index
from hedgerow.render import render_sentence
from hedgerow.views import VIEWS

PATH = ROOT / "annotations" / "test" / "putin-peace-talks-2022.json"


@pytest.fixture(scope="module")
def document():
    return hedgerow.read(PATH)


def drawn(html: str) -> Fragment:
    return Fragment(html.partition("</style>")[2])


def test_a_document_draws_itself(document):
    found = drawn(document._repr_html_())
    assert document.text in found.text
    records = [*document.cues, *document.stances, *document.rejected]
    assert found.records == {record.id for record in records}
    assert found.open == []


def test_paragraphs_are_kept():
    document = hedgerow.read(ROOT / "annotations" / "test" / "colombia-no-2016.json")
    blocks = [block for block in document.text.split("\n") if block.strip()]
    assert document._repr_html_().count('<p dir="auto">') == len(blocks)
    assert "".join(drawn(document._repr_html_()).text.partition("colombia")[0].split()) == "".join(
        document.text.split()
    )


@pytest.mark.parametrize("name", VIEWS)
def test_every_row_of_every_configuration_is_shown(document, name):
    pytest.importorskip("datasets")
    view = VIEWS[name]
    for row in view.rows(Index(document)):
        encoded = view.features().encode_example(row)  # label numbers, as a dataset gives them
        html = hedgerow.show(encoded)._repr_html_()
        assert html == hedgerow.show(row)._repr_html_()
        assert row["text"] in drawn(html).text
        if name in ("cues", "stances"):
            words = {"cues": "cue", "stances": "expression"}[name]
            assert f">{row[words]}</span>" in html or f">{row[words]}<span" in html
            assert row["label"] in drawn(html).text
        if name == "tokens":
            begun = [
                t for tags in (row["cue_tags"], row["stance_tags"]) for t in tags if t[0] == "B"
            ]
            assert len(drawn(html).records) == len(begun)


def test_a_row_of_something_else_is_refused():
    with pytest.raises(ValueError, match="no row of the dataset"):
        hedgerow.show({"wrong": 1})


def test_a_document_prints_as_the_command_shows_it(document, monkeypatch):
    monkeypatch.setenv("COLUMNS", "106")
    index = Index(document)
    told = [list(render_sentence(index, sentence)) for sentence in document.sentences]
    assert repr(hedgerow.show(document)).split("\n\n") == ["\n".join(lines) for lines in told]


def row(name: str, record: str) -> dict:
    """A row of the example document."""
    index = Index(hedgerow.read(ROOT / "schema" / "example.json"))
    return next(row for row in VIEWS[name].rows(index) if row["id"] == f"example:{record}")


def test_a_row_prints_with_its_marks(monkeypatch):
    monkeypatch.setenv("COLUMNS", "106")
    first = "The ministry claimed that the road could potentially reopen."
    assert str(hedgerow.show(row("cues", "c02"))).split("\n") == [
        first,
        "─" * 12 + " holder",
        " " * 26 + "─" * 9 + "━" * 5 + "─" * 19 + " epistemic possible positive",
        "example:c02 · epistemic possible positive · holder: Ministry of Transport"
        " · the author’s commitment: PS+",
    ]
    monkeypatch.setenv("COLUMNS", "48")
    assert str(hedgerow.show(row("tokens", "s01"))).split("\n") == [
        "The ministry claimed that the road could ",
        " " * 13 + "━" * 7 + " attribution",
        " " * 35 + "━" * 5 + " epistemic",
        "potentially reopen.",
        "━" * 11 + " epistemic",
        "example:s01",
    ]


def test_a_hostile_row_prints_no_control_characters():
    hostile = row("cues", "c02") | {"holder_entity": "a\x1b[31m"}
    hostile["text"] = hostile["text"].replace(" ", "\x1b", 1)
    assert "\x1b" not in str(hedgerow.show(hostile))


def test_drawing_needs_no_template_engine_and_no_plotting():
    code = (
        "import sys, hedgerow; "
        f"hedgerow.read({str(PATH)!r})._repr_html_(); "
        "heavy = ('jinja2', 'matplotlib', 'markdown_it', 'datasets'); "
        "print([module for module in heavy if module in sys.modules])"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"
