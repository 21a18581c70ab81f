"""hedgerow migrate: pure functions between schema versions, before and after."""

import copy
import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from hedgerow import schema
from hedgerow.cli.migrate import command
from hedgerow.migrate import MIGRATIONS, known_versions, migrate


def version_1_0(value: dict) -> dict:
    """The value as it would stand in schema 1.0: no layers, no labels of sentences."""
    old = copy.deepcopy(value) | {"schema_version": "1.0"}
    del old["annotation"]["layers"]
    for sentence in old["sentences"]:
        del sentence["uncertain"]
    return old


@pytest.fixture
def before(example) -> dict:
    """The example as it would stand in schema 0.9: no notes on records, no stance confidence."""
    old = version_1_0(example) | {"schema_version": "0.9"}
    for record in (*old["cues"], *old["stances"]):
        del record["note"]
    for stance in old["stances"]:
        del stance["confidence"]
    return old


def test_before_and_after(before: dict, example: dict):
    untouched = copy.deepcopy(before)
    result = migrate(before)
    assert result.versions == ["0.9", "1.0", "1.1"]
    assert json.loads(result.text) == example
    assert before == untouched


def test_layers_of_converted_documents_are_those_that_have_records(example: dict):
    example["annotation"]["origin"] = "converted"
    assert json.loads(migrate(version_1_0(example)).text) == example
    for layer in ("stances", "mentions", "relations"):
        example[layer] = []
    example["annotation"]["layers"] = ["cues"]
    assert json.loads(migrate(version_1_0(example)).text) == example


@pytest.mark.parametrize("broken", [{"annotation": None}, {"annotation": []}, {"sentences": 1}])
def test_a_malformed_document_is_the_schemas_business(before: dict, broken: dict):
    assert {problem.code for problem in migrate(before | broken).problems} == {"S003"}


def test_a_current_document_stays_as_it_is(example: dict):
    result = migrate(example)
    assert (result.versions, result.text, result.problems) == (["1.1"], "", [])


def test_every_way_leads_to_the_current_version():
    ways = dict(MIGRATIONS.keys())
    assert len(ways) == len(MIGRATIONS)
    for version in known_versions():
        reached = version
        for _ in ways:
            reached = ways.get(reached, reached)
        assert reached == schema.schema_version()


@pytest.mark.parametrize(
    ("value", "codes"),
    [
        ({"schema_version": "7.0"}, ["S007"]),
        ({"schema_version": None}, ["S007"]),
        ({"schema_version": ["0.9"]}, ["S007"]),
        ({}, ["S001"]),
        ([], ["S003"]),
    ],
)
def test_what_cannot_be_migrated(value, codes: list[str]):
    result = migrate(value)
    assert [problem.code for problem in result.problems] == codes
    assert result.text == ""


def test_command(corpus: Path, before: dict, example: dict):
    path = corpus / "annotations/train/example.json"
    path.write_text(json.dumps(before), encoding="utf-8")
    run = CliRunner().invoke(command, [str(corpus)], standalone_mode=False)
    assert (run.return_value, "1 would change" in run.stdout) == (1, True)
    assert json.loads(path.read_text(encoding="utf-8")) == before
    run = CliRunner().invoke(command, [str(corpus), "--write"], standalone_mode=False)
    assert (run.return_value, "0.9 to 1.0 to 1.1" in run.stdout) == (0, True)
    assert json.loads(path.read_text(encoding="utf-8")) == example
    path.write_text('{"schema_version": "7.0"}', encoding="utf-8")
    run = CliRunner().invoke(command, [str(corpus), "--write"], standalone_mode=False)
    assert (run.return_value, "S007" in run.stdout) == (1, True)
    assert path.read_text(encoding="utf-8") == '{"schema_version": "7.0"}'
