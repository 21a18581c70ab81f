"""400 mutations of the corpus's own document, from a fixed seed: none passes unnoticed."""

import copy
import json
import random
from collections import Counter

import pytest

from conftest import ROOT
from hedgerow import schema, triggers
from hedgerow.checks import check_document
from hedgerow.document import Document
from hedgerow.index import Index
from hedgerow.structure import check_structure

DOCUMENT = json.loads(
    (ROOT / "annotations/test/putin-peace-talks-2022.json").read_text(encoding="utf-8")
)
SPANS = ("cues", "stances", "mentions", "rejected")
LINKS = (("cues", "holder"), ("stances", "holder"), ("stances", "target"))


def codes(value) -> set[str]:
    problems = check_structure(value)
    if not problems:
        problems = check_document(Index(Document.from_dict(value)))
    return {problem.code for problem in problems if problem.severity == "error"}


def shift(rng, value):
    """Move a span by one to three characters."""
    layer = rng.choice(SPANS)
    record = rng.choice(value[layer])
    span = record["scope"] if layer == "cues" and rng.random() < 0.4 else record
    by = rng.choice([-3, -2, -1, 1, 2, 3])
    span["start"] += by
    span["end"] += by
    return {"T006", "T007"} if span["start"] >= 0 else {"S006"}


def stretch(rng, value):
    """Move one end of a span."""
    record = rng.choice(value[rng.choice(SPANS)])
    record[rng.choice(["start", "end"])] += rng.choice([-1, 1])
    return {"T006", "T007", "S006"}


def drop_key(rng, value):
    """Remove a key of a record, or of the document."""
    layer = rng.choice(["sentences", *SPANS, "relations", None])
    owner = rng.choice(value[layer]) if layer else value
    del owner[rng.choice(sorted(owner))]
    return {"S001"}


def add_key(rng, value):
    """Add a key that the schema does not know."""
    rng.choice(value[rng.choice(SPANS)])["surplus"] = None
    return {"S002"}


def duplicate_id(rng, value):
    """Give a record the id of another one of its layer."""
    layer = rng.choice([*SPANS, "relations"])
    first, second = rng.sample(value[layer], 2)
    first["id"] = second["id"]
    return {"L001"}


def unknown_label(rng, value):
    """Misspell a label."""
    record = rng.choice(value[rng.choice(["cues", "stances", "relations"])])
    record["label"] += "s"
    return {"S004"}


def other_label(rng, value):
    """Give a cue a label that its trigger does not allow."""
    cue = rng.choice(value["cues"])
    trigger = triggers.lookup(cue["text"])
    allowed = {*trigger.may_be, cue["label"], "unspecified"}
    cue["label"] = rng.choice([name for name in schema.names("cue") if name not in allowed])
    return {"A001", "A002", "A003", "A004", "A013"}


def stance_as_cue(rng, value):
    """Give a stance the label of a cue."""
    rng.choice(value["stances"])["label"] = rng.choice(schema.names("cue"))
    return {"S004"}


def break_link(rng, value):
    """Point a holder or target to nowhere."""
    layer, key = rng.choice(LINKS)
    rng.choice([record for record in value[layer] if record[key].startswith("m")])[key] = "m99"
    return {"L002"}


def break_relation(rng, value):
    """Point a relation to nowhere."""
    rng.choice(value["relations"])[rng.choice(["source", "target"])] = "c99"
    return {"L002"}


def float_offset(rng, value):
    """Write an offset as a float."""
    record = rng.choice(value[rng.choice(["sentences", *SPANS])])
    record["start"] = float(record["start"])
    return {"S008"}


def forget_decision(rng, value):
    """Remove a rejected record."""
    value["rejected"].remove(rng.choice(value["rejected"]))
    return {"V001"}


def lose_sentence(rng, value):
    """Remove a sentence."""
    value["sentences"].remove(rng.choice(value["sentences"]))
    return {"T011", "T012", "T013"}


MUTATIONS = (
    *(shift, stretch, drop_key, add_key, duplicate_id, unknown_label, other_label),
    *(stance_as_cue, break_link, break_relation, float_offset, forget_decision, lose_sentence),
)
# Where the defect is single, nothing but the expected codes may be reported.
SINGLE = (drop_key, add_key, unknown_label, stance_as_cue, float_offset, forget_decision, shift)


@pytest.mark.parametrize("mutate", MUTATIONS, ids=lambda m: m.__name__)
def test_every_mutation_is_noticed(mutate):
    rng = random.Random(f"hedgerow {mutate.__name__}")
    seen = Counter()
    for _ in range(31):
        value = copy.deepcopy(DOCUMENT)
        expected = mutate(rng, value)
        found = codes(value)
        assert found & expected, (mutate.__name__, found)
        if mutate in SINGLE:
            assert found <= expected, (mutate.__name__, found)
        seen.update(found)
    assert seen


def test_the_document_itself_is_clean():
    assert codes(DOCUMENT) == set()
    assert 31 * len(MUTATIONS) >= 400
