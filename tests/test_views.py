"""Rows of every view, exact on the example document and lawful on all valid ones."""

import json
from pathlib import Path

import pytest

from conftest import CASES, ROOT
from hedgerow import describe
from hedgerow.commitment import commitment
from hedgerow.corpus import document_paths
from hedgerow.document import Cue, Document
from hedgerow.index import Index
from hedgerow.views import VIEWS, candidates, cues, sentences, stances, tokens

FILES = [
    ROOT / "schema" / "example.json",
    *document_paths(ROOT),
    *sorted((CASES / "valid").rglob("annotations/**/*.json")),
]


def index(path: Path) -> Index:
    return Index(Document.from_dict(json.loads(path.read_text(encoding="utf-8"))))


EXAMPLE = index(FILES[0])


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
@pytest.mark.parametrize("name", VIEWS)
def test_rows_have_the_columns_of_the_features(name, path):
    columns = list(VIEWS[name].features())
    for row in VIEWS[name].rows(index(path)):
        assert list(row) == columns


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_offsets_count_in_the_row_s_own_text(path):
    doc = index(path).document
    for row in cues.rows(index(path)):
        assert row["text"][row["start"] : row["end"]] == row["cue"]
        if row["scope"] is not None:
            assert row["text"][row["scope_start"] : row["scope_end"]] == row["scope"]
    for row in stances.rows(index(path)):
        assert row["text"][row["start"] : row["end"]] == row["expression"]
        for role in ("holder", "target"):
            if row[f"{role}_text"] is not None:
                found = row["text"][row[f"{role}_start"] : row[f"{role}_end"]]
                assert found == row[f"{role}_text"]
    for row in candidates.rows(index(path)):
        assert row["text"][row["start"] : row["end"]] == row["word"]
    for row in tokens.rows(index(path)):
        spans = zip(row["starts"], row["ends"], strict=True)
        assert [row["text"][a:b] for a, b in spans] == row["tokens"]
        origin = row["sentence_start"]
        assert doc.text[origin : origin + len(row["text"])] == row["text"]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_cue_and_stance_is_tagged(path):
    doc = index(path).document
    rows = list(tokens.rows(index(path)))
    begun = [tag[2:] for row in rows for tag in row["cue_tags"] or () if tag.startswith("B-")]
    assert begun == [cue.label for cue in sorted(doc.cues, key=lambda cue: cue.start)]
    begun = [tag[2:] for row in rows for tag in row["stance_tags"] or () if tag.startswith("B-")]
    assert begun == [stance.label for stance in sorted(doc.stances, key=lambda s: s.start)]
    annotated = [f"{layer[:-1]}_tags" for layer in doc.annotation.layers]
    for row in rows:
        for column in annotated:
            assert len(row[column]) == len(row["tokens"])
            for before, tag in zip(["O", *row[column]], row[column], strict=False):
                assert not tag.startswith("I-") or before[2:] == tag[2:]


@pytest.mark.parametrize("name", [name for name in VIEWS if name != "documents"])
def test_rows_say_where_they_come_from(name, example):
    example["source"] |= {"group": "ferry-strike", "genre": "policy-brief"}
    example["annotation"]["origin"] = "predicted"
    rows = list(VIEWS[name].rows(Index(Document.from_dict(example))))
    assert {(row["document"], row["group"], row["genre"], row["origin"]) for row in rows} == {
        ("example", "ferry-strike", "policy-brief", "predicted")
    }


def test_sentences():
    rows = list(sentences.rows(EXAMPLE))
    flags = [{k for k, v in row.items() if v is True} for row in rows]
    assert flags == [
        {"uncertain", "uncertain_broad", "cue_attribution", "cue_epistemic"},
        {"uncertain", "uncertain_broad", "cue_weasel", "cue_condition", "cue_distancing"}
        | {"cue_epistemic", "stance_volition"},
        {"uncertain", "uncertain_broad", "cue_condition", "cue_booster", "stance_evaluation"},
    ]


@pytest.mark.parametrize(
    ("label", "holder", "expected"),
    [
        ("epistemic", "author", (True, True)),
        ("investigation", "author", (True, True)),
        ("weasel", "author", (False, True)),
        ("approximator", "author", (False, True)),
        ("attribution", "implicit", (False, True)),
        ("attribution", "m01", (False, False)),
        ("distancing", "author", (False, False)),
        ("booster", "author", (False, False)),
    ],
)
def test_what_makes_a_sentence_uncertain(example, label, holder, expected):
    example["cues"] = [{**example["cues"][0], "label": label, "holder": holder}]
    row = next(sentences.rows(Index(Document.from_dict(example))))
    assert (row["uncertain"], row["uncertain_broad"]) == expected


def test_what_nobody_looked_for_is_null_and_not_false():
    labelled = index(CASES / "valid/labelled-sentences/annotations/train/labelled-sentences.json")
    rows = list(sentences.rows(labelled))
    assert [row["uncertain"] for row in rows] == [True, False, None]
    assert [row["uncertain_broad"] for row in rows] == [True, None, None]
    assert {row[flag] for row in rows for flag in ("cue_epistemic", "stance_volition")} == {None}
    tagged = next(tokens.rows(labelled))
    assert (tagged["tokens"][2], tagged["cue_tags"], tagged["stance_tags"]) == ("may", None, None)
    for name in ("cues", "stances", "candidates"):
        assert list(VIEWS[name].rows(labelled)) == []


