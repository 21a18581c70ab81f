"""Several corpora in one dataset, converted ones among them."""

import hashlib
import json
from pathlib import Path

import pytest
from datasets import get_dataset_config_names, load_dataset
from huggingface_hub import DatasetCard

from conftest import CASES, ROOT, make_corpus
from hedgerow.export.engines import processes
from hedgerow.export.writer import ExportError, export
from hedgerow.formats import format_module
from hedgerow.formats.base import Report
from hedgerow.formats.hedgerow import write
from hedgerow.pipeline import validate
from hedgerow.views import VIEWS, documents
from test_cli import hedgerow

DATA = ROOT / "tests" / "data" / "formats"


def converted(name: str, file: str, out: Path) -> Path:
    """A folder as hedgerow convert writes it."""
    report = Report()
    write(format_module(name).read(DATA / name / file, report), out, report)
    assert report.problems == []
    return out


@pytest.fixture
def several(tmp_path: Path) -> list[Path]:
    """One of ours, one converted without splits, one converted in splits."""
    make_corpus(tmp_path / "ours")
    converted("bioscope", "abstracts.xml", tmp_path / "bioscope")
    for split, file in (("train", "task1_bio.xml"), ("test", "labels_only.xml")):
        converted("conll2010", file, tmp_path / "conll2010" / split)
    return [tmp_path / name for name in ("ours", "bioscope", "conll2010")]


def test_every_configuration_names_the_corpus(several: list[Path], tmp_path: Path):
    result = export(several, tmp_path / "out")
    assert (result.documents, result.problems) == (5, [])
    for name, view in VIEWS.items():
        loaded = load_dataset(str(tmp_path / "out"), name)
        for split, dataset in loaded.items():
            assert list(dataset.features) == ["corpus", *view.features()]
            corpora = {row["corpus"] for row in dataset}
            assert corpora <= {"ours", "bioscope", "conll2010"}
            assert split == "train" or corpora == {"conll2010"}
    assert list(load_dataset(str(tmp_path / "out"), "cues")) == ["train"]  # no cue in test
    found = load_dataset(str(tmp_path / "out"), "documents")
    assert list(found["train"]["corpus"]) == ["ours", "bioscope", "bioscope", "conll2010"]
    assert list(found["test"]["id"]) == ["labels-only-18"]
    for row in found["train"]:
        home = next(folder for folder in several if folder.name == row["corpus"])
        (path,) = home.rglob(f"{row['id']}.json")
        assert documents.restore(row) == json.loads(path.read_text(encoding="utf-8"))


def test_what_a_source_does_not_say_is_null(several: list[Path], tmp_path: Path):
    export(several, tmp_path / "out")
    loaded = load_dataset(str(tmp_path / "out"), "sentences")
    assert list(loaded["test"]["uncertain"]) == [True, False, None]
    said = {(row["corpus"], row["cue_booster"], row["stance_position"]) for row in loaded["train"]}
    assert said == {
        *(("ours", booster, False) for booster in (True, False)),
        *((name, False, None) for name in ("bioscope", "conll2010")),
    }


def test_the_card_says_it(several: list[Path], tmp_path: Path):
    export(several, tmp_path / "out")
    card = DatasetCard.load(tmp_path / "out" / "README.md")
    assert "`corpus` in every configuration: Name of the corpus" in card.text
    assert card.data.license_name == "as-the-source-of-each-text"
    croissant = json.loads((tmp_path / "out" / "croissant.json").read_text(encoding="utf-8"))
    fields = {f["name"] for records in croissant["recordSet"] for f in records["field"]}
    assert ("corpus" in fields, "license" in croissant) == (True, False)


def test_a_converted_folder_alone(several: list[Path], tmp_path: Path):
    export(several[1], tmp_path / "out")
    cues = load_dataset(str(tmp_path / "out"), "cues")
    assert ("corpus" in cues["train"].features, list(cues)) == (False, ["train"])
    run = hedgerow("export", several[1], "--out", tmp_path / "out", "--split", "validation")
    assert run.returncode == 0
    assert list(load_dataset(str(tmp_path / "out"), "cues")) == ["validation"]


def test_a_configuration_without_rows_is_left_out(tmp_path: Path):
    folder = converted("sentences", "plain.tsv", tmp_path / "plain")
    export(folder, tmp_path / "out")
    assert get_dataset_config_names(str(tmp_path / "out")) == ["documents", "sentences", "tokens"]
    assert {p.name for p in (tmp_path / "out").iterdir() if p.is_dir()} == {
        *("documents", "sentences", "tokens"),
    }
    rows = load_dataset(str(tmp_path / "out"), "sentences", split="train")
    assert list(rows["uncertain"]) == [True, False]


def test_the_command(several: list[Path], tmp_path: Path):
    run = hedgerow("export", *several, "--out", tmp_path / "out", "--split", "test")
    assert run.returncode == 0, run.stderr
    rows = load_dataset(str(tmp_path / "out"), "documents", split="test")
    assert list(rows["corpus"]) == ["bioscope", "bioscope", "conll2010"]


def test_two_corpora_of_one_name_are_refused(several: list[Path], tmp_path: Path):
    run = hedgerow("export", several[0], several[0], "--out", tmp_path / "out")
    assert (run.returncode, "two corpora are named ours" in run.stderr) == (2, True)
    (tmp_path / "empty").mkdir()
    with pytest.raises(ExportError, match=r"no document in .*empty"):
        export([tmp_path / "empty"], tmp_path / "out")


