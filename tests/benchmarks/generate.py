"""Writes valid documents by the thousand, for benchmarks: about 60 records and 21 KB each.

The text is sentences put together from a fixed stock, with typographic marks and colons as in real
texts; nothing here is annotation of anything.
"""

from __future__ import annotations

import hashlib
import json
import random
from pathlib import Path

ACTORS = ("The ministry", "The bank", "The council", "The delegation", "The committee")
OBJECTS = ("the northern road", "the grain deal", "the new budget", "the border post", "the port")
PLACES = (
    "in the mountains of the north, where snow had closed the passes since the first week and the "
    "only train stood still for days on end",
    "in spring, when the river falls, the ferries between the two banks run again and the markets "
    "on both sides fill with people from the towns",
    "before the vote, which the parliament put off three times in the course of one year: in June, "
    "in July and in autumn, each time by one voice",
    "after the talks, which had gone on for eleven days in a hotel beside the lake, at the "
    "council’s own expense, as the papers wrote",
)
NOTE = "the subject is shared with the first conjunct, so the scope starts there"
# The words in a sentence tell `sentence` which records it gets.
PATTERNS = (
    "{actor} said that {object} might reopen {place}.",
    "However, {object} could potentially close {place}.",
    "{actor} wants {object} {place}.",
    "{object} remained open {place}, and {actor} paid for it.",
    "{actor} sent {object} some money {place}.",
    "{actor} lost its “winter clause” {place}.",
)


class _Builder:
    """Collects the records of one document."""

    def __init__(self) -> None:
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
            "note": NOTE if len(self.layers["cues"]) % 2 else None,
        }
        return self.add("cues", "c", **{**record, **values})

    def sentence(self, rng: random.Random) -> None:
        actor, thing = rng.choice(ACTORS), rng.choice(OBJECTS)
        place, pattern = rng.choice(PLACES), rng.choice(PATTERNS)
        words = pattern.format(actor=actor, object=thing, place=place)
        words = words[0].upper() + words[1:]
        start = len(self.text) + bool(self.text)
        self.text += (" " if self.text else "") + words
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
            self.add("rejected", "x", **self.span(at, "However"), reason="contrast", note=NOTE)
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
                note=NOTE,
            )
        elif "some" in pattern:
            self.cue(at, "approximator", "some", "some money")
        elif "winter" in pattern:
            self.cue(at, "distancing", "“winter clause”", "“winter clause”")


def document(number: int, records: int = 60) -> dict:
    """A valid document with about `records` records, always the same for the same number."""
    rng = random.Random(number)
    builder = _Builder()
    while sum(map(len, builder.layers.values())) < records:
        builder.sentence(rng)
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
    """Write `count` documents with their seeds, all in one split; the documents' paths."""
    (root / "seeds").mkdir(parents=True, exist_ok=True)
    folder = root / "annotations" / "train"
    folder.mkdir(parents=True, exist_ok=True)
    paths, index = [], {}
    for number in range(count):
        value = document(number)
        index[value["id"]] = {"creator": "machine-generated", **value["source"]}
        (root / value["source"]["path"]).write_bytes(value["text"].encode())
        path = folder / f"{value['id']}.json"
        path.write_text(json.dumps(value, ensure_ascii=False, indent=indent) + "\n", "utf-8")
        paths.append(path)
    (root / "seeds" / "index.json").write_text(json.dumps(index, indent=2) + "\n", "utf-8")
    return paths
