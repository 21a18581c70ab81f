"""hedgerow benchmark: folds, what is measured, tables, errors, the command."""

import itertools
import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks import generate
from conftest import ROOT
from hedgerow.benchmark import confusions, folds, results
from hedgerow.benchmark.plan import Plan, Rows, folds_of, read
from hedgerow.benchmark.results import Figure, Results, ResultsError
from hedgerow.benchmark.run import measure, number_of_trainings
from hedgerow.models import TASKS, DataError, Example, Prediction, Selection, data
from hedgerow.models.data import Data
from hedgerow.tokens import tokenize
from test_cli import hedgerow

NAN = float("nan")
GROUPS = st.lists(
    st.tuples(st.sampled_from("ab"), st.sampled_from("123456"), st.sampled_from(["news", "essay"])),
    max_size=30,
)


def made(places) -> list[Example]:
    """An example of each corpus, group and genre, with a number as its id."""
    return [
        Example("It may.", ((0, 2),), corpus=c, group=g, genre=k, id=str(i), gold=("positive",))
        for i, (c, g, k) in enumerate(places)
    ]


def sides(fold) -> list[set]:
    return [{folds.group_of(e) for e in side} for side in (fold.train, fold.validation, fold.test)]


@given(GROUPS, st.integers(2, 6), st.integers(0, 3))
def test_folds_by_group(places, number, seed):
    examples = made(places)
    found = list(folds.by_group(examples, number, seed))
    groups = {folds.group_of(e) for e in examples}
    assert len(found) == (min(number, len(groups)) if len(groups) > 1 else 0)
    for fold in found:
        assert all(not a & b for a, b in itertools.combinations(sides(fold), 2))
        assert len(fold.train) + len(fold.validation) + len(fold.test) == len(examples)
        assert fold.test
        assert fold.train
    tested = sorted(e.id for fold in found for e in fold.test)
    assert tested == (sorted(e.id for e in examples) if found else [])
    assert found == list(folds.by_group(examples, number, seed))


@given(GROUPS, st.integers(0, 3))
def test_folds_by_genre(places, seed):
    examples = made(places)
    for fold in folds.leave_out(examples, lambda e: e.genre, seed):
        (genre,) = {e.genre for e in fold.test}
        assert fold.name == f"without {genre}"
        assert fold.test == [e for e in examples if e.genre == genre]
        assert genre not in {e.genre for e in (*fold.train, *fold.validation)}
        assert all(not a & b for a, b in itertools.combinations(sides(fold), 2))
        assert fold.train


def test_seeds_give_other_folds():
    examples = made([("a", str(i), "news") for i in range(10)])
    first, second = (
        {frozenset(e.id for e in fold.test) for fold in folds.by_group(examples, 5, seed)}
        for seed in (0, 1)
    )
    assert first != second
    assert {len(test) for test in first} == {2}


def polarity(split: dict[str, list[tuple[str, str]]]) -> Data:
    """Examples by split, each given as group and gold label; the genre is that of the group."""
    return Data(
        TASKS["polarity"],
        {
            name: [
                Example("Bad.", ((0, 3),), gold=(gold,), group=group, genre=group[0])
                for group, gold in rows
            ]
            for name, rows in split.items()
        },
    )


DATA = polarity(
    {
        "train": [("x1", "positive")] * 3 + [("y2", "negative")] * 4,
        "validation": [("x3", "negative")],
        "test": [("z4", "negative"), ("z5", "positive"), ("z5", "neutral"), ("z5", "neutral")],
    }
)


def test_what_the_majority_scores():
    told = []
    plan = Plan(seeds=2, folds=3)
    found = {m.figure.protocol: m for m in measure(DATA, "majority", plan, told.append)}
    assert found["test"].figure.counts == [0.25, 0.25]
    assert [p.labels for p in found["test"].answers[1]] == [("negative",)] * 4
    assert found["groups"].figure.sentences == 8  # train and validation, but not test
    # trained on y2 alone, x is right once in four; trained on x1 alone or on x3 alone, y2 is
    # wrong or right
    assert found["genres"].figure.parts["x"] == [0.25, 0.25]
    assert set(found["genres"].figure.parts["y"]) <= {0.0, 1.0}
    assert len(told) == number_of_trainings([DATA], ["majority"], plan) == 2 * (3 + 2 + 1)
    assert told[-1] == "polarity majority, seed 2 of 2, test"


def test_test_rows_are_not_trained_on():
    seen = {"test": 0, "groups": 0, "genres": 0}
    for protocol in seen:
        for fold in folds_of(DATA, protocol, Plan(), seed=0):
            seen[protocol] += 1
            tested = {e.group for e in fold.test}
            assert not tested & {e.group for e in (*fold.train, *fold.validation)}
            assert (protocol == "test") == bool(tested & {"z4", "z5"})
    assert seen == {"test": 1, "groups": 3, "genres": 2}


def test_without_a_test_split_it_is_not_tested():
    some = replace(DATA, splits={"train": DATA.split("train")[:1]})
    assert list(measure(some, "majority", Plan(), print)) == []


