"""Tasks, the families that learn nothing, and models as folders."""

import json
from pathlib import Path

import pytest

from hedgerow import schema
from hedgerow.models import FAMILIES, TASKS, DataError, ModelError, Selection, data, folder
from hedgerow.models.data import Data
from hedgerow.models.example import Example, Prediction
from hedgerow.models.families import crf, linear
from hedgerow.models.family import Material, Settings, Watch
from hedgerow.models.features import around_cue, beside_cue
from hedgerow.models.frames import framed
from hedgerow.models.scoring import spans
from hedgerow.models.tasks import scope
from hedgerow.models.training import sample, train
from hedgerow.models.words import describe
from hedgerow.tokens import tokenize
from trained import exported


@pytest.fixture(autouse=True)
def quickly(monkeypatch):
    """Training on the examples alone, without the thousands that word lists give."""
    for family in (crf, linear):
        monkeypatch.setattr(family, "framed", lambda task: [])


@pytest.fixture(scope="module")
def read() -> dict[str, Data]:
    return {name: data.load(task, [exported()]) for name, task in TASKS.items()}


def test_every_row_becomes_an_example_with_as_many_labels_as_its_kind_has(read):
    for name, found in read.items():
        labels = set(found.task.labels)
        assert {"train", "validation", "test"} == set(found.splits)
        for example in (e for examples in found.splits.values() for e in examples):
            tags = TASKS[name].kind == "tag"
            assert len(example.gold) == (len(example.tokens) if tags else 1)
            assert labels.issuperset(example.gold)
            assert all(example.text[a:b].strip() for a, b in example.tokens)
            assert example.document
            assert example.origin == "native"


def test_labels_are_those_of_the_schema(read):
    cues = [f"{p}-{label}" for label in schema.names("cue") for p in "BI"]
    assert read["cues"].task.labels == ("O", *cues)
    assert read["polarity"].task.labels == schema.names("stance", "polarity")


@pytest.mark.parametrize("name", TASKS)
def test_the_right_answers_score_one(name, read):
    examples = read[name].split("test")
    right = [Prediction(example.gold) for example in examples]
    assert set(TASKS[name].score(examples, right).values()) == {1.0}


@pytest.mark.parametrize("name", TASKS)
@pytest.mark.parametrize("family", [name for name in FAMILIES if not FAMILIES[name].SLOW])
def test_a_saved_model_answers_as_before(family, name, read, tmp_path):
    if not FAMILIES[family].learns(TASKS[name]):
        assert (family, name) == ("trigger-list", "polarity")
        return
    few = Data(TASKS[name], {split: read[name].split(split)[:60] for split in ("train", "test")})
    trained = train(family, few)
    folder.save(trained, tmp_path)
    loaded = folder.load(tmp_path, name)
    examples = few.split("test")
    assert loaded.model.predict(examples) == trained.model.predict(examples)
    assert str(loaded.scores) == str(trained.scores)  # nan is not equal to itself
    assert (loaded.fingerprint, loaded.task) == (few.fingerprint, TASKS[name])


def test_majority_gives_the_commonest_answer(read):
    model = train("majority", read["uncertain"]).model
    assert model.predict(read["uncertain"].split("test")[:1])[0].labels == ("certain",)
    tags = train("majority", read["cues"]).model.predict([Example("a b", ((0, 1), (2, 3)))])[0]
    assert tags.labels == ("O", "O")


def test_the_trigger_list_gives_defaults():
    text = "Critics say it may be critical, however."
    tokens = ((0, 7), (8, 11), (12, 14), (15, 18), (19, 21), (22, 30), (30, 31), (32, 39), (39, 40))
    found = {}
    for name, focus in (("cues", None), ("uncertain", None), ("scope", (15, 18))):
        model = FAMILIES["trigger-list"].load(Path(), TASKS[name])
        found[name] = model.predict([Example(text, tokens, focus)])[0].labels
    assert found["cues"] == ("B-weasel", "B-attribution", "O", "B-epistemic", *["O"] * 5)
    assert found["uncertain"] == ("uncertain",)
    assert found["scope"] == (*["before"] * 3, *["in"] * 5, "after")


def test_spans_of_tags():
    assert list(spans(["B-a", "I-a", "B-a", "I-b", "O", "I-a"])) == [
        *((0, 2, "a"), (2, 3, "a"), (3, 4, "b"), (5, 6, "a"))
    ]


def test_a_selection_keeps_rows(read):
    kept = data.load(TASKS["cues"], [exported()], Selection(genres=frozenset({"opinion"})))
    assert {e.genre for e in kept.split("train")} == {"opinion"}
    every = sum(len(examples) for examples in read["cues"].splits.values())
    assert 0 < sum(len(examples) for examples in kept.splits.values()) < every
    with pytest.raises(DataError, match="no row has the origin converted: there are native"):
        data.load(TASKS["cues"], [exported()], Selection(origins=frozenset({"converted"})))


def test_a_sample_is_of_whole_documents(read):
    examples = read["cues"].split("train")
    some = sample(examples, 0.5, seed=3)
    assert some == sample(examples, 0.5, seed=3)
    chosen = {e.document for e in some}
    assert len(chosen) == len({e.document for e in examples}) // 2
    assert some == [e for e in examples if e.document in chosen]


