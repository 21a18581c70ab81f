"""croissant.json: valid for the reference library, and every record loads offline."""

import hashlib
import json
from pathlib import Path

import mlcroissant
import pytest

from conftest import ROOT
from hedgerow import load
from hedgerow.export.croissant import NAME
from hedgerow.export.writer import export
from hedgerow.views import VIEWS

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")  # rdflib warns of itself


@pytest.fixture(scope="module")
def exported(tmp_path_factory) -> Path:
    out = tmp_path_factory.mktemp("croissant") / "export"
    export(ROOT, out)
    return out


@pytest.fixture(scope="module")
def dataset(exported: Path) -> mlcroissant.Dataset:
    return mlcroissant.Dataset(str(exported / NAME))


def test_it_is_valid_without_a_warning(dataset: mlcroissant.Dataset):
    issues = dataset.metadata.ctx.issues
    assert (issues.errors, issues.warnings) == (set(), set())


@pytest.mark.parametrize("name", VIEWS)
def test_records_are_those_of_the_export(name: str, dataset: mlcroissant.Dataset):
    splits = load(name)
    expected = [(split, row["id"], row["text"]) for split in splits for row in splits[split]]
    found = [
        tuple(record[f"{name}/{key}"].decode() for key in ("split", "id", "text"))
        for record in dataset.records(name)
    ]
    assert sorted(found) == sorted(expected)


def test_a_whole_record(dataset: mlcroissant.Dataset):
    row = load("cues")["test"][0]
    record = next(r for r in dataset.records("cues") if r["cues/id"].decode() == row["id"])
    assert record["cues/start"] == row["start"]
    assert record["cues/negated"] is False
    assert record["cues/label"].decode() == load("cues")["test"].features["label"].int2str(
        row["label"]
    )


def test_files_are_described_by_size_and_checksum(exported: Path):
    value = json.loads((exported / NAME).read_text(encoding="utf-8"))
    files = [item for item in value["distribution"] if item["@type"] == "cr:FileObject"]
    assert {file["contentUrl"] for file in files} == {
        path.relative_to(exported).as_posix() for path in exported.rglob("*.parquet")
    }
    for file in files:
        data = (exported / file["contentUrl"]).read_bytes()
        assert file["contentSize"] == f"{len(data)} B"
        assert file["sha256"] == hashlib.sha256(data).hexdigest()


def test_the_release_date_is_that_of_the_citation(exported: Path):
    value = json.loads((exported / NAME).read_text(encoding="utf-8"))
    citation = (ROOT / "CITATION.cff").read_text(encoding="utf-8")
    assert f"date-released: {value['datePublished']}" in citation
    assert f"version: {value['version']}" in citation
