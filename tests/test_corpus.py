"""The corpus itself: clean, and with the counts that its pages state."""

import json
from collections import Counter

from conftest import ROOT
from hedgerow import load, read, validate
from hedgerow.docs import generated

GIVEN = ROOT / "annotations/test/putin-peace-talks-2022.json"


def test_no_problems_and_no_warnings():
    assert validate(ROOT) == []


def test_generated_files_are_up_to_date():
    for path, content in generated(ROOT).items():
        assert path.read_text(encoding="utf-8") == content, f"{path.name}: run hedgerow docs"


def test_counts_of_the_given_document():
    doc = read(GIVEN)
    assert len(doc.text) == 3126
    layers = ("sentences", "cues", "stances", "mentions", "relations", "rejected")
    assert [len(getattr(doc, layer)) for layer in layers] == [20, 40, 20, 36, 5, 25]
    assert Counter(cue.label for cue in doc.cues) == {
        "epistemic": 11,
        "condition": 10,
        "attribution": 9,
        "distancing": 5,
        "approximator": 4,
        "weasel": 1,
    }
    assert Counter(stance.label for stance in doc.stances) == {
        "evaluation": 10,
        "volition": 9,
        "necessity": 1,
    }


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
    assert [(a.id, a.kind) for a in read(GIVEN).annotation.annotators] == [("a1", "model")]


def test_sentence_rows():
    rows = load("sentences")["test"]
    assert (len(rows), sum(rows["uncertain"]), sum(rows["uncertain_broad"])) == (20, 13, 15)
