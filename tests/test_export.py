"""Export and load: every configuration, both ways, offline; nothing half-written."""

import hashlib
import json
from pathlib import Path

import datasets
import pyarrow.parquet as pq
import pytest
from datasets import ClassLabel, List, get_dataset_config_names, load_dataset
from huggingface_hub import DatasetCard

import hedgerow
from conftest import CASES, ROOT, make_corpus
from hedgerow import schema
from hedgerow.catalogue import CATALOGUE
from hedgerow.corpus import document_paths
from hedgerow.export.writer import ExportError, export
from hedgerow.pipeline import check_file
from hedgerow.views import VIEWS, documents


@pytest.fixture(scope="session")
def exported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("export") / "hedgerow-export"
    assert export(ROOT, out).problems == []
    return out


def expected_rows(name: str, split: str) -> list[dict]:
    return [
        row
        for path in document_paths(ROOT)
        if path.parent.name == split
        for row in VIEWS[name].rows(check_file(path).index)
    ]


def by_name(row: dict, name: str) -> dict:
    """A loaded row with label names for label numbers."""
    return documents._restore(row, VIEWS[name].kinds())


def tree(folder: Path) -> dict[str, str]:
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file()
    }


@pytest.mark.parametrize("name", VIEWS)
def test_load_dataset(exported: Path, name: str):
    loaded = load_dataset(str(exported), name)
    assert isinstance(loaded, datasets.DatasetDict)
    for split, dataset in loaded.items():
        assert dataset.features == VIEWS[name].features()
        rows = [by_name(row, name) for row in dataset]
        assert rows == [by_name(row, name) for row in expected_rows(name, split)]


@pytest.mark.parametrize("name", VIEWS)
def test_streaming(exported: Path, name: str):
    stream = load_dataset(str(exported), name, split="test", streaming=True)
    assert stream.features == VIEWS[name].features()
    plain = load_dataset(str(exported), name, split="test")
    assert list(stream) == list(plain)


@pytest.mark.parametrize("name", VIEWS)
def test_hedgerow_load(exported: Path, name: str):
    own, loaded = hedgerow.load(name), load_dataset(str(exported), name)
    assert own.keys() == loaded.keys()
    for split, dataset in own.items():
        assert dataset.features == loaded[split].features
        assert dataset[:] == loaded[split][:]


def test_hedgerow_load_refuses(tmp_path: Path):
    with pytest.raises(ValueError, match="no configuration 'cuse'; there are documents"):
        hedgerow.load("cuse")
    make_corpus(tmp_path, CATALOGUE["T007"].example.apply(hedgerow_example()))
    with pytest.raises(ValueError, match="has errors: run hedgerow validate"):
        hedgerow.load("cues", tmp_path)


def hedgerow_example() -> dict:
    return json.loads((ROOT / "schema" / "example.json").read_text(encoding="utf-8"))


def test_config_names_and_default(exported: Path):
    assert get_dataset_config_names(str(exported)) == list(VIEWS)
    assert "sentences" in load_dataset(str(exported))["test"].column_names


def test_class_labels_and_lists_are_intact(exported: Path):
    features = load_dataset(str(exported), "tokens", split="test").features
    assert isinstance(features["cue_tags"], List)
    assert isinstance(features["cue_tags"].feature, ClassLabel)
    nested = load_dataset(str(exported), "documents", split="test").features
    assert isinstance(nested["cues"].feature["label"], ClassLabel)


def test_a_document_can_be_rebuilt_from_its_row(exported: Path):
    for split, dataset in load_dataset(str(exported), "documents").items():
        for row in dataset:
            path = ROOT / "annotations" / split / f"{row['id']}.json"
            assert documents.restore(row) == json.loads(path.read_text(encoding="utf-8"))


def test_a_checkout_loads_as_it_is():
    loaded = load_dataset(str(ROOT))
    for split, dataset in loaded.items():
        assert dataset.features == documents.features()
        for row in dataset:
            path = ROOT / "annotations" / split / f"{row['id']}.json"
            assert documents.restore(row) == json.loads(path.read_text(encoding="utf-8"))