def test_the_fingerprint_does_not_depend_on_the_order_of_rows(read):
    examples = read["polarity"].split("train")
    turned = Data(TASKS["polarity"], {"train": examples[::-1]})
    other = Data(TASKS["polarity"], {"train": examples[1:]})
    assert turned.fingerprint == read["polarity"].fingerprint != other.fingerprint


def test_a_row_that_moves_to_another_split_changes_the_fingerprint_of_both(read):
    splits = read["polarity"].splits
    moved = [*splits["validation"], splits["train"][-1]]
    other = Data(TASKS["polarity"], {"train": splits["train"][:-1], "validation": moved})
    both = ("train", "validation")
    assert other.fingerprint_of(*both) != read["polarity"].fingerprint_of(*both)
    assert other.fingerprint_of("train") == other.fingerprint


def test_a_row_in_two_exports_is_refused():
    with pytest.raises(DataError, match=r"row .* is in .* and again in .*: name each export once"):
        data.load(TASKS["cues"], [exported(), exported()])


def test_a_folder_that_is_no_export(tmp_path):
    with pytest.raises(DataError, match="is no export"):
        data.load(TASKS["cues"], [tmp_path])


@pytest.mark.parametrize(
    ("damage", "message"),
    [
        ({"schema_version": "0.1"}, "was trained for schema version 0.1"),
        ({"features": 1}, "was trained on other features"),
        ({"task": "parsing"}, "is not known here"),
        ({"family": "oracle"}, "is not known here"),
        ({"labels": ["O"]}, "other labels than the schema"),
        ({"labels": None}, "is damaged"),
        ({"scores": []}, "is damaged"),
        ({"task": "polarity"}, "not for cues"),
    ],
)
def test_a_model_that_does_not_fit(damage, message, read, tmp_path):
    folder.save(train("majority", read["cues"]), tmp_path)
    record = json.loads((tmp_path / "model.json").read_text(encoding="utf-8"))
    (tmp_path / "model.json").write_text(json.dumps(record | damage), encoding="utf-8")
    with pytest.raises(ModelError, match=message):
        folder.load(tmp_path, "cues")


@pytest.mark.parametrize("name", ["model.json", "model.crfsuite"])
@pytest.mark.parametrize("content", [None, "", "[]", "lCRF"])
def test_a_damaged_model(name, content, read, tmp_path):
    few = Data(TASKS["scope"], {"train": read["scope"].split("train")[:9]})
    folder.save(train("crf", few), tmp_path)
    (tmp_path / name).unlink()
    if content is not None:
        (tmp_path / name).write_text(content, encoding="utf-8")
    with pytest.raises(ModelError, match=str(tmp_path)):
        folder.load(tmp_path)


@pytest.mark.parametrize("family", ["crf", "linear"])
def test_training_twice_gives_the_same_model(family, read, tmp_path):
    few = Data(TASKS["polarity"], {"train": read["polarity"].split("train")[:50]})
    answers = []
    for name in ("first", "second"):
        (tmp_path / name).mkdir()
        folder.save(train(family, few), tmp_path / name)
        loaded = folder.load(tmp_path / name)
        answers.append(loaded.model.predict(read["polarity"].split("test")))
    assert answers[0] == answers[1]


def test_what_is_learned_beats_the_list_where_the_list_knows_nothing(read):
    few = Data(TASKS["scope"], read["scope"].splits | {"train": read["scope"].split("train")[:200]})
    families = ("majority", "trigger-list", "crf")
    scores = {family: train(family, few).scores["test"] for family in families}
    assert scores["crf"]["exact"] > scores["trigger-list"]["exact"] > scores["majority"]["exact"]


def test_the_learning_curve_has_a_point_for_every_share(read):
    curve = train("majority", read["polarity"], shares=(0.2, 0.5)).curve
    assert [point.examples for point in curve] == sorted(point.examples for point in curve)
    assert (len(curve), curve[-1].examples) == (3, len(read["polarity"].split("train")))


@pytest.mark.parametrize(
    "task", [task for task in TASKS.values() if framed(task)], ids=lambda t: t.name
)
def test_frames_are_examples_of_the_task(task):
    for example in framed(task):
        assert set(task.labels).issuperset(example.gold)
        assert len(example.gold) == (len(example.tokens) if task.kind == "tag" else 1)
        for first, last, label in spans(example.gold) if task.kind == "tag" else ():
            words = example.text[example.tokens[first][0] : example.tokens[last - 1][1]]
            assert "word" not in words.split()
            assert f"B-{label}" in task.labels


def test_features_see_no_difference_in_the_spelling_of_tokenized_text():
    plain, tokenized = "She can’t say “no”", "She ca n't say `` no ''"
    found = [[describe(text[a:b]).own for a, b in tokenize(text)] for text in (plain, tokenized)]
    assert found[0][:4] == found[1][:4]
    assert describe("MAY").own == describe("may").own


def test_the_edges_of_a_scope_are_those_of_the_likeliest_sequence(read):
    rows = read["scope"].split("train")
    model = crf.train(Material(TASKS["scope"], rows[:80]), Settings(), Watch())
    compared = 0
    for example in rows[80:240]:
        model.tagger.set(around_cue(example))
        tags = model.tagger.tag()
        cue, _ = beside_cue(example)
        in_order = [scope.LABELS.index(tag) for tag in tags]
        if in_order == sorted(in_order) and {tags[i] for i in cue} == {scope.WITHIN}:
            compared += 1
            assert model.predict([example])[0].labels == tuple(tags)
    assert compared > 100
