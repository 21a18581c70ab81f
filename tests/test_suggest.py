"""hedgerow suggest: drafts that must be confirmed, and the order of texts."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

import hedgerow
from hedgerow.cli.suggest import command
from hedgerow.document import Source, is_suggestion, suggested
from hedgerow.models import FAMILIES, Prediction, bundle
from hedgerow.predict import suggest
from hedgerow.predict.suggest import NoProbabilitiesError, Suggester, Worth, in_order
from trained import model

TEXT = "Critics say the plan may fail. It hurts the ports, however. We know that."
SOURCE = Source("seeds/a.txt", "0" * 64, "composed", "none", "unspecified", "none", "a")


@pytest.fixture(scope="module")
def suggester() -> Suggester:
    return Suggester(bundle.load(model()))


def test_every_record_must_be_confirmed(suggester: Suggester):
    document = suggester.predict("a", TEXT, SOURCE).document
    records = [*document.cues, *document.stances]
    assert "say" in {record.text for record in records}
    assert {record.confidence for record in records} == {"low"}
    assert all(record.note.startswith("suggested by hedgerow-crf (0.") for record in records)
    assert document.annotation.status == "draft"
    assert [(a.id, a.kind) for a in document.annotation.annotators] == [("hedgerow-crf", "model")]
    assert [x.text for x in document.rejected] == ["however"]
    records += document.rejected
    assert all(is_suggestion(record.note) for record in records)
    assert {problem.code for problem in hedgerow.validate(document)} <= {"W005"}
    finished = replace(document, annotation=replace(document.annotation, status="single"))
    unconfirmed = [p for p in hedgerow.validate(finished) if p.code == "V004"]
    assert len(unconfirmed) == len(records)
    for record in records:
        record.note = None
    assert {p.code for p in hedgerow.validate(finished)} == {"V001"}


def test_notes_of_people_are_no_suggestions():
    assert is_suggestion(suggested("hedgerow-crf", 0.831)) is True
    assert suggested("hedgerow-crf", 0.831) == "suggested by hedgerow-crf (0.83): confirm"
    assert is_suggestion(suggested("me", None)) is True
    assert is_suggestion("suggested by Anna") is False


class Sure:
    """A model that tags nothing, and is as sure as it is told, token by token."""

    def __init__(self, *chances: float):
        self.chances = chances

    def predict(self, examples):
        given = iter(self.chances)
        return [
            Prediction(("O",) * len(e.tokens), tuple(next(given, 1.0) for _ in e.tokens))
            for e in examples
        ]


def test_the_worth_of_a_text(suggester: Suggester):
    parts = dict(suggester.parts)
    # sentences of 7, 7 and 4 tokens
    parts["cues"] = replace(parts["cues"], model=Sure(*[1.0] * 7, 0.5, 0.75))
    parts["stance"] = replace(parts["stance"], model=Sure(0.5))
    one = Suggester(parts)
    one.predict("a", TEXT, SOURCE)
    assert one.worth == [
        Worth(
            document="a",
            tokens=18,
            suggested=0,
            wrong=0.5 + 0.25 + 0.5,
            per_hundred=round(100 * 1.25 / 18, 4),
            sentences=["s02", "s01", "s03"],
        )
    ]


def test_a_model_that_does_not_say_how_sure_it_is(suggester: Suggester):
    cues = suggester.parts["cues"]
    rules = replace(cues, model=FAMILIES["trigger-list"].load(Path(), cues.task))
    with pytest.raises(NoProbabilitiesError):
        Suggester({**suggester.parts, "cues": rules}).predict("a", TEXT, SOURCE)


@given(st.dictionaries(st.text("abc", min_size=1, max_size=3), st.integers(0, 3)), st.randoms())
def test_the_order_does_not_depend_on_how_the_texts_come(texts, random):
    worth = [Worth(name, 1, 0, 0.0, float(rate), []) for name, rate in texts.items()]
    ordered = in_order(worth)
    random.shuffle(worth)
    assert in_order(worth) == ordered
    assert [w.per_hundred for w in ordered] == sorted(texts.values(), reverse=True)


def run(*arguments: object) -> Result:
    return CliRunner().invoke(command, [str(a) for a in arguments], standalone_mode=False)


def test_a_folder_of_texts(tmp_path: Path):
    texts = tmp_path / "texts"
    texts.mkdir()
    (texts / "hedged.txt").write_text(
        "It would seem, in a manner of speaking, that some may “sort of” fret.", encoding="utf-8"
    )
    (texts / "plain.txt").write_text("The sun is up. The dog is here. " * 5, encoding="utf-8")
    (texts / "broken.txt").write_bytes(b"\xff")
    out = tmp_path / "out"
    result = run("--model", model(), texts, "--out", out)
    assert result.return_value == 1
    assert "broken.txt" in result.output
    lines = result.stdout.splitlines()
    assert [line.split()[0] for line in lines if line.startswith(("hedged", "plain"))] == [
        "hedged",
        "plain",
    ]
    assert {p.code for p in hedgerow.validate(out / suggest.FOLDER)} <= {"W005"}
    order = json.loads((out / suggest.ORDER).read_text(encoding="utf-8"))
    assert [one["document"] for one in order] == ["hedged", "plain"]
    assert order[0]["per_hundred"] > order[1]["per_hundred"]
    (texts / "broken.txt").unlink()
    result = run("--model", model(), texts, "--out", out, "--format", "json")
    assert result.return_value == 0
    assert json.loads(result.stdout) == order


def test_what_it_refuses(tmp_path: Path):
    text = tmp_path / "a.txt"
    text.write_text("It may.", encoding="utf-8")
    no_model = run("--model", tmp_path, text, "--out", tmp_path / "o").exception
    assert "is no model" in str(no_model)
    foreign = run("--model", model(), text, "--out", tmp_path).exception
    assert "no predictions" in str(foreign)
    text.write_text(" ", encoding="utf-8")
    result = run("--model", model(), text, "--out", tmp_path / "o")
    assert (result.return_value, (tmp_path / "o").exists()) == (1, False)
    assert "nothing written" in result.output
