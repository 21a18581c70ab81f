"""Prediction: whatever the text, the document is one that validate accepts."""

import json
import re
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest
from click.testing import CliRunner, Result
from hypothesis import given, settings
from hypothesis import strategies as st

import hedgerow
from conftest import ROOT
from documents import CONTROLS, GAPS, WORDS
from hedgerow.cli.predict import command
from hedgerow.document import Source
from hedgerow.index import Index
from hedgerow.models import Loaded, Prediction, bundle
from hedgerow.predict import Predictor, phrases
from hedgerow.predict.joined import Joined, document_id
from hedgerow.predict.marks import cues_of
from hedgerow.predict.relations import relations_of
from hedgerow.predict.scopes import ask_scopes, fit_scopes
from hedgerow.predict.stretch import LONGEST, stretches
from hedgerow.triggers import forms
from trained import model

SOURCE = Source("seeds/a.txt", "0" * 64, "composed", "none", "unspecified", "none", "a")
HEDGED = ("might n't", "-LRB-", "``", "''", "“", "”", '"', "‘", "’", "PERHAPS", "If", ".", ",", "?")
PIECES = st.sampled_from([*forms(), *HEDGED, *WORDS, "he", "the plan", "which", "of", "good"])
TEXTS = st.lists(st.tuples(PIECES, st.sampled_from([*GAPS, *CONTROLS, "", ". "])), min_size=1)


@pytest.fixture(scope="module")
def predictor() -> Predictor:
    return Predictor(bundle.load(model()))


@settings(max_examples=40, deadline=None)
@given(st.one_of(TEXTS.map(lambda pairs: "".join(w + gap for w, gap in pairs)), st.text()))
def test_whatever_the_text_the_document_is_valid(text: str):
    if text.strip():
        found = Predictor(bundle.load(model())).predict("a", text, SOURCE)
        assert hedgerow.validate(found.document) == []
        records = (*found.document.cues, *found.document.stances, *found.document.rejected)
        assert {record.id for record in records} == found.probabilities.keys()
        assert all(0 <= p <= 1.0001 for p in found.probabilities.values())


class Wild:
    """A model that gives labels at random, however badly they fit."""

    def __init__(self, task, draw):
        self.task, self.draw = task, draw

    def predict(self, examples):
        lengths = [len(e.tokens) if self.task.kind == "tag" else 1 for e in examples]
        labels = st.sampled_from(self.task.labels)
        return [
            Prediction(tuple(self.draw(st.lists(labels, min_size=n, max_size=n)))) for n in lengths
        ]


@settings(max_examples=60, deadline=None)
@given(TEXTS, st.data())
def test_whatever_the_model_the_document_is_valid(pairs, data):
    text = "".join(word + (gap or " ") for word, gap in pairs)
    parts = bundle.load(model())
    for name, part in parts.items():
        parts[name] = type(part)(part.task, part.family, Wild(part.task, data.draw), "", {})
    found = Predictor(parts).predict("a", text, SOURCE)
    assert [p for p in hedgerow.validate(found.document) if p.severity == "error"] == []
    assert found.probabilities == {}


def test_a_document(predictor: Predictor):
    text = "Critics say the plan will probably fail. It hurts the “free” ports, however."
    found = predictor.predict("a", text, SOURCE)
    assert hedgerow.validate(found.document) == []
    assert found.document.annotation.origin == "predicted"
    assert found.document.annotation.annotators[0].kind == "model"
    cues = {cue.text: cue for cue in found.document.cues}
    assert {"Critics", "say", "probably"} <= cues.keys()
    assert (cues["say"].label, cues["probably"].certainty) == ("attribution", "probable")
    assert cues["probably"].holder == cues["say"].holder
    assert [x.text for x in found.document.rejected][-1] == "however"


def test_the_same_text_gives_the_same_document(predictor: Predictor):
    text = (ROOT / "seeds" / "nile-dam-2020.txt").read_text(encoding="utf-8")
    assert predictor.predict("a", text, SOURCE) == predictor.predict("a", text, SOURCE)