def test_converted_documents_export_without_scopes(tmp_path: Path):
    export(CASES / "valid" / "converted", tmp_path / "out")
    rows = load_dataset(str(tmp_path / "out"), "documents", split="train")
    path = CASES / "valid/converted/annotations/train/converted.json"
    assert documents.restore(rows[0]) == json.loads(path.read_text(encoding="utf-8"))
    scopes = load_dataset(str(tmp_path / "out"), "cues", split="train")["scope"]
    assert list(scopes) == ["suggest a link", None]


def test_labels_of_sentences_are_served_and_nothing_is_made_up(tmp_path: Path):
    export(CASES / "valid" / "labelled-sentences", tmp_path / "out")
    rows = load_dataset(str(tmp_path / "out"), "sentences", split="train")
    assert list(rows["uncertain"]) == [True, False, None]
    assert set(rows["cue_epistemic"]) == {None}
    tagged = load_dataset(str(tmp_path / "out"), "tokens", split="train")
    assert tagged.features == VIEWS["tokens"].features()
    assert list(tagged["cue_tags"]) == [None, None, None]
    path = CASES / "valid/labelled-sentences/annotations/train/labelled-sentences.json"
    row = load_dataset(str(tmp_path / "out"), "documents", split="train")[0]
    assert documents.restore(row) == json.loads(path.read_text(encoding="utf-8"))


def test_twice_the_same_bytes(exported: Path, tmp_path: Path):
    export(ROOT, tmp_path / "again")
    assert tree(tmp_path / "again") == tree(exported)


def test_parquet_holds_labels_by_name(exported: Path):
    table = pq.read_table(exported / "cues" / "test-00000-of-00001.parquet")
    first = hedgerow.read(next(p for p in document_paths(ROOT) if p.parent.name == "test")).cues[0]
    assert table["label"][0].as_py() == first.label
    assert set(table["label"].to_pylist()) <= set(schema.names("cue"))


def test_the_card(exported: Path):
    card = DatasetCard.load(exported / "README.md")
    assert [config["config_name"] for config in card.data.configs] == list(VIEWS)
    kinds = {
        a.kind for path in document_paths(ROOT) for a in hedgerow.read(path).annotation.annotators
    }
    names = {"model": "machine-generated", "human": "expert-generated"}
    assert card.data.annotations_creators == sorted(names[kind] for kind in kinds)
    index = json.loads((ROOT / "seeds" / "index.json").read_text(encoding="utf-8"))
    stems = {Path(hedgerow.read(path).source.path).stem for path in document_paths(ROOT)}
    assert card.data.language_creators == sorted({index[stem]["creator"] for stem in stems})
    assert card.data.size_categories == ["n<1K"]
    for info in card.data.dataset_info:
        features = datasets.Features._from_yaml_list(info["features"])
        assert features == VIEWS[info["config_name"]].features()
        for split in info["splits"]:
            rows = expected_rows(info["config_name"], split["name"])
            assert split["num_examples"] == len(rows)
    for text in ("kind: model", "## Limits", "More Information Needed"):
        assert (text in card.text) == (text != "More Information Needed")


def test_a_changed_corpus_under_the_same_path_is_read_anew(tmp_path: Path):
    out = str(tmp_path / "export")
    path = make_corpus(tmp_path / "corpus")
    export(tmp_path / "corpus", tmp_path / "export")
    assert load_dataset(out, "cues", split="train")["confidence"][0] == 0
    value = hedgerow_example()
    value["cues"][0]["confidence"] = "low"
    path.write_text(json.dumps(value), encoding="utf-8")
    export(tmp_path / "corpus", tmp_path / "export")
    assert load_dataset(out, "cues", split="train")["confidence"][0] == 2


def test_a_corpus_with_errors_is_refused_and_the_earlier_export_stays(tmp_path: Path):
    path = make_corpus(tmp_path / "corpus")
    export(tmp_path / "corpus", tmp_path / "export")
    before = tree(tmp_path / "export")
    path.write_text(CATALOGUE["T007"].example.apply(hedgerow_example()), encoding="utf-8")
    result = export(tmp_path / "corpus", tmp_path / "export")
    assert [problem.code for problem in result.problems] == ["T007"]
    assert tree(tmp_path / "export") == before
    assert sorted(p.name for p in tmp_path.iterdir()) == ["corpus", "export"]


