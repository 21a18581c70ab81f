"""Scores as text, Markdown and JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from math import isnan
from typing import Any

from hedgerow.markdown import table
from hedgerow.score.bootstrap import Figure
from hedgerow.score.counts import labels
from hedgerow.score.files import Sides
from hedgerow.score.table import Score

Rows = list[tuple[str, ...]]
_COUNTS = ("matched", "gold", "predicted")
_OVERALL = (
    *("layer", "measure", "of", "precision", "recall", "F1 or accuracy", "95 % interval"),
    *_COUNTS,
)
_BY_LABEL = (
    *("layer", "label", "precision", "recall", "F1", "95 % interval"),
    *("overlap F1", "token F1", *_COUNTS),
)
# The measure of a layer that stands in full in the table by label.
_FULL = {"cue": "exact", "stance": "exact", "candidate": "label"}


def as_text(scores: Sequence[Score], sides: Sides) -> str:
    """What is missing, then the scores over all labels, then those by label, in columns."""
    parts = [_columns(rows) for rows in _tables(scores)]
    return "\n\n".join(("\n".join(_head(sides)), *parts))


def as_markdown(scores: Sequence[Score], sides: Sides) -> str:
    """The same as paragraphs and Markdown tables."""
    parts = [table(header, rows) for header, *rows in _tables(scores)]
    return "\n\n".join((*_head(sides), *parts))


def as_json(scores: Sequence[Score], sides: Sides) -> str:
    """All scores as JSON; what is not defined is null."""
    value = {
        "version": 1,
        "documents": sorted(sides.gold),
        "missing": sides.missing,
        "surplus": sides.surplus,
        "scores": [_nulls(asdict(score)) for score in scores],
    }
    return json.dumps(value, ensure_ascii=False, indent=2)


def _head(sides: Sides) -> Iterator[str]:
    yield f"{len(sides.gold)} document{'' if len(sides.gold) == 1 else 's'}"
    for names, what in (
        (sides.missing, "not predicted, counted as empty"),
        (sides.surplus, "predicted without a gold document, left out"),
    ):
        if names:
            yield f"{what}: {', '.join(names)}"


def _tables(scores: Sequence[Score]) -> Iterator[Rows]:
    overall = [score for score in scores if score.of not in labels(score.layer)]
    yield [_OVERALL, *map(_row, overall)]
    rows = [_label_row(score, scores) for score in scores if _stands_for_a_label(score)]
    if rows:
        yield [_BY_LABEL, *rows]


def _stands_for_a_label(score: Score) -> bool:
    return score.measure == _FULL.get(score.layer) and score.of in labels(score.layer)


def _row(score: Score) -> tuple[str, ...]:
    return (score.layer, score.measure, score.of, *_rates(score), *_counts(score))


def _label_row(score: Score, scores: Sequence[Score]) -> tuple[str, ...]:
    beside = {s.measure: s.value for s in scores if (s.layer, s.of) == (score.layer, score.of)}
    others = (_figure(beside.get(measure)) for measure in ("overlap", "token"))
    return (score.layer, score.of, *_rates(score), *others, *_counts(score))


def _rates(score: Score) -> tuple[str, ...]:
    value = score.value
    bounds = "" if isnan(value.low) else f"{value.low:.3f} to {value.high:.3f}"
    return (_figure(score.precision), _figure(score.recall), _figure(value), bounds)


def _counts(score: Score) -> tuple[str, ...]:
    return (str(score.matched), str(score.gold), str(score.predicted))


def _figure(figure: Figure | None) -> str:
    return "" if figure is None or isnan(figure.value) else f"{figure.value:.3f}"


def _columns(rows: Rows) -> str:
    widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in rows
    )


def _nulls(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _nulls(item) for key, item in value.items()}
    return None if isinstance(value, float) and isnan(value) else value