def test_an_error_in_one_of_them_writes_nothing(several: list[Path], tmp_path: Path):
    path = next(several[1].glob("*.json"))
    path.write_text(path.read_text(encoding="utf-8").replace('"end": 28', '"end": 29'))
    result = export(several, tmp_path / "out")
    assert result.problems
    assert not (tmp_path / "out").exists()


def test_ours_alone_is_as_before(tmp_path: Path):
    export(CASES / "valid" / "converted", tmp_path / "one")
    export([CASES / "valid" / "converted"], tmp_path / "other")
    files = [path.relative_to(tmp_path / "one") for path in (tmp_path / "one").rglob("*.*")]
    for file in files:
        assert (tmp_path / "one" / file).read_bytes() == (tmp_path / "other" / file).read_bytes()


def test_one_text_in_two_splits_is_refused(several: list[Path], tmp_path: Path):
    train, test = (several[0] / "annotations" / split for split in ("train", "test"))
    train.rename(test)
    for target, back in (("brat", ()), ("hedgerow", ("--from", "brat"))):
        source = several[0] if target == "brat" else tmp_path / "brat"
        hedgerow("convert", source, *back, "--to", target, "--out", tmp_path / target)
    both = (several[0], tmp_path / "hedgerow")
    run = hedgerow("export", *both, "--out", tmp_path / "out")
    assert (run.returncode, (tmp_path / "out").exists()) == (1, False)
    here, there = tmp_path / "hedgerow" / "example.json", test / "example.json"
    assert f"error C011 its text goes to train here and to test by {there}" in run.stdout
    assert str(here) in run.stdout
    assert "put both into one split (--split" in run.stdout
    run = hedgerow("export", *both, "--out", tmp_path / "out", "--split", "test")
    assert run.returncode == 0, run.stdout


def test_a_group_in_two_splits_is_refused(several: list[Path], tmp_path: Path):
    path = next((several[2] / "test").glob("*.json"))
    value = json.loads(path.read_text(encoding="utf-8"))
    value["source"]["group"] = "example"
    path.write_text(json.dumps(value), encoding="utf-8")
    found = export(several, tmp_path / "out").problems
    assert [(p.code, p.path) for p in found] == [("T005", str(path)), ("C003", str(path))]


def changed(corpus: Path, split: str) -> Path:
    """A corpus whose one document has one word more, of another group and id, in a split."""
    folder = corpus / "annotations"
    (path,) = folder.rglob("*.json")
    value = json.loads(path.read_text(encoding="utf-8"))
    value["text"] += " So we heard."
    value["sentences"].append(
        {
            "id": f"s{len(value['sentences']) + 1:02d}",
            "start": len(value["text"]) - len("So we heard."),
            "end": len(value["text"]),
            "uncertain": value["sentences"][0]["uncertain"],
        }
    )
    data = value["text"].encode()
    value["source"] |= {"group": "other", "sha256": hashlib.sha256(data).hexdigest()}
    (corpus / value["source"]["path"]).write_bytes(data)
    entry = {Path(value["source"]["path"]).stem: value["source"]}
    (corpus / "seeds" / "index.json").write_text(json.dumps(entry), encoding="utf-8")
    path.unlink()
    target = folder / split / path.name
    target.parent.mkdir(exist_ok=True)
    target.write_text(json.dumps(value), encoding="utf-8")
    return target


@pytest.mark.parametrize("workers", [1, 2])
def test_nearly_one_text_in_two_splits_is_refused(tmp_path: Path, workers: int):
    first, second = tmp_path / "first", tmp_path / "second"
    make_corpus(first)
    make_corpus(second)
    path = changed(second, "test")
    (other,) = (first / "annotations" / "train").glob("*.json")
    assert validate([first, second]) == []
    found = export([first, second], tmp_path / "out", engine=processes(workers)).problems
    assert {p.code for p in found} == {"C004", "C005"}
    assert {p.path for p in found} == {str(path)}
    (passage,) = [p for p in found if p.code == "C005"]
    assert f"also stand in {other} at 0 to" in passage.message
    assert "put both into one split" in passage.suggestion
    assert (passage.line, (tmp_path / "out").exists()) == (1, False)

    command = ("export", ".", "../second", "--out", tmp_path / "out")
    run = hedgerow(*command, cwd=first)
    assert (run.returncode, run.stdout.count("error C005 ")) == (1, 1)

    changed(second, "train")
    assert export([first, second], tmp_path / "out").problems == []


def test_a_converted_text_in_no_split_is_compared_too(several: list[Path], tmp_path: Path):
    copy = tmp_path / "copy" / "test"
    copy.mkdir(parents=True)
    for path in several[1].glob("*.json"):
        value = json.loads(path.read_text(encoding="utf-8"))
        value["id"] = value["source"]["group"] = f"copy-{value['id']}"
        value["text"] += "\n"
        value["source"]["sha256"] = hashlib.sha256(value["text"].encode()).hexdigest()
        (copy / f"{value['id']}.json").write_text(json.dumps(value), encoding="utf-8")
    found = export([several[1], copy.parent], tmp_path / "out").problems
    assert {p.code for p in found} == {"C004", "C005"}
    assert {Path(p.path).parent for p in found} == {copy}
    assert export([several[1], copy.parent], tmp_path / "out", split="test").problems == []
