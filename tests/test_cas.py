"""UIMA CAS: files as INCEpTION exports them, and XML that must not be followed."""

import shutil
from pathlib import Path

import pytest
from cassis import Cas, TypeSystem

from hedgerow import validate
from hedgerow.document import Document
from hedgerow.formats import cas_json, cas_xmi
from hedgerow.formats.base import Report

DATA = Path(__file__).parent / "data" / "formats" / "cas-xmi"


def test_an_export():
    report = Report()
    (document,) = cas_xmi.read(DATA, report)
    assert validate(document) == []
    assert (document.id, document.annotation.origin) == ("news", "converted")
    assert len(document.sentences) == 1  # as the file has it
    (say,) = document.cues
    assert (say.text, say.scope.text, say.holder) == ("say", "say it\nmay not be good", "m01")
    (stance,) = document.stances
    assert (stance.text, stance.polarity, stance.negated, stance.explicit) == (
        *("good", "negative"),
        *(True, True),
    )
    assert [mention.entity for mention in document.mentions] == ["officials"]
    assert [problem.message for problem in report.problems] == [
        "span 16: unknown label PER",
        "unknown relation near",
        "scope: an end of the relation is missing",
    ]
    assert dict(report.lost) == {
        "annotations of the type de.tudarmstadt.ukp.dkpro.core.api.ner.type.NamedEntity": 1,
        "attribute polarity of mentions": 1,
        "links of records that are left out": 1,
        "mentions that are neither holder nor target": 1,
    }


DOCTYPES = (
    '<!DOCTYPE x [<!ENTITY a "aaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>',
    '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>',
    '<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd">',
)


@pytest.mark.parametrize("name", ["news.xmi", "TypeSystem.xml"])
@pytest.mark.parametrize("doctype", DOCTYPES)
def test_a_doctype_is_refused(name, doctype, tmp_path):
    shutil.copytree(DATA, tmp_path / "cas")
    file = tmp_path / "cas" / name
    text = file.read_text(encoding="utf-8").replace("?>", f"?>{doctype}", 1)
    file.write_text(text.replace("Officials", "&a;"), encoding="utf-8")
    report = Report()
    assert list(cas_xmi.read(tmp_path / "cas", report)) == []
    (problem,) = report.problems
    message = "the XML has a DOCTYPE, which may define entities"
    assert (problem.line, problem.message) == (1, message)


CHANGES = (
    ('begin="3"', 'begin="1"', "offset [1]"),  # in the middle of a character
    ('end="12"', 'end="999"', "offset [999]"),
    ("custom:HedgerowSpan", "custom:Other", "webanno.custom.Other"),
    ('sofaString="', 'other="', "no CAS that can be read"),
    ("</xmi:XMI>", "", "no well-formed XML"),
    ('encoding="UTF-8"', 'encoding="UTF-9"', "no well-formed XML"),
    ('encoding="UTF-8"', 'encoding="UTF-7"', "no well-formed XML"),
)


@pytest.mark.parametrize(("old", "new", "said"), CHANGES)
def test_broken_xmi(old, new, said, tmp_path):
    shutil.copytree(DATA, tmp_path / "cas")
    file = tmp_path / "cas" / "news.xmi"
    changed = file.read_text(encoding="utf-8").replace(old, new)
    file.write_text(changed, encoding="utf-8")
    report = Report()
    assert list(cas_xmi.read(file, report)) == []
    assert said in report.problems[0].message


def test_no_type_system(tmp_path):
    shutil.copy(DATA / "news.xmi", tmp_path)
    report = Report()
    assert list(cas_xmi.read(tmp_path, report)) == []
    assert [Path(problem.path).name for problem in report.problems] == ["TypeSystem.xml"]


@pytest.mark.parametrize("module", [cas_xmi, cas_json])
def test_offsets_on_disk_are_of_utf16(module, tmp_path, example):
    example["text"] = example["text"].replace("truce", "𝒵ruce")
    value = Document.from_dict({**example, "stances": [], "rejected": [], "relations": []})
    module.write([value], tmp_path / "out", Report())
    (file,) = (tmp_path / "out").glob("example.*")
    raw = file.read_text(encoding="utf-8")
    last = example["sentences"][-1]
    assert str(last["start"] + 1) in raw
    assert f'"{last["end"] + 1}"' in raw or f'"end": {last["end"] + 1}' in raw


def test_layers_of_somebody_else(tmp_path):
    system = TypeSystem()
    span = system.create_type("webanno.custom.Hedge", "uima.tcas.Annotation")
    system.create_feature(span, "value", "uima.cas.String")
    mention = system.create_type("webanno.custom.Mention", "uima.tcas.Annotation")
    other = system.create_type("webanno.custom.Mood", "uima.tcas.Annotation")
    link = system.create_type("webanno.custom.Links", "uima.tcas.Annotation")
    system.create_feature(link, "role", "uima.cas.String")
    for end in ("Governor", "Dependent"):
        system.create_feature(link, end, "uima.tcas.Annotation")
    cas = Cas(typesystem=system)
    cas.sofa_string = "Ann says it may fail."
    say, may = span(begin=4, end=8, value="attribution"), span(begin=12, end=15, value="Epistemic")
    scope, ann = span(begin=0, end=20, value="Scope"), mention(begin=0, end=3)
    drawn = [link(begin=4, end=8, role="Holder", Governor=say, Dependent=ann)]
    drawn += [link(begin=4, end=8, role="near", Governor=say, Dependent=may)]
    cas.add_all([say, may, scope, ann, *drawn, other(begin=0, end=3)])
    cas.to_json(tmp_path / "one.json")
    report = Report()
    (document,) = cas_json.read(tmp_path, report)
    assert validate(document) == []
    assert [(c.label, c.text, c.holder) for c in document.cues] == [
        ("attribution", "says", "m01"),
        ("epistemic", "may", "author"),
    ]
    assert {cue.scope.text for cue in document.cues} == {"Ann says it may fail"}
    assert report.problems == []
    assert dict(report.lost) == {
        "annotations of the type webanno.custom.Mood": 1,
        "annotations of the type webanno.custom.Links": 1,
    }