@pytest.mark.parametrize("place", ["dev", "train/deeper", "."])
def test_a_document_in_no_split_is_no_silent_loss(tmp_path: Path, corpus: Path, place: str):
    folder = corpus / "annotations" / place
    folder.mkdir(parents=True, exist_ok=True)
    (corpus / "annotations/train/example.json").rename(folder / "example.json")
    assert [problem.code for problem in hedgerow.validate(corpus)] == ["C008"]
    result = export(corpus, tmp_path / "out")
    assert [problem.code for problem in result.problems] == ["C008"]
    assert not (tmp_path / "out").exists()


def test_passes_are_where_they_belong(corpus: Path):
    folder = corpus / "annotations/passes/a1"
    folder.mkdir(parents=True)
    (folder / "example.json").write_bytes((corpus / "annotations/train/example.json").read_bytes())
    assert hedgerow.validate(corpus) == []


def test_an_interrupted_export_leaves_the_earlier_one(tmp_path: Path):
    make_corpus(tmp_path / "corpus")
    export(tmp_path / "corpus", tmp_path / "export")
    before = tree(tmp_path / "export")

    def interrupt(_):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        export(tmp_path / "corpus", tmp_path / "export", report=interrupt)
    assert tree(tmp_path / "export") == before
    export(tmp_path / "corpus", tmp_path / "export")  # goes on from the finished shard
    assert tree(tmp_path / "export") == before
    assert sorted(p.name for p in tmp_path.iterdir()) == ["corpus", "export"]


def test_a_split_that_is_a_link_is_refused(corpus: Path, tmp_path: Path):
    (corpus / "annotations" / "train").rename(tmp_path / "elsewhere")
    (corpus / "annotations" / "train").symlink_to(tmp_path / "elsewhere")
    problems = export(corpus, tmp_path / "out").problems
    assert [(p.code, p.path) for p in problems] == [("P001", str(corpus / "annotations/train"))]
    assert not (tmp_path / "out").exists()


def test_foreign_folders_and_empty_corpora_are_refused(tmp_path: Path, corpus: Path):
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "thesis.txt").write_text("x")
    with pytest.raises(ExportError, match="holds something that is no export"):
        export(corpus, tmp_path / "mine")
    with pytest.raises(ExportError, match="is a file"):
        export(corpus, tmp_path / "mine" / "thesis.txt")
    with pytest.raises(ExportError, match="no document in"):
        export(tmp_path / "mine", tmp_path / "out")
    assert (tmp_path / "mine" / "thesis.txt").read_text() == "x"


OTHER_WORDS = {
    "train": (),
    "validation": (("road", "rail"), ("talks", "votes"), ("disaster", "calamity")),
    "test": (("road", "port"), ("talks", "goods"), ("disaster", "downfall")),
}


def test_many_documents_in_all_splits(tmp_path: Path):
    """More rows than one batch, every split; all of it comes back in order."""
    example = hedgerow_example()
    (tmp_path / "corpus" / "seeds").mkdir(parents=True)
    for split, count in (("train", 300), ("validation", 2), ("test", 1)):
        folder = tmp_path / "corpus" / "annotations" / split
        folder.mkdir(parents=True)
        for i in range(count):
            name = f"{split}-{i:03d}"
            seed = f"seeds/{name}.txt"
            source = {**example["source"], "path": seed, "group": name}
            raw = json.dumps({**example, "id": name, "source": source})
            for old, new in OTHER_WORDS[split]:  # no two splits may share a sentence
                raw = raw.replace(old, new)
            text = json.loads(raw)["text"].encode()
            raw = raw.replace(source["sha256"], hashlib.sha256(text).hexdigest())
            (folder / f"{name}.json").write_text(raw, encoding="utf-8")
            (tmp_path / "corpus" / seed).write_bytes(text)
    result = export(tmp_path / "corpus", tmp_path / "export")
    assert [problem.message for problem in result.problems if problem.severity == "error"] == []
    cues = load_dataset(str(tmp_path / "export"), "cues")
    assert {split: len(rows) for split, rows in cues.items()} == {
        "train": 2700,
        "validation": 18,
        "test": 9,
    }
    assert cues["train"]["document"][::9] == [f"train-{i:03d}" for i in range(300)]
