"""What the formats of annotation tools share."""

import json
from pathlib import Path

import pytest

from hedgerow import validate
from hedgerow.document import Document
from hedgerow.formats.base import Report
from hedgerow.formats.standoff import Link, Mark, Names, Standoff, put_together, take_apart
from hedgerow.formats.standoff import files as standoff_files
from hedgerow.formats.standoff.files import json_array


def together(standoff, repair=False):
    report = Report(repair=repair)
    return put_together(standoff, report, Names()), report


def made(text, *marks, links=(), **said):
    return Standoff(Path("file"), "name", text, list(marks), list(links), **said)


def mark(text, key, layer, label, words, **values):
    start = text.index(words)
    return Mark(key, layer, label, [(start, start + len(words))], values)


def test_a_draft_comes_back_as_it_is(example):
    example["annotation"]["status"] = "draft"
    document = Document.from_dict({**example, "rejected": []})
    assert any(problem.code == "W005" for problem in validate(document))
    back, report = together(take_apart(document))
    assert (back, report.problems, report.lost) == (document, [], {})


def test_what_the_checks_refuse_is_left_out_with_what_hangs_on_it():
    text = "Ann may not want it."
    marks = [
        mark(text, "m", "mentions", "mention", "Ann"),
        mark(text, "e", "stances", "volition", "wan"),  # half a word
        mark(text, "c", "cues", "epistemic", "may", negated=True),  # no negator before it
        mark(text, "d", "cues", "booster", "it"),
        mark(text, "s", "scopes", "scope", "want it"),  # so that the scopes are ours
    ]
    links = [Link("holder", "e", "m"), Link("conditions", "c", "e"), Link("scope", "d", "s")]
    document, report = together(made(text, *marks, links=links))
    assert validate(document) == []
    assert [cue.text for cue in document.cues] == ["it"]
    assert (document.stances, document.mentions, document.relations) == ([], [], [])
    messages = [problem.message for problem in report.problems]
    assert messages[0].startswith("e01 is left out: T009")
    assert messages[1].startswith("c01 is left out: A010")
    assert report.lost["mentions that hang on a record left out"] == 1


def test_a_sentence_ends_nowhere_inside_a_span():
    text = "He came. He may go. It fell. All."
    scope = mark(text, "s", "scopes", "scope", "came. He may go")
    cue = mark(text, "c", "cues", "epistemic", "may")
    document, _ = together(made(text, scope, cue, links=[Link("scope", "c", "s")]))
    assert validate(document) == []
    found = [text[s.start : s.end] for s in document.sentences]
    assert found == ["He came. He may go.", "It fell.", "All."]


def test_links_across_sentences_are_counted():
    text = "Ann came. She is good."
    ann, good = (
        mark(text, "m", "mentions", "mention", "Ann"),
        mark(text, "e", "stances", "evaluation", "good"),
    )
    document, report = together(made(text, ann, good, links=[Link("target", "e", "m")]))
    (stance,) = document.stances
    assert (stance.target, stance.topic) == ("implicit", "Ann")
    assert list(report.lost) == [
        "targets in another sentence",
        "mentions that are neither holder nor target",
    ]


def test_two_mentions_of_one_span_are_one():
    text = "Ann is good."
    marks = [
        mark(text, "m", "mentions", "mention", "Ann", entity="Ann"),
        mark(text, "n", "mentions", "mention", "Ann", entity="Anna"),
        mark(text, "e", "stances", "evaluation", "good"),
    ]
    links = [Link("holder", "e", "n"), Link("target", "e", "m")]
    document, report = together(made(text, *marks, links=links))
    assert [mention.entity for mention in document.mentions] == ["Ann"]
    assert (document.stances[0].holder, document.stances[0].target) == ("m01", "m01")
    assert dict(report.lost) == {"second entity of a mention": 1}


def test_white_space_is_trimmed_if_asked_for():
    text = "It may go."
    cue = mark(text, "c", "cues", "epistemic", " may ")
    document, report = together(made(text, cue))
    assert document.cues == []
    assert report.problems[0].message.endswith("--repair would mend it")
    cue = mark(text, "c", "cues", "epistemic", " may ")
    document, report = together(made(text, cue), repair=True)
    assert [one.text for one in document.cues] == ["may"]
    assert len(report.repairs) == 1


def test_two_places_equally_near_are_no_place():
    text = "aa bb aa"
    cue = Mark("c", "cues", "booster", [(3, 5)], text="aa")
    document, report = together(made(text, cue), repair=True)
    assert (document.cues, report.repairs, len(report.problems)) == ([], [], 1)


def test_ids_are_given_once():
    names = Names()
    assert [names.free(name) for name in ("A b", "a-b", "a.B", "…")] == [
        *("a-b", "a-b-2", "a-b-3", "document"),
    ]


@pytest.mark.parametrize("chunk", [1, 2, 7, 1 << 20])
def test_an_array_is_cut_into_its_items(chunk, tmp_path, monkeypatch):
    monkeypatch.setattr(standoff_files, "_CHUNK", chunk)
    items = [{"a": 'x]}\\"{', "n": i, "b": [{}, [1, "😀"]]} for i in range(20)]
    file = tmp_path / "items.json"
    for indent in (None, 1):
        file.write_text(json.dumps(items, indent=indent, ensure_ascii=False), encoding="utf-8")
        report = Report()
        assert [value for _, value in json_array(file, report)] == items
        assert report.problems == []
    lines = [line for line, _ in json_array(file, Report())]
    assert lines == [2 + i * 11 for i in range(20)]


BROKEN = ("[{} {}]", "[{}]]", "[{},]", "[{}", "[", '[{"a": 1}, tru]', "{} {}")


@pytest.mark.parametrize("raw", BROKEN)
def test_a_broken_array_is_a_problem(raw, tmp_path):
    (tmp_path / "x.json").write_text(raw, encoding="utf-8")
    report = Report()
    list(json_array(tmp_path / "x.json", report))
    assert len(report.problems) == 1