def test_rows_are_chosen(monkeypatch):
    rows = {
        "train": made([("ours", "1", "news"), ("ours", "2", "essay"), ("theirs", "3", "news")]),
        "test": made([("ours", "4", "news"), ("theirs", "5", "essay"), ("theirs", "3", "essay")]),
    }
    monkeypatch.setattr(data, "load", lambda task, exports: Data(task, rows))

    def groups(train: Selection, test: Selection | None = None) -> dict[str, str]:
        found = read(TASKS["polarity"], [], Rows(train, test)).splits
        return {name: "".join(e.group for e in examples) for name, examples in found.items()}

    def only(**keys: str) -> Selection:
        return Selection(**{key: frozenset({value}) for key, value in keys.items()})

    assert groups(only()) == {"train": "123", "validation": "", "test": "453"}
    assert groups(only(corpora="ours")) == {"train": "12", "validation": "", "test": "4"}
    theirs = groups(only(corpora="ours"), only(corpora="theirs"))
    assert theirs == {"train": "12", "validation": "", "test": "353"}
    # a group that is trained on is not tested on, whatever its split
    assert groups(only(genres="news"), only(genres="essay"))["test"] == "25"
    with pytest.raises(DataError, match="no row of the split train is chosen for polarity"):
        groups(only(corpora="nobody's"))


def figure(family: str, *scores: float, protocol: str = "test", **more) -> Figure:
    return Figure("polarity", family, protocol, None, 4, [{"accuracy": s} for s in scores], **more)


FIGURES = Results(
    {"polarity": "abc"},
    [
        figure("linear", 0.5, 0.7),
        figure("majority", 0.5, 0.5),
        figure("linear", NAN, protocol="genres", parts={"news": [0.25, 0.75], "essay": [NAN]}),
    ],
)
TABLE = """\
| tested | model | seeds | polarity: accuracy |
| --- | --- | --- | --- |
| by genre | linear | 1 | – |
| test split | majority | 2 | 0.500 |
| test split | linear | 2 | 0.600 ± 0.141 |

With one genre left out of the training data, by that genre:

| task | model | essay | news |
| --- | --- | --- | --- |
| polarity | linear | – | 0.500 |
"""


def test_the_table():
    assert results.page(FIGURES) == TABLE


def test_results_are_kept(tmp_path):
    path = tmp_path / "benchmark.json"
    path.write_text(FIGURES.to_json(), encoding="utf-8")
    assert "NaN" not in path.read_text(encoding="utf-8")
    assert results.load(path).to_json() == FIGURES.to_json()
    assert results.page(results.load(path)) == TABLE


def test_the_readme_shows_the_results_that_are_kept():
    kept = results.load(ROOT / "tests" / "benchmarks" / "models" / "benchmark.json")
    table = f"<!-- generated: benchmark -->\n{results.main_table(kept)}\n<!-- end -->"
    assert table in (ROOT / "README.md").read_text(encoding="utf-8")


def test_results_are_added():
    new = Results({"polarity": "abc", "cues": "d"}, [figure("linear", 0.9), figure("crf", 0.8)])
    both = FIGURES.with_(new)
    assert both.data == {"polarity": "abc", "cues": "d"}
    kept = {(f.family, f.protocol): f.counts for f in both.figures}
    assert kept["linear", "test"] == [0.9]
    assert kept["majority", "test"] == [0.5, 0.5]
    assert len(kept) == 4
    with pytest.raises(ResultsError, match="for polarity are of other data"):
        FIGURES.with_(Results({"polarity": "xyz"}, []))


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"version": 2}', '{"version": 1}'])
def test_no_results(content, tmp_path):
    path = tmp_path / "benchmark.json"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(ResultsError, match=str(path)):
        results.load(path)


TEXT = "The talks may well fail, said he."  # 9 tokens


def kinds(task: str, gold: str, predicted: str, **more) -> dict[tuple[str, str], tuple[int, dict]]:
    asked = Example(TEXT, tuple(tokenize(TEXT)), gold=tuple(gold.split()), id="d:s1", **more)
    found = confusions.confusions(TASKS[task], [asked], [Prediction(tuple(predicted.split()))])
    return {key: (kind.count, dict(kind.words)) for key, kind in found.items()}


def test_errors_of_spans():
    found = kinds(
        "cues",
        "O O B-epistemic I-epistemic O O B-attribution B-weasel O",
        "O B-weasel B-epistemic O O O B-epistemic O B-booster",
    )
    assert found == {
        ("attribution", "epistemic"): (1, {"said": 1}),
        ("epistemic", "other boundaries"): (1, {"may well": 1}),
        ("nothing", "booster"): (1, {".": 1}),
        ("nothing", "weasel"): (1, {"talks": 1}),
        ("weasel", "nothing"): (1, {"he": 1}),
    }


