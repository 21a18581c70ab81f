"""The texts of the corpus: described, as long as promised, and no copies of each other."""

import hashlib
import itertools
import json
from collections import Counter

from conftest import ROOT

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