def test_a_layer_alone_may_be_missing(example):
    example["annotation"]["layers"] = ["cues"]
    labelled = [{**sentence, "uncertain": True} for sentence in example["sentences"]]
    example |= {"stances": [], "sentences": labelled}
    rows = list(sentences.rows(Index(Document.from_dict(example))))
    assert [row["uncertain"] for row in rows] == [True, True, True]
    assert [row["cue_booster"] for row in rows] == [False, False, True]
    assert {row["stance_evaluation"] for row in rows} == {None}
    tagged = list(tokens.rows(Index(Document.from_dict(example))))
    assert "B-booster" in tagged[2]["cue_tags"]
    assert [row["stance_tags"] for row in tagged] == [None, None, None]


def test_tokens():
    row = list(tokens.rows(EXAMPLE))[1]
    tagged = [(t, c, s) for t, c, s in zip(row["tokens"], row["cue_tags"], row["stance_tags"],
                                           strict=True) if (c, s) != ("O", "O")]  # fmt: skip
    assert tagged == [
        ("some", "B-weasel", "O"),
        ("want", "O", "B-volition"),
        ("if", "B-condition", "O"),
        ("“", "B-distancing", "O"),
        ("truce", "I-distancing", "O"),
        ("”", "I-distancing", "O"),
        ("likely", "B-epistemic", "O"),
    ]


def test_cues():
    rows = {row["id"]: row for row in cues.rows(EXAMPLE)}
    could, likely = rows["example:c02"], rows["example:c07"]
    assert could["concord"] == ["example:c03"]
    assert rows["example:c03"]["concord"] == ["example:c02"]
    assert (could["holder"], could["holder_entity"]) == ("mention", "Ministry of Transport")
    assert (likely["sentence"], likely["sentence_start"], likely["start"]) == ("s02", 61, 54)
    assert [row["commitment"] for row in rows.values()] == [
        *("Uu", "PS+", "PS+", None, "Uu", None, "PR-", "Uu", "CT+"),
    ]


def test_stances():
    rows = list(stances.rows(EXAMPLE))
    assert [(r["expression"], r["hedged"], [h["cue"] for h in r["hedged_by"]]) for r in rows] == [
        ("want", False, []),
        ("disaster", True, ["would"]),
    ]
    assert rows[0]["target_text"] == "talks"


def test_hedges_come_innermost_first_and_a_booster_is_none():
    given = index(ROOT / "annotations/test/putin-peace-talks-2022.json")
    hedged = {row["id"].split(":")[1]: row["hedged_by"] for row in stances.rows(given)}
    stance = next(s for s in given.document.stances if s.text == "cover up")
    cover_up = [hedge["cue"] for hedge in hedged[stance.id]]
    assert cover_up == ["in part", "seems"]


def test_candidates(example):
    example["rejected"].append(
        {
            "id": "x02",
            "start": 96,
            "end": 107,
            "text": "the “truce”",
            "reason": "other",
            "note": "n",
        }
    )
    rows = list(candidates.rows(Index(Document.from_dict(example))))
    assert [(r["word"], r["label"], r["reason"]) for r in rows] == [
        ("claimed", "attribution", None),
        ("could", "epistemic", None),
        ("potentially", "epistemic", None),
        ("However", "none", "contrast"),
        ("some", "weasel", None),
        ("want", "volition", None),
        ("if", "condition", None),
        ("“truce”", "distancing", None),
        ("likely", "epistemic", None),
        ("would", "condition", None),
        ("clearly", "booster", None),
    ]


def test_a_trigger_inside_a_quoted_cue_is_no_hedge(example):
    text = "He “may” go."
    example |= {"text": text, "stances": [], "mentions": [], "relations": [], "rejected": []}
    example["sentences"] = [{"id": "s01", "start": 0, "end": 12, "uncertain": None}]
    quote = {"start": 3, "end": 8, "text": "“may”"}
    example["cues"] = [{**example["cues"][5], **quote, "scope": quote}]
    rows = candidates.rows(Index(Document.from_dict(example)))
    assert [(r["word"], r["label"], r["reason"]) for r in rows] == [
        ("“may”", "distancing", None),
        ("may", "none", "inside-quote"),
    ]


@pytest.mark.parametrize(
    ("label", "certainty", "reporting", "polarity", "negated", "expected"),
    [
        ("epistemic", "possible", None, "positive", False, "PS+"),
        ("epistemic", "possible", None, "negative", False, "PS-"),
        ("epistemic", "possible", None, "positive", True, "CT-"),
        ("epistemic", "probable", None, "positive", False, "PR+"),
        ("epistemic", "probable", None, "negative", False, "PR-"),
        ("epistemic", "probable", None, "positive", True, "PR-"),
        ("epistemic", "probable", None, "negative", True, "PR+"),
        ("epistemic", "unspecified", None, None, False, "Uu"),
        ("condition", None, None, None, False, "Uu"),
        ("investigation", None, None, None, False, "Uu"),
        ("unspecified", None, None, None, False, "Uu"),
        ("attribution", None, "acknowledge", "positive", False, "Uu"),
        ("attribution", None, "distance", "negative", False, "Uu"),
        ("attribution", None, "endorse", "positive", False, "CT+"),
        ("attribution", None, "endorse", "negative", False, "CT-"),
        ("attribution", None, "endorse", "positive", True, "Uu"),
        ("booster", None, None, None, False, "CT+"),
        ("booster", None, None, None, True, "Uu"),
        ("approximator", None, None, None, False, None),
        ("weasel", None, None, None, False, None),
        ("distancing", None, None, None, False, None),
    ],
)
def test_commitment(label, certainty, reporting, polarity, negated, expected):
    cue = Cue("c01", label, 0, 1, "x", None, "author", certainty, polarity, reporting, negated,
              "high", None)  # fmt: skip
    assert commitment(cue) == expected


def test_every_column_is_described():
    assert tuple(VIEWS) == describe.CONFIGURATIONS
    for name, view in VIEWS.items():
        assert describe.columns(name).keys() == view.features().keys(), name
        assert all(text.endswith(".") for text in describe.columns(name).values()), name