def test_each_part_is_asked_once_about_a_text(predictor: Predictor):
    asked = []

    def counted(name: str, part: Loaded) -> Loaded:
        def predict(examples):
            asked.append(name)
            return part.model.predict(examples)

        return replace(part, model=SimpleNamespace(predict=predict))

    counting = Predictor({name: counted(name, part) for name, part in predictor.parts.items()})
    text = "He said it may fail. They should go, “soon”.\n\nIt could be a bad mistake, he said."
    assert counting.predict("a", text, SOURCE) == Predictor(predictor.parts).predict(
        "a", text, SOURCE
    )
    assert sorted(asked) == sorted(predictor.parts)


def test_a_huge_sentence_is_annotated_in_parts():
    text = "they may go and “perhaps not” " * LONGEST
    pieces = list(stretches(text, [(0, len(text))]))
    assert sum(len(piece.tokens) for piece in pieces) == len(Index(_bare(text)).tokens)
    assert max(len(piece.tokens) for piece in pieces) <= LONGEST + 3
    found = sum(len(piece.listed) for piece in pieces)
    assert found == len(Index(_bare(text)).occurrences) == 3 * LONGEST


def _bare(text: str):
    from hedgerow.document import Sentence
    from hedgerow.draft import draft

    document = draft("a", text, SOURCE)
    document.sentences = [Sentence("s01", 0, len(text), None)]
    return document


@pytest.mark.parametrize(
    ("sentence", "word", "expected"),
    [
        ("the old king had long said", "said", "the old king"),
        ("rain , which the bank fears", "fears", "the bank"),
        ("ministers , who also deny it", "deny", "ministers"),
        ("the head of the army never said", "said", "the army"),
        ("and said", "said", None),
    ],
)
def test_the_phrase_before_a_word(sentence, word, expected):
    words = sentence.split()
    found = phrases.before(words, words.index(word))
    assert (found and " ".join(words[slice(*found)])) == expected


@pytest.mark.parametrize(
    ("sentence", "word", "expected"),
    [
        ("officials in Lagos said", "said", "officials in Lagos"),
        ("the envoy of Norway in Geneva never said", "said", "the envoy of Norway in Geneva"),
        ("in Lagos , officials said", "said", "officials"),
        ("it began ; in Lagos said", "said", "Lagos"),
    ],
)
def test_a_source_is_taken_with_what_it_is_attached_to(sentence, word, expected):
    words = sentence.split()
    found = phrases.source(words, words.index(word))
    assert found is not None
    assert " ".join(words[slice(*found)]) == expected


class Narrow:
    """A model that gives every cue the least scope."""

    def predict(self, examples):
        return [Prediction(("before",) * len(e.tokens)) for e in examples]


class Wide:
    """A model that gives every cue the whole sentence, or an if-clause what is behind it."""

    def predict(self, examples):
        return [Prediction(tuple(self._tags(e))) for e in examples]

    def _tags(self, example):
        start = example.focus[0] if example.about == "condition" else 0
        return ["in" if a >= start else "before" for a, _ in example.tokens]


def scopes(sentence: str, cues: dict[int, str], model: object) -> dict[str, str]:
    """The scopes of cues by their words; the cues are given by token and label."""
    [piece] = stretches(sentence, [(0, len(sentence))])
    labels = tuple(f"B-{cues[i]}" if i in cues else "O" for i in range(len(piece.tokens)))
    found = cues_of(piece, Prediction(labels))
    ask_scopes([(piece, found)], model)
    fit_scopes(piece, found, [])
    texts = ((x.first, x.last, piece.span(*x.scope)) for x in found)
    return {" ".join(piece.words[a:b]): sentence[slice(*place)] for a, b, place in texts}


def test_a_report_behind_its_content_holds_it():
    found = scopes("The port may close, critics say.", {2: "epistemic", 6: "attribution"}, Narrow())
    assert found["say"] == "The port may close, critics say"


def test_an_if_clause_is_no_part_of_the_scope_that_it_restricts():
    sentence = "The port may close if it rains."
    found = scopes(sentence, {2: "epistemic", 4: "condition"}, Wide())
    assert found == {"may": "The port may close", "if": "if it rains"}


