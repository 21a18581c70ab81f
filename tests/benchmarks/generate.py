"""Writes valid documents by the thousand, for benchmarks: about 60 records and 21 KB each.

The text is sentences of a few patterns, filled with invented words that come as often as words of a
language do, so that it packs like a text; nothing here is annotation of anything.
"""

from __future__ import annotations

import hashlib
import json
import random
from functools import lru_cache
from itertools import accumulate
from pathlib import Path

from hedgerow.triggers import forms

SYLLABLES = [
    c + v for c in "b d f g k l m n p r s t v z br dr fl gr pl st tr".split() for v in "aeiou"
]
NAMES = ("ministry", "bank", "council", "delegation", "committee")
THINGS = ("road", "deal", "budget", "border post", "port")
# The words in a sentence tell `sentence` which records it gets.
PATTERNS = (
    "{actor} said that {object} might reopen {place}.",
    "However, {object} could potentially close {place}.",
    "{actor} wants {object} {place}.",
    "{object} remained open {place}, and {actor} paid for it.",
    "{actor} sent {object} some money {place}.",
    "{actor} lost its “winter clause” {place}.",
)


@lru_cache(maxsize=1)
def vocabulary() -> tuple[list[str], list[float]]:
    """Words that mean nothing, and how often each comes: as often as words of its rank do."""
    rng = random.Random(0)
    words = {"".join(rng.choices(SYLLABLES, k=rng.choice((1, 2, 2, 3, 3, 4)))) for _ in range(9000)}
    words = {word for word in words - set(forms()) if "some" not in word}
    chosen = sorted(words, key=lambda word: (len(word), word))
    return chosen, list(accumulate(1 / rank for rank in range(3, len(chosen) + 3)))


def words(rng: random.Random, count: int) -> str:
    """Some words of the vocabulary."""
    chosen, weights = vocabulary()
    return " ".join(rng.choices(chosen, cum_weights=weights, k=count))


class _Builder:
    """Collects the records of one document."""

    def __init__(self, rng: random.Random) -> None:
        self.rng = rng
        self.text = ""
        self.layers: dict[str, list[dict]] = {
            layer: []
            for layer in ("sentences", "cues", "stances", "mentions", "relations", "rejected")
        }

    def add(self, layer: str, letter: str, **record: object) -> str:
        records = self.layers[layer]
        identifier = f"{letter}{len(records) + 1:02d}"
        records.append({"id": identifier, **record})
        return identifier

    def span(self, within: tuple[int, int], text: str) -> dict:
        start = self.text.index(text, within[0], within[1])
        return {"start": start, "end": start + len(text), "text": text}

    def cue(self, at: tuple[int, int], label: str, text: str, scope: str, **values: object) -> str:
        record = {
            "label": label,
            **self.span(at, text),
            "scope": self.span(at, scope),
            "holder": "author",
            "certainty": None,
            "polarity": None,
            "reporting": None,
            "negated": False,
            "confidence": "high",
            "note": words(self.rng, 12) if len(self.layers["cues"]) % 2 else None,
        }
        return self.add("cues", "c", **{**record, **values})

    def sentence(self) -> None:
        rng = self.rng
        actor = f"The {words(rng, 1)} {rng.choice(NAMES)}"
        thing = f"the {words(rng, 1)} {rng.choice(THINGS)}"
        before, behind = words(rng, rng.randint(8, 14)), words(rng, rng.randint(4, 11))
        place = f"in the {before}{rng.choice((',', ':', ' –', ' of'))} {behind}"
        pattern = rng.choice(PATTERNS)
        text = pattern.format(actor=actor, object=thing, place=place)
        text = text[0].upper() + text[1:]
        start = len(self.text) + bool(self.text)
        self.text += (" " if self.text else "") + text
        at = (start, len(self.text))
        self.add("sentences", "s", start=start, end=len(self.text), uncertain=None)
        possible = {"certainty": "possible", "polarity": "positive"}
        if "said" in pattern:
            holder = self.add("mentions", "m", **self.span(at, actor), entity=actor)
            said = {"holder": holder, "polarity": "positive", "reporting": "acknowledge"}
            clause = f"{thing} might reopen {place}"
            self.cue(at, "attribution", "said", f"said that {clause}", **said)
            self.cue(at, "epistemic", "might", clause, holder=holder, **possible)
        elif "could" in pattern:
            clause = f"{thing} could potentially close {place}"
            first = self.cue(at, "epistemic", "could", clause, **possible)
            second = self.cue(at, "epistemic", "potentially", clause, **possible)
            self.add("relations", "r", label="concord", source=first, target=second)
            self.add(
                "rejected", "x", **self.span(at, "However"), reason="contrast", note=words(rng, 12)
            )
        elif "wants" in pattern:
            holder = self.add("mentions", "m", **self.span(at, actor), entity=actor)
            target = self.add("mentions", "m", **self.span(at, thing), entity=thing)
            self.add(
                "stances",
                "e",
                label="volition",
                **self.span(at, "wants"),
                holder=holder,
                target=target,
                topic=None,
                polarity="positive",
                intensity="medium",
                explicit=True,
                mode="reported",
                negated=False,
                confidence="high",
                note=words(rng, 12),
            )
        elif "some" in pattern:
            self.cue(at, "approximator", "some", "some money")
        elif "winter" in pattern:
            self.cue(at, "distancing", "“winter clause”", "“winter clause”")


def document(number: int, records: int = 60) -> dict:
    """A valid document with about `records` records, always the same for the same number."""
    rng = random.Random(number)
    builder = _Builder(rng)
    while sum(map(len, builder.layers.values())) < records:
        builder.sentence()
    name = f"generated-{number:06d}"
    layers = dict(builder.layers)
    return {
        "schema_version": "1.1",
        "id": name,
        "language": "en",
        "text": builder.text,
        "source": {
            "path": f"seeds/{name}.txt",
            "sha256": hashlib.sha256(builder.text.encode()).hexdigest(),
            "provenance": "generated for a benchmark",
            "licence": "CC0-1.0",
            "genre": "news-analysis",
            "topic": "none",
            "group": name,
        },
        "annotation": {
            "origin": "native",
            "status": "single",
            "annotators": [{"id": "generator", "kind": "model"}],
            "guidelines": "none",
            "scope_convention": "clause",
            "layers": ["cues", "stances"],
        },
        **layers,
    }


def corpus(root: Path, count: int, indent: int | None = 2) -> list[Path]:
    """Write `count` documents with seeds, a tenth in validation and a tenth in test; the paths."""
    (root / "seeds").mkdir(parents=True, exist_ok=True)
    for split in ("train", "validation", "test"):
        (root / "annotations" / split).mkdir(parents=True, exist_ok=True)
    paths, index = [], {}
    for number in range(count):
        value = document(number)
        index[value["id"]] = {"creator": "machine-generated", **value["source"]}
        (root / value["source"]["path"]).write_bytes(value["text"].encode())
        split = {8: "validation", 9: "test"}.get(number % 10, "train")
        path = root / "annotations" / split / f"{value['id']}.json"
        path.write_text(json.dumps(value, ensure_ascii=False, indent=indent) + "\n", "utf-8")
        paths.append(path)
    (root / "seeds" / "index.json").write_text(json.dumps(index, indent=2) + "\n", "utf-8")
    return paths
