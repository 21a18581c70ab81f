"""The guidelines: every example is read and validated, and their labels are the schema's."""

import re

import pytest

from conftest import ROOT
from hedgerow import schema
from hedgerow.checks import check_document
from hedgerow.document import Document, Source
from hedgerow.draft import draft
from hedgerow.index import Index
from hedgerow.notation import parse
from hedgerow.notation.lines import blocks
from hedgerow.structure import check_structure

TEXT = (ROOT / "annotations" / "GUIDELINES.md").read_text(encoding="utf-8")
FENCE = re.compile(r"(?:<!-- (counts|looks like): (\w+) -->\n)?```notation\n(.*?)```", re.DOTALL)
EXAMPLES = [match.groups() for match in FENCE.finditer(TEXT)]
CUES = [name for name in schema.names("cue") if name != "unspecified"]  # not for native documents
STANCES = list(schema.names("stance"))


def annotated(notation: str) -> Document:
    text = " ".join(block.text for block in blocks(notation)[0])
    source = Source(
        "seeds/guide.txt", "0" * 64, "composed", "CC-BY-4.0", "example", "an example", "g"
    )
    document, wrong = parse(notation, draft("guide", text, source))
    assert wrong == []
    return document


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: f"{example[0]} {example[1]}")
def test_every_example_is_valid(example):
    document = annotated(example[2])
    assert check_structure(document.to_dict()) == []
    assert check_document(Index(document)) == []


@pytest.mark.parametrize("label", CUES + STANCES)
def test_every_label_has_three_examples_of_each_kind(label):
    section = TEXT.split(f"\n### `{label}`\n")[1].split("\n### ")[0]
    assert "Test:" in section or "test:" in section.lower()
    kinds = {
        match[1]: annotated(match[3]) for match in FENCE.finditer(section) if match[2] == label
    }
    assert kinds.keys() == {"counts", "looks like"}
    for kind, document in kinds.items():
        index = Index(document)
        records = document.cues if label in CUES else document.stances
        with_label = {index.sentence(r).id for r in records if r.label == label}
        assert len(document.sentences) >= 3
        assert len(with_label) == (len(document.sentences) if kind == "counts" else 0)


def test_the_labels_are_those_of_the_schema():
    headings = re.findall(r"^### `([\w-]+)`$", TEXT, re.MULTILINE)
    assert headings == CUES + STANCES
    table = TEXT.split("| reason | when |")[1].split("\n\n")[0]
    assert re.findall(r"^\| `([\w-]+)` \|", table, re.MULTILINE) == list(
        schema.names("rejected", "reason")
    )


def test_every_rule_has_its_place():
    assert re.findall(r"\*\*R(\d+)\*\*", TEXT) and {
        int(n) for n in re.findall(r"\*\*R(\d+)\*\*", TEXT)
    } == set(range(1, 19))