@pytest.mark.parametrize(
    ("sentence", "at", "clause", "rest"),
    [
        ("If the vote fails, prices might rise.", 6, "If the vote fails", "prices might rise"),
        (
            "If Oslo, Rome and Bonn agree, it may end.",
            9,
            "If Oslo, Rome and Bonn agree",
            "it may end",
        ),
        ("If it rains the port may close.", 5, "If it rains the port may close", None),
    ],
)
def test_an_if_clause_ends_at_the_comma(sentence, at, clause, rest):
    found = scopes(sentence, {0: "condition", at: "epistemic"}, Wide())
    modal = next(word for word in found if word != "if")
    assert found == {"if": clause, modal: rest or sentence[:-1]}


def test_some_observers_are_one_nameless_source():
    [piece] = stretches("Some observers left.", [(0, 20)])
    labels = ("B-approximator", "B-weasel", "O", "O")
    found = cues_of(piece, Prediction(labels))
    ask_scopes([(piece, found)], Wide())
    fit_scopes(piece, found, [])
    assert [(cue.label, cue.scope) for cue in found] == [("weasel", (0, 2))] * 2
    assert [link.label for link in relations_of(piece, found, ["author"] * 2)] == ["concord"]


def tags(labels: str) -> tuple[str, ...]:
    """Tags from words: a letter for a label, a point for none, a small letter to go on."""
    names = {"e": "evaluation", "p": "position", "n": "necessity"}
    made = (f"{'IB'[c.isupper()]}-{names[c.lower()]}" if c != "." else "O" for c in labels)
    return tuple(made)


class Told:
    """A model that gives the labels it was told."""

    def __init__(self, labels):
        self.labels = labels

    def predict(self, examples):
        return [Prediction(self.labels) for _ in examples]


@pytest.mark.parametrize(
    ("sentence", "labels", "expected"),
    [
        ("Turkey should not pay", ".N..", ("author", "Turkey", "negative")),
        ("Turkey should pay", ".N.", ("author", "Turkey", "positive")),
        ("Ministers need not act", ".N..", ("author", "Ministers", "negative")),
        ("Ministers need to act", ".N..", ("author", "to act", "positive")),
        ("This is a terrible mistake", "...Ee", ("author", "This", "positive")),
        ("The deal was a daunting task", "....E.", ("author", "The deal", "positive")),
        ("It is a flawed report", "...E.", ("author", "a flawed report", "positive")),
        ("Aid officials fear a famine", "..E..", ("Aid officials", "a famine", "positive")),
        ("The treaty forbids the use", "..N..", ("The treaty", "the use", "positive")),
        ("The bank opposes the plan", "..P..", ("The bank", "the plan", "positive")),
    ],
)
def test_holder_target_and_negation_of_a_stance(sentence, labels, expected):
    parts = bundle.load(model())
    told = {"cues": ("O",) * len(labels), "stance": tags(labels), "polarity": ("positive",)}
    for name, answer in told.items():
        part = parts[name]
        parts[name] = type(part)(part.task, part.family, Told(answer), "", {})
    document = Predictor(parts).predict("a", sentence, SOURCE).document
    assert hedgerow.validate(document) == []
    stance, texts = document.stances[0], {m.id: m.text for m in document.mentions}
    found = (texts.get(x, x) for x in (stance.holder, stance.target))
    assert (*found, stance.polarity) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The plan may fail, since they have not said what it is that they want of us. " * 2,
            False,
        ),
        (
            "Der Plan scheitert, weil niemand im Land glaubt, dass so etwas gut enden wird. " * 2,
            True,
        ),
        ("Plan fails", False),
    ],
)
def test_a_text_in_another_language_is_told(predictor: Predictor, text, expected):
    assert predictor.predict("a", text, SOURCE).foreign is expected


