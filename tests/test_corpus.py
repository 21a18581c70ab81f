"""The corpus itself: clean, and with the counts that its pages state."""

import json
from collections import Counter

import pytest

from conftest import ROOT
from hedgerow import load, read, validate
from hedgerow.corpus import document_paths, split_of
from hedgerow.docs import generated
from hedgerow.index import Index
from hedgerow.statistics import statistics

GIVEN = ROOT / "annotations/test/putin-peace-talks-2022.json"


def test_no_problems_and_no_warnings():
    assert validate(ROOT) == []


def test_generated_files_are_up_to_date():
    for path, content in generated(ROOT).items():
        assert path.read_text(encoding="utf-8") == content, f"{path.name}: run hedgerow docs"


def test_counts():
    found = statistics((str(split_of(path)), Index(read(path))) for path in document_paths(ROOT))
    layers = ("documents", "sentences", "tokens", "cues", "stances", "mentions", "relations")
    assert {split: [size[key] for key in layers] for split, size in found.sizes.items()} == {
        "train": [15, 443, 9863, 572, 282, 470, 40],
        "validation": [4, 124, 2628, 134, 76, 121, 6],
        "test": [6, 168, 3874, 222, 124, 184, 19],
    }
    counted = Counter()
    for (_, record, label), count in found.labels.items():
        counted[label] += count if record in ("cue", "stance") else 0
    assert +counted == {
        "epistemic": 292,
        "condition": 127,
        "investigation": 7,
        "attribution": 192,
        "approximator": 200,
        "weasel": 61,
        "distancing": 27,
        "booster": 22,
        "evaluation": 226,
        "position": 70,
        "necessity": 106,
        "volition": 80,
    }
    assert 1 / 3 < found.share_uncertain() < 2 / 3
    assert len(found.cues) >= 120
    assert found.top_share() < 0.5


def test_genres_are_spread_over_the_splits():
    genres = {split: Counter() for split in ("train", "validation", "test")}
    for path in document_paths(ROOT):
        genres[str(split_of(path))][read(path).source.genre] += 1
    assert genres["train"].keys() == genres["test"].keys()
    assert all(2 <= count <= 3 for count in genres["train"].values())


def test_three_sample_records():
    doc = read(GIVEN)
    unlikely = next(cue for cue in doc.cues if cue.text == "unlikely")
    assert unlikely.scope.text == "unlikely to win it any time soon"
    assert (unlikely.certainty, unlikely.polarity) == ("probable", "negative")
    should = next(stance for stance in doc.stances if stance.text == "should")
    mentions = {mention.id: mention for mention in doc.mentions}
    assert mentions[should.holder].entity == "Volodymyr Zelensky"
    assert mentions[should.target].text == "a peace deal"
    assert [(r.text, r.reason) for r in doc.rejected][:2] == [
        ("Despite", "contrast"),
        ("opponents", "literal"),
    ]


def test_the_given_text_is_the_supplied_one():
    index = json.loads((ROOT / "seeds" / "index.json").read_text(encoding="utf-8"))
    entry = index["putin-peace-talks-2022"]
    assert entry["supplied_name"] == "000_ad858e33e9fe0c87.txt"
    assert entry["sha256"] == "962e00168e5752537e925d216c44c4b73190531203686ac00759185c2f8fc65d"
    assert entry["provenance"] == "supplied with the project; rights remain with their holder"


def test_annotators_say_what_they_are():
    for path in document_paths(ROOT):
        annotation = read(path).annotation
        assert annotation.status == "adjudicated"
        assert [(a.id, a.kind) for a in annotation.annotators] == [
            ("a1", "model"),
            ("a2", "model"),
            ("adj", "model"),
        ]


@pytest.mark.parametrize("annotator", ["a1", "a2"])
def test_every_document_has_both_passes(annotator: str):
    passes = sorted((ROOT / "annotations" / "passes" / annotator).glob("*.json"))
    assert [path.stem for path in passes] == sorted(path.stem for path in document_paths(ROOT))
    for path in passes:
        found = read(path).annotation.annotators
        assert [(a.id, a.kind) for a in found] == [(annotator, "model")]


def test_sentence_rows():
    rows = load("sentences")["test"]
    assert (len(rows), sum(rows["uncertain"]), sum(rows["uncertain_broad"])) == (168, 72, 96)
