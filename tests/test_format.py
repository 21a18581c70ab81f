"""hedgerow format: what is in disorder comes to rest at once, and nothing is lost."""

import copy
import json
import random
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from conftest import CASES, ROOT
from hedgerow.canonical import LINKS, canonical
from hedgerow.cli.format import command

GIVEN_PATH = ROOT / "annotations/test/putin-peace-talks-2022.json"
GIVEN = json.loads(GIVEN_PATH.read_text("utf-8"))
LAYERS = ("sentences", "cues", "stances", "mentions", "relations", "rejected")


def content(value: dict) -> list[str]:
    """Every record without ids: a link is shown by what it points to."""
    named = {r["id"]: [r.get("start"), r.get("end")] for layer in LAYERS for r in value[layer]}
    shown = []
    for layer in LAYERS:
        links = {key for name, key, _ in LINKS if name == layer}
        for record in value[layer]:
            plain = {
                k: named.get(v, v) if k in links else v for k, v in record.items() if k != "id"
            }
            shown.append(json.dumps([layer, plain], sort_keys=True))
    rest = {key: found for key, found in value.items() if key not in LAYERS}
    return [*sorted(shown), json.dumps(rest, sort_keys=True)]


@given(st.randoms(use_true_random=False), st.data())
def test_disorder_comes_to_rest_and_nothing_is_lost(rng: random.Random, data):
    value = copy.deepcopy(GIVEN)
    renamed = {}
    for layer in LAYERS:
        rng.shuffle(value[layer])
        for record in rng.sample(value[layer], data.draw(st.integers(0, 3))):
            new = data.draw(st.sampled_from([f"{layer}!", "c1x", "m٣", "", f"{record['id']}\n"]))
            if new not in renamed.values():  # a link to either of two would be ambiguous
                renamed[record["id"]] = record["id"] = new
    for layer, key, _ in LINKS:
        for record in value[layer]:
            record[key] = renamed.get(record[key], record[key])
    before = copy.deepcopy(value)
    result = canonical(value)
    assert result.problems == []
    assert value == before
    again = json.loads(result.text)
    assert content(again) == content(GIVEN)
    assert canonical(again).text == result.text
    for layer in LAYERS[1:]:
        ids = [record["id"] for record in again[layer]]
        assert len(set(ids)) == len(ids)
        assert set(ids) >= {r["id"] for r in GIVEN[layer]} - renamed.keys()


def test_missing_ids_are_filled_and_long_ones_left(example):
    del example["cues"][0]["id"]
    example["cues"][1]["id"] = "c" + "9" * 5000
    example["cues"][2]["id"] = "c99999999"
    example["relations"] = []
    ids = [cue["id"] for cue in json.loads(canonical(example).text)["cues"]]
    assert ids[:3] == ["c100000000", "c" + "9" * 5000, "c99999999"]


def test_a_link_that_could_mean_two_records_is_refused(example):
    example["cues"].append(copy.deepcopy(example["cues"][1]))
    example["relations"][0]["source"] = example["cues"][1]["id"]
    problems = canonical(example).problems
    assert [(p.code, p.pointer) for p in problems] == [("L001", "/relations/0/source")]


def test_what_breaks_the_schema_is_refused(example):
    for value in (None, [], 3, "x", {}, {"cues": [None, {"id": [1]}]}, {"cues": {"id": 1}}):
        assert canonical(value).problems
    example["cues"][0]["extra"] = 1
    assert [problem.code for problem in canonical(example).problems] == ["S002"]


FILES = [
    GIVEN_PATH,
    ROOT / "schema/example.json",
    *sorted((CASES / "valid").rglob("annotations/**/*.json")),
]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_canonical_files_stay_as_they_are(path: Path):
    raw = path.read_text(encoding="utf-8")
    assert canonical(json.loads(raw)).text == raw


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_shuffled_documents_come_back(path: Path):
    raw = path.read_text(encoding="utf-8")
    rng = random.Random(3)
    value = json.loads(raw)
    for records in (records for records in value.values() if isinstance(records, list)):
        rng.shuffle(records)
    shuffled = dict(rng.sample(sorted(value.items()), len(value)))
    assert canonical(shuffled).text == raw


def test_a_new_record_gets_the_next_id_and_moves_no_other(example):
    record = {"start": 27, "end": 30, "text": "x", "reason": "literal", "note": None}
    example["rejected"].insert(0, record)
    again = json.loads(canonical(example).text)
    assert [r["id"] for r in again["rejected"]] == ["x02", "x01"]
    assert {k: v for k, v in again.items() if k != "rejected"} == {
        k: v for k, v in example.items() if k != "rejected"
    }


def test_a_repeated_id_is_given_up_by_the_later_record_and_links_follow(example):
    example["mentions"][3]["id"] = "m01"
    example["stances"][1]["target"] = "m01"
    again = json.loads(canonical(example).text)
    assert [m["id"] for m in again["mentions"]] == ["m01", "m02", "m03", "m04"]
    assert again["stances"][1]["target"] == "m04"
    assert again["cues"][0]["holder"] == "m01"


def test_command(corpus: Path):
    path = corpus / "annotations/train/example.json"
    raw = path.read_text(encoding="utf-8")
    path.write_text(json.dumps(json.loads(raw)), encoding="utf-8")
    path.chmod(0o640)
    run = CliRunner().invoke(command, [str(corpus), "--check"], standalone_mode=False)
    assert (run.return_value, "1 would change" in run.stdout) == (1, True)
    assert path.read_text(encoding="utf-8") != raw
    assert CliRunner().invoke(command, [str(path)], standalone_mode=False).return_value == 0
    assert path.read_text(encoding="utf-8") == raw
    assert path.stat().st_mode & 0o777 == 0o640
    path.write_text("{", encoding="utf-8")
    run = CliRunner().invoke(command, [str(path)], standalone_mode=False)
    assert (run.return_value, "P005" in run.stdout, path.read_text()) == (1, True, "{")