def test_errors_of_labels_and_scopes():
    focus = {"focus": (10, 13), "about": "epistemic"}
    assert kinds("polarity", "positive", "negative", **focus) == {
        ("positive", "negative"): (1, {"may": 1})
    }
    assert kinds("polarity", "positive", "positive", **focus) == {}
    assert kinds("uncertain", "certain", "uncertain") == {("certain", "uncertain"): (1, {"": 1})}
    right = "in in in in in after after after after"
    for predicted, kind in (
        ("before before in in in after after after after", "starts late"),
        ("in in in in in in after after after", "ends late"),
        ("before in in in after after after after after", "starts late, ends early"),
        ("in before in in in after after after after", "with a gap"),
    ):
        assert kinds("scope", right, predicted, **focus) == {("epistemic", kind): (1, {"may": 1})}


def test_the_page_of_errors():
    asked = Example(TEXT, tuple(tokenize(TEXT)), (10, 13), gold=("positive",), id="d:s1")
    found = confusions.confusions(
        TASKS["polarity"], [asked] * 5, [Prediction(("negative",))] * 4 + [Prediction(asked.gold)]
    )
    assert confusions.page([("polarity", "crf", 5, found)]) == (
        "# Errors on the test rows\n\nEach model is the one of the first seed.\n\n"
        "## polarity: crf\n\nAnswers: 5. Errors: 4.\n\n"
        "| gold | predicted | errors | most frequent |\n| --- | --- | --- | --- |\n"
        "| positive | negative | 4 | may 4 |\n\n"
        "### positive, predicted negative\n\n"
        "- The talks **may** well fail, said he. `d:s1`\n"
    )


@pytest.fixture(scope="module")
def export(tmp_path_factory) -> Path:
    """An export of a corpus of some short texts, all of them in train."""
    folder = tmp_path_factory.mktemp("corpus")
    generate.corpus(folder / "corpus", 6)
    run = hedgerow("export", folder / "corpus", "--out", folder / "export")
    assert run.returncode == 0, run.stdout
    return folder / "export"


def test_the_command(export: Path, tmp_path):
    out = tmp_path / "out"
    options = ["--task", "polarity", "--task", "cues", "--seeds", "2", "--folds", "3"]
    run = hedgerow("benchmark", export, "--out", out, *options, "--model", "majority")
    assert run.returncode == 0, run.stderr
    assert run.stdout == (out / "benchmark.md").read_text(encoding="utf-8")
    rows = [line for line in run.stdout.splitlines() if line.startswith("| by group")]
    assert [row.split(" | ")[1:3] for row in rows] == [["majority", "2"]]
    assert not (out / "errors.md").exists()
    page = tmp_path / "page.md"
    page.write_text("# Ours\n<!-- generated: benchmark -->\n<!-- end -->\n", encoding="utf-8")
    add = [
        "--add",
        out,
        "--page",
        page,
        "--model",
        "trigger-list",
        "--task",
        "cues",
        "--on",
        "groups",
        "--seeds",
        "1",
    ]
    run = hedgerow("benchmark", export, "--out", out, *add)
    assert run.returncode == 0, run.stderr
    table = page.read_text(encoding="utf-8").split("\n")
    assert (table[0], table[-2]) == ("# Ours", "<!-- end -->")
    assert "\n".join(table[2:-2]) == run.stdout.strip().split("\n\n")[0]
    value = json.loads((out / "benchmark.json").read_text(encoding="utf-8"))
    assert {(f["task"], f["family"], len(f["scores"])) for f in value["figures"]} == {
        ("cues", "majority", 2),
        ("cues", "trigger-list", 1),
        ("polarity", "majority", 2),
    }


def test_results_of_two_runs_are_put_together(export: Path, tmp_path):
    one, two, both = (tmp_path / name for name in ("one", "two", "both"))
    asked = ["benchmark", export, "--task", "polarity", "--on", "groups", "--model"]
    for out, family in ((one, "majority"), (two, "crf")):
        run = hedgerow(*asked, family, "--out", out, "--seeds", "1", "--folds", "2")
        assert run.returncode == 0, run.stderr
    join = ["benchmark", "--task", "polarity", "--seeds", "0", "--add", one, "--add", two, "--out"]
    run = hedgerow(*join, both, export)
    assert run.returncode == 0, run.stderr
    expected = results.load(one / "benchmark.json").with_(results.load(two / "benchmark.json"))
    assert (both / "benchmark.json").read_text(encoding="utf-8") == expected.to_json()
    assert len(expected.figures) == 2
    run = hedgerow(*join, tmp_path / "other")  # our own corpus instead
    assert run.returncode == 2
    assert f"{one / 'benchmark.json'}: the results for polarity are of other data" in run.stderr
    assert not (tmp_path / "other").exists()


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--add", "/"], "/benchmark.json holds no results of a benchmark"),
        (["--seeds", "0"], "nothing could be tested"),
        (["--on", "test"], "nothing could be tested"),
        (["--genre", "sonnet"], "no row of the split train is chosen for cues"),
        (["--model", "transformer"], "needs"),
        (["--page", "/dev/null"], "has no line <!-- generated: benchmark -->"),
        (["--on", "moon"], "'moon' is not one of"),
    ],
)
def test_what_the_command_refuses(options, message, export: Path, tmp_path):
    run = hedgerow("benchmark", export, "--out", tmp_path / "out", "--task", "cues", *options)
    assert run.returncode == 2
    assert message in run.stderr
    assert not (tmp_path / "out").exists()
