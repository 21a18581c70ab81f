"""Generated sections of the README, the datasheet and the dataset card."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from hedgerow import describe, schema, statistics
from hedgerow.agreement import Measure
from hedgerow.document import Source
from hedgerow.markdown import table
from hedgerow.statistics import Statistics
from hedgerow.views import VIEWS, summary

# Measure by layer and name, and what the corpus aims at.
TARGETS = {
    ("cue", "exact F1"): 0.80,
    ("cue", "label kappa"): 0.75,
    ("cue", "scope token F1"): 0.90,
    ("cue", "scope exact"): 0.70,
    ("stance", "overlap F1"): 0.65,
    ("stance", "polarity kappa"): 0.80,
    ("stance", "holder"): 0.85,
    ("stance", "target overlap F1"): 0.60,
}
_BESIDE = (
    ("cue", "presence alpha"),
    ("cue", "certainty kappa"),
    ("cue", "reporting kappa"),
    ("cue", "confidence kappa"),
    ("stance", "label kappa"),
    ("stance", "confidence kappa"),
    ("rejected", "exact F1"),
    ("rejected", "reason kappa"),
)


def counts(found: Statistics) -> dict[str, str]:
    """The sections that state counts, by name."""
    return {
        "sizes": statistics.sizes(found),
        "label-counts": statistics.labels(found),
        "genres": statistics.genres(found),
        "figures": statistics.figures(found),
    }


def labels(record: str) -> str:
    """The labels of a record with what they mean."""
    rows = [(f"`{x.name}`", x.description) for x in schema.labels(record)]
    return table(("label", "meaning"), rows)


def configurations(rows: Mapping[str, str]) -> str:
    """The configurations, with the number of their rows as `rows` gives it."""
    lines = [(f"`{name}`", summary(name).rstrip("."), rows[name]) for name in VIEWS if name in rows]
    return table(("configuration", "a row is", "rows"), lines)


def columns() -> str:
    """Every column of every configuration with what it means."""
    lines = [
        (f"`{name}`", f"`{column}`", describe.columns(name)[column])
        for name, view in VIEWS.items()
        for column in view.kinds()
    ]
    return table(("configuration", "column", "meaning"), lines)


def texts(sources: Iterable[tuple[str, Source]]) -> str:
    """Where every text comes from: rows of split and source."""
    rows = [
        (f"`{s.path.rsplit('/', 1)[-1][:-4]}`", split, s.genre, s.topic, s.provenance, s.licence)
        for split, s in sources
    ]
    return table(("text", "split", "genre", "about", "provenance", "rights"), rows)


def agreement(measures: Sequence[Measure]) -> str:
    """Agreement against the targets, then by label."""
    found = {(m.layer, m.name, m.of): m for m in measures}
    rows = [
        _row(found[layer, name, of], TARGETS.get((layer, name)))
        for layer, name in (*TARGETS, *_BESIDE)
        for of in ("all", "all but attribution")
        if (layer, name, of) in found
    ]
    overall = table(("layer", "measure", "over", "value", "95 % interval", "aim"), rows)
    by_label = [
        (m.layer, f"`{m.of}`", m.name, f"{m.value:.2f}", _interval(m), m.support)
        for m in measures
        if not m.of.startswith("all")
    ]
    return f"{overall}\n\n" + table(
        ("layer", "label", "measure", "value", "95 % interval", "cases"), by_label
    )


def _row(measure: Measure, target: float | None) -> tuple[str, ...]:
    aim = (
        "" if target is None else f"{target:.2f}, {'met' if measure.value >= target else 'missed'}"
    )
    value = f"{measure.value:.2f}"
    return measure.layer, measure.name, measure.of, value, _interval(measure), aim


def _interval(measure: Measure) -> str:
    return f"{measure.low:.2f} to {measure.high:.2f}"
