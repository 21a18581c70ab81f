"""The figures of a corpus: for each a table, from which the picture is drawn, and what it says."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from hedgerow import schema
from hedgerow.agreement import Measure
from hedgerow.browse.records import UNNAMED
from hedgerow.browse.shade import MEANINGS
from hedgerow.browse.survey import POLARITIES, REPORTING, Survey
from hedgerow.browse.visible import visible

MOST = 15  # entities in a picture


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of a name and numbers. `kind` says how it is drawn: bars, parts or points.

    Bars and parts show one column after the other in one bar; parts as shares of their row. Points
    have a value with the bounds of its interval.
    """

    name: str
    title: str
    text: str
    kind: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, tuple[float, ...]], ...]

    @property
    def alt(self) -> str:
        """The picture in words: its first and last rows; all numbers are in the table."""
        told = [self.rows[0], *self.rows[-1:]] if len(self.rows) > 1 else list(self.rows)
        said = "; ".join(f"{name}: {self._numbers(values)}" for name, values in told)
        return f"{self.title}. {len(self.rows)} rows, from {said}."

    def _numbers(self, values: Sequence[float]) -> str:
        pairs = zip(self.head[1:], values, strict=True)
        return ", ".join(f"{head} {self.shown(value)}" for head, value in pairs)

    def shown(self, value: float) -> str:
        """A number as the table has it."""
        return f"{value:.2f}" if self.kind == "points" else f"{value:g}"


def tables(survey: Survey, agreements: Sequence[tuple[str, Sequence[Measure]]]) -> list[Table]:
    """The figures for which there is anything to show.

    `agreements` are the measures between two passes, with the names of both.
    """
    found = [
        *_labels(survey),
        _certainty(survey),
        _shades(survey),
        _sources(survey),
        _entities(
            "holders",
            "Who takes a stance",
            "Holders of stances, by the polarity of what they hold.",
            survey.holders,
            ("holder", *POLARITIES),
        ),
        _entities(
            "targets",
            "What stances are about",
            "Targets of stances, by the polarity towards them.",
            survey.targets,
            ("target", *POLARITIES),
        ),
        *_agreement(agreements),
    ]
    return [table for table in found if table.rows]


def _labels(survey: Survey) -> Iterator[Table]:
    counts = survey.counts
    splits = list(counts.sizes)
    told = {
        "cue": ("Cues by label", "How often each kind of hedge or booster is marked, by split."),
        "stance": ("Stances by label", "How often each kind of stance is marked, by split."),
        "rejected": (
            "Words that are not annotated, by reason",
            "Trigger words that were looked at and carry no label.",
        ),
    }
    for record, (title, text) in told.items():
        key = "reason" if record == "rejected" else "label"
        rows = []
        for name in schema.names(record, key):
            values = tuple(float(counts.labels[split, record, name]) for split in splits)
            if sum(values):
                rows.append((name, values))
        head = ("label", *(split or "no split" for split in splits))
        yield Table(f"labels-{record}", title, text, "bars", head, tuple(rows))


def _certainty(survey: Survey) -> Table:
    grades = schema.names("cue", "certainty")
    counts = survey.counts.certainty
    rows = [
        (visible(genre), tuple(float(counts[genre, grade]) for grade in grades))
        for genre in sorted({genre for genre, _ in counts})
    ]
    text = "Epistemic cues: which share leaves it possible, probable, or open."
    return Table("certainty", "Certainty by genre", text, "parts", ("genre", *grades), tuple(rows))


def _shades(survey: Survey) -> Table:
    text = (
        "Sentences by how far their author commits to the largest part of them: asserted (CT), "
        "probable (PR), possible (PS), uncommitted (Uu)."
    )
    rows = [
        (genre, tuple(float(survey.shades[genre, value]) for value in MEANINGS))
        for genre in sorted({genre for genre, _ in survey.shades})
    ]
    title = "The author’s commitment by genre"
    return Table("commitment", title, text, "parts", ("genre", *MEANINGS), tuple(rows))


def _sources(survey: Survey) -> Table:
    text = (
        "Sources to whom content is attributed, by how the author reports them: as said "
        "(acknowledge), with reserve (distance), or as true (endorse)."
    )
    head = ("source", *REPORTING)
    return _entities("sources", "How sources are reported", text, survey.sources, head)


def _entities(
    name: str, title: str, text: str, counts: Counter[tuple[str, str]], head: tuple[str, ...]
) -> Table:
    """The most frequent names with a number for each column; who has no name stands in the text."""
    totals: Counter[str] = Counter()
    for (entity, _), count in counts.items():
        totals[entity] += count
    for nobody in UNNAMED:
        if count := totals.pop(nobody, 0):
            told = ", ".join(f"{counts[nobody, c]} {c}" for c in head[1:] if counts[nobody, c])
            text += f" Left out: {nobody}, {count} ({told})."
    most = sorted(totals, key=lambda entity: (-totals[entity], entity))[:MOST]
    rows = tuple((visible(e), tuple(float(counts[e, c]) for c in head[1:])) for e in most)
    return Table(name, title, text, "bars", head, rows)


def _agreement(agreements: Sequence[tuple[str, Sequence[Measure]]]) -> Iterator[Table]:
    for number, (names, measures) in enumerate(agreements, 1):
        rows = tuple(
            (f"{m.of} ({m.layer})", (m.value, m.low, m.high))
            for m in measures
            if m.name == "overlap F1" and m.of not in ("all", "all but attribution")
        )
        text = (
            "F1 of the spans of each label that overlap in both passes, before adjudication, "
            "with 95 % bootstrap intervals over documents."
        )
        head = ("label", "F1", "low", "high")
        title = f"Agreement of {names} by label"
        yield Table(f"agreement-{number}", title, text, "points", head, rows)
