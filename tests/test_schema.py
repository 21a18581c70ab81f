"""The schema is sound, documented, and the only place where labels are written down."""

import dataclasses
import json

import jsonschema
import jsonschema_rs
import pytest

from conftest import ROOT
from hedgerow import document, schema, structure
from hedgerow.keywords import HANDLERS

RECORDS = ("sentence", "cue", "stance", "mention", "relation", "rejected")
LABELLED = (("cue", "label"), ("stance", "label"), ("relation", "label"), ("rejected", "reason"))


def record_schema(name):
    whole = schema.document_schema()
    return {"$schema": whole["$schema"], "$ref": f"#/$defs/{name}", "$defs": whole["$defs"]}


def test_schema_is_valid_2020_12():
    whole = schema.document_schema()
    assert whole["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert whole["$id"].endswith(schema.schema_version())
    jsonschema.Draft202012Validator.check_schema(whole)


@pytest.mark.parametrize("name", RECORDS)
def test_every_example_validates_with_both_validators(name):
    examples = schema.document_schema()["$defs"][name]["examples"]
    slow = jsonschema.Draft202012Validator(record_schema(name))
    fast = jsonschema_rs.Draft202012Validator(record_schema(name))
    for example in examples:
        assert list(slow.iter_errors(example)) == []
        assert fast.is_valid(example)


@pytest.mark.parametrize("name", RECORDS)
def test_offsets_of_examples_cover_their_text(name):
    for example in schema.document_schema()["$defs"][name]["examples"]:
        if "text" not in example:
            continue
        assert example["end"] - example["start"] == len(example["text"])
        scope = example.get("scope")
        if scope:
            inner = slice(example["start"] - scope["start"], example["end"] - scope["start"])
            assert scope["text"][inner] == example["text"]


@pytest.mark.parametrize(("record", "key"), LABELLED)
def test_every_label_has_an_example(record, key):
    examples = schema.document_schema()["$defs"][record]["examples"]
    assert {example[key] for example in examples} == set(schema.names(record, key))


@pytest.mark.parametrize(("record", "key"), LABELLED)
def test_every_label_has_title_and_description(record, key):
    for label in schema.labels(record, key):
        assert label.title
        assert len(label.description) > 20


def objects(node, path="#"):
    if isinstance(node, dict):
        if "properties" in node and node.get("type"):
            yield path, node
        for key, value in node.items():
            if key not in ("if", "then", "else"):
                yield from objects(value, f"{path}/{key}")
    elif isinstance(node, list):
        for i, value in enumerate(node):
            yield from objects(value, f"{path}/{i}")


def test_every_object_is_closed_and_requires_all_its_keys():
    found = list(objects(schema.document_schema()))
    assert len(found) == 11
    for path, node in found:
        assert node["additionalProperties"] is False, path
        assert node["required"] == list(node["properties"]), path


@pytest.mark.parametrize(
    ("name", "model"),
    [
        ("document", document.Document),
        ("source", document.Source),
        ("annotation", document.Annotation),
        ("annotator", document.Annotator),
        ("sentence", document.Sentence),
        ("cue", document.Cue),
        ("stance", document.Stance),
        ("mention", document.Mention),
        ("relation", document.Relation),
        ("rejected", document.Rejected),
    ],
)
def test_the_data_model_has_the_keys_of_the_schema_in_order(name, model):
    assert tuple(field.name for field in dataclasses.fields(model)) == schema.keys(name)


def keywords(node):
    """Every keyword of the schema that can fail, outside if/then/else."""
    if isinstance(node, dict):
        for key, value in node.items():
            if key in ("if", "then", "else", "allOf", "examples"):
                continue
            if key in ("properties", "$defs"):
                for child in value.values():
                    yield from keywords(child)
            else:
                yield key
                yield from keywords(value)
    elif isinstance(node, list):
        for child in node:
            yield from keywords(child)


def test_every_keyword_of_the_schema_has_a_code():
    silent = {"$schema", "$id", "$ref", "title", "description", "$comment", "items"}
    used = set(keywords(schema.document_schema())) - silent
    assert used == set(structure._CODES) == set(HANDLERS)


def test_every_logical_leaf_has_a_code():
    """The leaves of then and else, found in the schema, are the keys of the table."""
    leaves = set()
    whole = schema.document_schema()
    for layer, name in (("cues", "cue"), ("stances", "stance")):
        for rule in whole["$defs"][name]["allOf"]:
            leaves |= {
                (layer, key)
                for branch in ("then", "else")
                if branch in rule
                for key in rule[branch]["properties"]
            }
    for layer, name in (("rejected", "rejected"), ("relations", "relation")):
        leaves |= {(layer, key) for key in whole["$defs"][name]["then"]["properties"]}
    leaves |= {
        (layer, key)
        for layer, records in whole["then"]["properties"].items()
        for key in records["items"]["properties"]
    }
    assert leaves == set(structure._LOGIC)


def test_labels_stand_nowhere_in_the_code():
    """Code that lists all labels of a layer would be a second place for them."""
    for path in (ROOT / "scripts").rglob("*.py"):
        source = path.read_text(encoding="utf-8")
        for record, key in (("cue", "label"), ("stance", "label"), ("rejected", "reason")):
            names = schema.names(record, key)
            quoted = [name for name in names if f'"{name}"' in source]
            assert len(quoted) < len(names), f"{path} lists every {record} {key}"


def test_the_example_document_is_in_canonical_form():
    path = ROOT / "schema" / "example.json"
    raw = path.read_text(encoding="utf-8")
    assert document.Document.from_dict(json.loads(raw)).to_json() == raw
