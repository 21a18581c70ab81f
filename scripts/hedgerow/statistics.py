"""The counts of a corpus that its pages state: a small summary per document, added up."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from hedgerow import schema
from hedgerow.index import Index
from hedgerow.markdown import table
from hedgerow.uncertainty import uncertain_sentences

LAYERS = ("sentences", "tokens", "cues", "stances", "mentions", "relations", "rejected")
LABELS = (("cue", "label"), ("stance", "label"), ("relation", "label"), ("rejected", "reason"))
TOP = 10


@dataclass(slots=True)
class Statistics:
    """Counts of documents by split. `sizes` and `labels` are keyed by split first."""

    sizes: dict[str, Counter[str]] = field(default_factory=dict)
    labels: Counter[tuple[str, str, str]] = field(default_factory=Counter)  # split, record, label
    uncertain: Counter[tuple[str, str]] = field(default_factory=Counter)  # split, genre
    sentences: Counter[tuple[str, str]] = field(default_factory=Counter)  # uncertain or certain
    cues: Counter[str] = field(default_factory=Counter)  # cue strings in lower case
    cue_tokens: Counter[int] = field(default_factory=Counter)
    certainty: Counter[tuple[str, str]] = field(default_factory=Counter)  # genre, certainty

    def add(self, split: str, index: Index) -> None:
        """Fold one document in."""
        doc = index.document
        genre = doc.source.genre
        size = self.sizes.setdefault(split, Counter())
        size["documents"] += 1
        for layer in LAYERS:
            if layer != "tokens":
                size[layer] += len(getattr(doc, layer))
        for record, key in LABELS:
            records = getattr(doc, "rejected" if record == "rejected" else f"{record}s")
            for name, count in Counter([getattr(r, key) for r in records]).items():
                self.labels[split, record, name] += count
        judged = [found for found in uncertain_sentences(index) if found is not None]
        if judged:
            self.sentences[split, genre] += len(judged)
            self.uncertain[split, genre] += sum(judged)
        self.cues.update([" ".join(cue.text.lower().split()) for cue in doc.cues])
        for grade, count in Counter([cue.certainty for cue in doc.cues]).items():
            if grade:
                self.certainty[genre, grade] += count
        self._add_tokens(split, index)

    def _add_tokens(self, split: str, index: Index) -> None:
        """Fold in what is counted in tokens."""
        tokens = index.tokens
        self.sizes.setdefault(split, Counter())["tokens"] += len(tokens)
        for cue in index.document.cues:
            first, behind = bisect_left(tokens, (cue.start,)), bisect_left(tokens, (cue.end,))
            if behind and tokens[behind - 1][1] > cue.end:
                behind -= 1
            self.cue_tokens[max(0, behind - first)] += 1

    def merge(self, other: Statistics) -> None:
        """Fold other counts in."""
        for split, size in other.sizes.items():
            self.sizes.setdefault(split, Counter()).update(size)
        for mine, more in (
            *((self.labels, other.labels), (self.uncertain, other.uncertain)),
            *((self.sentences, other.sentences), (self.cues, other.cues)),
            *((self.cue_tokens, other.cue_tokens), (self.certainty, other.certainty)),
        ):
            mine.update(more)  # type: ignore[arg-type]

    def share_uncertain(self, split: str | None = None, genre: str | None = None) -> float:
        """Uncertain sentences by all sentences, of a split, a genre, or all; nan without any."""

        def chosen(counts: Counter[tuple[str, str]]) -> int:
            return sum(
                n for (s, g), n in counts.items() if split in (None, s) and genre in (None, g)
            )

        total = chosen(self.sentences)
        return chosen(self.uncertain) / total if total else float("nan")

    def top_share(self, n: int = TOP) -> float:
        """The share of all cues that the `n` most frequent cue strings have."""
        total = self.cues.total()
        return sum(count for _, count in self.cues.most_common(n)) / total if total else 0.0

    def to_dict(self) -> dict[str, Any]:
        """The counts as JSON can hold them."""
        return {
            "splits": {split: dict(size) for split, size in self.sizes.items()},
            "labels": {
                split: {
                    record: {
                        name: self.labels[split, record, name] for name in schema.names(record, key)
                    }
                    for record, key in LABELS
                }
                for split in self.sizes
            },
            "uncertain_sentences": {
                **{split: round(self.share_uncertain(split=split), 4) for split in self.sizes},
                "all": round(self.share_uncertain(), 4),
            },
            "uncertain_sentences_by_genre": {
                genre: round(self.share_uncertain(genre=genre), 4) for genre in self.genres()
            },
            "distinct_cues": len(self.cues),
            "most_frequent_cues": dict(self.cues.most_common(TOP)),
            "share_of_most_frequent_cues": round(self.top_share(), 4),
            "cue_tokens": {str(n): self.cue_tokens[n] for n in sorted(self.cue_tokens)},
            "certainty_by_genre": {
                genre: {c: self.certainty[genre, c] for c in schema.names("cue", "certainty")}
                for genre in self.genres()
            },
        }

    def genres(self) -> list[str]:
        """The genres, sorted."""
        return sorted({genre for _, genre in self.sentences})


def statistics(documents: Iterable[tuple[str, Index]]) -> Statistics:
    """The statistics of documents given with their split."""
    found = Statistics()
    for split, index in documents:
        found.add(split, index)
    return found


def sizes(found: Statistics) -> str:
    """Documents and records by split, as a table; with the sum where there are several splits."""
    counts = dict(found.sizes)
    known = [layer for layer in LAYERS if any(layer in size for size in counts.values())]
    head = ("split", "documents", *known)
    if len(counts) > 1:
        counts["all"] = sum(found.sizes.values(), Counter())
    return table(head, [[s, *(str(c[key]) for key in head[1:])] for s, c in counts.items()])


def labels(found: Statistics) -> str:
    """Records by label and split, as a table."""
    head = ("record", "label", *found.sizes, "all")
    rows = []
    for record, key in LABELS:
        for name in schema.names(record, key):
            counts = [found.labels[split, record, name] for split in found.sizes]
            rows.append((record, f"`{name}`", *map(str, counts), str(sum(counts))))
    return table(head, rows)


def figures(found: Statistics) -> str:
    """What else there is to know of the cues and sentences, as a list."""
    top = ", ".join(f"{cue} {count}" for cue, count in found.cues.most_common(TOP))
    lengths = found.cue_tokens
    mean = sum(n * count for n, count in lengths.items()) / max(1, lengths.total())
    one = lengths[1] / max(1, lengths.total())
    return "\n".join(
        (
            f"- uncertain sentences (an epistemic, condition or investigation cue): "
            f"{found.share_uncertain():.0%}",
            f"- distinct cues: {len(found.cues)}; the {TOP} most frequent make up "
            f"{found.top_share():.0%} of all cues: {top}",
            f"- length of a cue: {mean:.2f} tokens on average, one token in {one:.0%} of the cues",
        )
    )


def genres(found: Statistics) -> str:
    """Sentences, uncertainty and certainty by genre, as a table."""
    grades = schema.names("cue", "certainty")
    rows = []
    for genre in found.genres():
        counts = [found.certainty[genre, grade] for grade in grades]
        total = sum(n for (_, g), n in found.sentences.items() if g == genre)
        share = f"{found.share_uncertain(genre=genre):.0%}"
        rows.append((genre, str(total), share, *map(str, counts)))
    return table(("genre", "sentences", "uncertain", *(f"epistemic: {g}" for g in grades)), rows)