def test_ids_come_from_names():
    joined = Joined()
    names = ["Perhaps Ünïcode (1)", "perhaps-unicode-1", "王", "王王", "x" * 200]
    found = [joined.unique(document_id(name)) for name in names]
    assert found[:4] == ["perhaps-unicode-1", "perhaps-unicode-1-2", "text", "text-2"]
    assert all(re.fullmatch("[a-z0-9]+(-[a-z0-9]+)*", name) for name in found)
    assert len(found[4]) < 100


def run(*arguments: object, command=command) -> Result:
    result = CliRunner().invoke(command, [str(a) for a in arguments], standalone_mode=True)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def test_a_folder_of_texts_becomes_a_corpus(tmp_path: Path):
    texts = tmp_path / "texts"
    (texts / "more").mkdir(parents=True)
    (texts / "One.txt").write_bytes(b"Critics say it may rain.\r\nPerhaps not.\r\n")
    (texts / "more" / "two.md").write_text("| may | “x” |\n", encoding="utf-8")
    (texts / ".hidden.txt").write_text("may", encoding="utf-8")
    (texts / "picture.png").write_bytes(b"\xff")
    out = tmp_path / "out"
    result = run("--model", model(), texts, "--out", out, "--split", "test")
    assert "2 documents, 3 sentences" in result.stdout
    assert [p for p in hedgerow.validate(out) if p.severity == "error"] == []
    assert (out / "seeds" / "one.txt").read_bytes() == (texts / "One.txt").read_bytes()
    document = hedgerow.read(out / "annotations" / "test" / "one.json")
    lines = (out / "probabilities.jsonl").read_text(encoding="utf-8").splitlines()
    ids = {json.loads(line)["id"] for line in lines}
    assert {f"one:{cue.id}" for cue in document.cues} <= ids
    assert "2 documents" in run("--model", model(), texts, "--out", out).stdout  # replaced


def test_texts_that_are_not_english_are_named(tmp_path: Path):
    german = "Der Plan scheitert, weil niemand im Land glaubt, dass so etwas gut enden wird. "
    (tmp_path / "plan.txt").write_text(german * 2, encoding="utf-8")
    told = run("--model", model(), tmp_path / "plan.txt", "--out", tmp_path / "out")
    assert told.exit_code == 0
    assert "hardly English" in told.stderr
    assert ": plan (1 text;" in told.stderr


def test_what_cannot_be_read_is_named(tmp_path: Path):
    for name, data in {"latin": b"caf\xe9", "empty": b" \n"}.items():
        (tmp_path / f"{name}.txt").write_bytes(data)
    out = tmp_path / "out"
    result = run("--model", model(), tmp_path, "--out", out)
    assert "nothing written" in result.output
    assert not out.exists()
    for name in ("latin", "empty"):
        assert f"{name}.txt" in result.output


def test_a_byte_order_mark_is_left_out_and_said(tmp_path: Path):
    (tmp_path / "bom.txt").write_bytes(b"\xef\xbb\xbfIt may.")
    (tmp_path / "latin.txt").write_bytes(b"caf\xe9")
    out = tmp_path / "out"
    result = run("--model", model(), tmp_path, "--out", out)
    assert "1 text written as a seed without the byte order mark" in result.output
    assert f"1 document, 1 sentence written to {out}; 1 text left out" in result.output
    assert (out / "seeds" / "bom.txt").read_bytes() == b"It may."
    assert [p for p in hedgerow.validate(out) if p.severity == "error"] == []


def test_what_is_no_model_or_no_place(tmp_path: Path):
    text = tmp_path / "a.txt"
    text.write_text("It may.", encoding="utf-8")
    assert "is no model" in run("--model", tmp_path, text, "--out", tmp_path / "o").output
    one = model() / "cues"
    assert "a model for cues alone" in run("--model", one, text, "--out", tmp_path / "o").output
    assert "no predictions" in run("--model", model(), text, "--out", tmp_path).output
    assert (
        "is for a corpus"
        in run("--model", model(), text, "--out", "a.jsonl", "--split", "test").output
    )
    (tmp_path / "none").mkdir()
    assert (
        "has no text" in run("--model", model(), tmp_path / "none", "--out", tmp_path / "o").output
    )
