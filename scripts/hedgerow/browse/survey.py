"""The first walk over the documents: what the pages must know of the others."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from hedgerow.browse.records import who
from hedgerow.browse.shade import shades
from hedgerow.browse.visible import visible
from hedgerow.corpus import document_paths, expand, split_of
from hedgerow.index import Index
from hedgerow.statistics import Statistics
from hedgerow.uncertainty import uncertain_sentences

POLARITIES = ("positive", "neutral", "negative")
_UNSAID = ("", "none", "not stated")  # topics
REPORTING = ("acknowledge", "distance", "endorse")


@dataclass(frozen=True, slots=True)
class Facts:
    """A document in the list of documents."""

    id: str
    path: Path
    title: str
    split: str
    status: str
    genre: str
    sentences: int
    cues: int
    stances: int
    rejected: int
    uncertain: int | None  # sentences; None where nothing says it


@dataclass(slots=True)
class Survey:
    """Facts of every document and counts of the corpus. Entities are counted by polarity."""

    documents: list[Facts] = field(default_factory=list)
    counts: Statistics = field(default_factory=Statistics)
    holders: Counter[tuple[str, str]] = field(default_factory=Counter)
    targets: Counter[tuple[str, str]] = field(default_factory=Counter)
    shades: Counter[tuple[str, str]] = field(default_factory=Counter)  # of sentences: genre, value
    sources: Counter[tuple[str, str]] = field(default_factory=Counter)  # of attributions: reporting

    def add(self, path: Path, index: Index) -> None:
        """Fold one document in."""
        doc = index.document
        split = split_of(path) or ""
        rows = uncertain_sentences(index)
        self.documents.append(
            Facts(
                doc.id,
                path,
                title(index),
                split,
                doc.annotation.status,
                visible(doc.source.genre),
                len(doc.sentences),
                len(doc.cues),
                len(doc.stances),
                len(doc.rejected),
                sum(map(bool, rows)) if rows and None not in rows else None,
            )
        )
        self.counts.add(split, index)
        genre = visible(doc.source.genre)
        self.shades.update((genre, value) for value in shades(index).values())
        for stance in doc.stances:
            self.holders[who(index, stance.holder), stance.polarity] += 1
            target = stance.topic or who(index, stance.target)
            self.targets[target, stance.polarity] += 1
        for cue in doc.cues:
            if cue.label == "attribution" and cue.reporting:
                self.sources[who(index, cue.holder), cue.reporting] += 1


def title(index: Index) -> str:
    """What the text is about, with a capital; the id where nobody says it."""
    topic = visible(index.document.source.topic).strip()
    said = topic.lower() not in _UNSAID
    return topic[0].upper() + topic[1:] if said else index.document.id


def documents(root: Path) -> Iterator[Path]:
    """The documents of a corpus in their splits; without splits, all but those of the passes."""
    found = False
    for path in document_paths(root):
        found = True
        yield path
    if not found:
        loose = (path for path in expand([root]) if "passes" not in path.relative_to(root).parts)
        yield from loose
