"""The texts of the corpus: described, as long as promised, and no copies of each other.

And what holds a document to its seed.
"""

import hashlib
import itertools
import json
from collections import Counter
from pathlib import Path

import pytest

from conftest import ROOT
from hedgerow.document import Document
from hedgerow.seeds import Seeds

INDEX = json.loads((ROOT / "seeds" / "index.json").read_text(encoding="utf-8"))
TEXTS = {name: (ROOT / "seeds" / f"{name}.txt").read_text(encoding="utf-8") for name in INDEX}
COMPOSED = [name for name, entry in INDEX.items() if entry["creator"] == "machine-generated"]


def shingles(text: str) -> set[tuple[str, ...]]:
    words = text.lower().split()
    return {tuple(words[i : i + 5]) for i in range(len(words) - 4)}


def test_the_index_describes_exactly_the_texts():
    assert {path.stem for path in (ROOT / "seeds").glob("*.txt")} == INDEX.keys()
    for name, entry in INDEX.items():
        data = (ROOT / "seeds" / f"{name}.txt").read_bytes()
        assert entry["sha256"] == hashlib.sha256(data).hexdigest()


def test_composed_texts_say_so_and_keep_their_length():
    assert Counter(INDEX[name]["genre"] for name in COMPOSED) == dict.fromkeys(
        (
            *("news-analysis", "opinion", "policy-brief"),
            *("intelligence-estimate", "economic-outlook", "historical-essay"),
        ),
        4,
    )
    for name in COMPOSED:
        assert "language model" in INDEX[name]["provenance"]
        assert 350 <= len(TEXTS[name].split()) <= 600


def test_no_two_texts_are_near_duplicates():
    cut = {name: shingles(text) for name, text in TEXTS.items()}
    shared = {
        (a, b): len(cut[a] & cut[b]) / min(len(cut[a]), len(cut[b]))
        for a, b in itertools.combinations(cut, 2)
    }
    assert max(shared.values()) < 0.01


FILE, ROW = "annotations/train/example.json", "annotations/train.jsonl/7"
CASES = {
    "in order": (FILE, {}, {}, ""),
    "a row of a file of many": (ROW, {}, {}, ""),
    "another name": ("annotations/train/other.json", {}, {}, "T001"),
    "an ending of its own": ("annotations/train/example.txt", {}, {}, ""),
    "no seed": (FILE, {"path": "seeds/other.txt"}, {}, "T002"),
    "no seed for a row": (ROW, {"path": "seeds/other.txt"}, {}, "T002"),
    "a folder": (FILE, {"path": "seeds/"}, {}, "T002"),
    "a link": (FILE, {"path": "seeds/link.txt"}, {}, "T002"),
    "out of the folder": (FILE, {"path": "seeds/../o.txt"}, {}, "T002"),
    "another hash": (FILE, {"sha256": "0" * 64}, {}, "T003 T005"),
    "another text": (FILE, {}, {"text": "Other."}, "T004"),
    "another text and its hash": (
        FILE,
        {"sha256": hashlib.sha256(b"Other.").hexdigest()},
        {"text": "Other."},
        "T003 T005",
    ),
    "another group": (FILE, {"group": "other"}, {}, "T005"),
    "no entry": (FILE, {"path": "seeds/copy.txt"}, {}, "T005"),
    "a broken entry": (FILE, {"path": "seeds/broken.txt"}, {}, "T005"),
    "an entry of lists": (FILE, {"path": "seeds/lists.txt"}, {}, "T005"),
    "converted, with a seed": (FILE, {}, {"origin": "converted"}, ""),
    "converted, with another seed": (FILE, {}, {"origin": "converted", "text": "O"}, "T004"),
    "converted, without a seed": (FILE, {"path": "seeds/o.txt"}, {"origin": "converted"}, ""),
    "converted, a link": (FILE, {"path": "seeds/link.txt"}, {"origin": "converted"}, "T002"),
    "converted, another text": (
        FILE,
        {"path": "seeds/o.txt"},
        {"origin": "converted", "text": "O"},
        "T003",
    ),
}
ALONE = {
    "a file": ("example.json", {}, {}, "T002"),
    "a row": ("all.jsonl/7", {}, {}, ""),
    "a row with another text": ("all.jsonl/7", {}, {"text": "O"}, "T003"),
    "converted": ("example.json", {}, {"origin": "converted"}, ""),
    "converted, another name": ("other.json", {}, {"origin": "converted"}, "T001"),
}


@pytest.mark.parametrize("name", [*CASES, *ALONE])
def test_a_document_against_its_seed(corpus: Path, name: str):
    place, source, whole, codes = {**CASES, **ALONE}[name]
    seeds = corpus / "seeds"
    value = json.loads((corpus / FILE).read_bytes())
    for copy in (
        *(seeds / f"{stem}.txt" for stem in ("copy", "broken", "lists")),
        corpus / "o.txt",
    ):
        copy.write_text(value["text"], encoding="utf-8")
    (seeds / "link.txt").symlink_to(seeds / "example.txt")
    index = json.loads((seeds / "index.json").read_bytes())
    index["lists"] = {key: [said] for key, said in index["example"].items()}
    index["broken"] = []
    (seeds / "index.json").write_text(json.dumps(index), encoding="utf-8")
    value["source"].update(source)
    value["text"] = whole.get("text", value["text"])
    value["annotation"]["origin"] = whole.get("origin", value["annotation"]["origin"])
    document, path = Document.from_dict(value), corpus / place
    root = corpus if name in CASES else None
    found = list(Seeds().check(path, root, document))
    assert sorted({problem.code for problem in found}) == codes.split()


def test_without_an_index_documents_are_sound_by_their_seeds(corpus: Path):
    (corpus / "seeds" / "index.json").unlink()
    document = Document.from_dict(json.loads((corpus / FILE).read_bytes()))
    assert list(Seeds().check(corpus / FILE, corpus, document)) == []
