"""What a benchmark has measured, as JSON and as tables."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field
from math import isnan
from pathlib import Path
from statistics import fmean, stdev
from typing import Any

from hedgerow.benchmark.plan import GENRES, GROUPS, PROTOCOLS, TEST
from hedgerow.markdown import table
from hedgerow.models import FAMILIES, TASKS, Scores

VERSION = 2
_SAID = {GROUPS: "by group", GENRES: "by genre", TEST: "test split"}


class ResultsError(Exception):
    """A file holds no results, or results of other data; the message says which."""


@dataclass(frozen=True, slots=True)
class Figure:
    """All that was measured for one task, family and protocol.

    `scores` are one per seed, of the answers to all that was tested on; `parts` are the score that
    counts by what was left out, one per seed.
    """

    task: str
    family: str
    protocol: str
    encoder: str | None
    sentences: int
    scores: list[Scores]
    parts: dict[str, list[float]] = field(default_factory=dict)

    @property
    def counts(self) -> list[float]:
        """The score that counts, by seed."""
        return [scores[TASKS[self.task].measure] for scores in self.scores]


@dataclass(frozen=True, slots=True)
class Results:
    """Figures, with the fingerprint of all that was trained and tested on by task."""

    data: dict[str, str]
    figures: list[Figure]

    def with_(self, others: Results) -> Results:
        """Both, where those of `others` take the place of the same ones here.

        Raises ResultsError where a task that is in both has other data.
        """
        for task in self.data.keys() & others.data.keys():
            if self.data[task] != others.data[task]:
                raise ResultsError(
                    f"the results for {task} are of other data, or of other rows of it"
                )
        new = {_key(figure): figure for figure in others.figures}
        kept = {_key(figure): figure for figure in self.figures}
        return Results(self.data | others.data, list((kept | new).values()))

    def to_json(self) -> str:
        """Everything; a score that is not defined is null."""
        value = {"version": VERSION, "data": self.data}
        figures = [asdict(figure) for figure in sorted(self.figures, key=_key)]
        return (
            json.dumps(_nulls({**value, "figures": figures}), indent=1, ensure_ascii=False) + "\n"
        )


def load(path: Path) -> Results:
    """Read what `to_json` wrote. Raises ResultsError for anything else."""
    try:
        value = json.loads(path.read_text(encoding="utf-8"))
        if value["version"] != VERSION:
            raise ResultsError(f"{path} is of version {value['version']}, not {VERSION}")
        figures = [Figure(**_nans(figure)) for figure in value["figures"]]
        return Results(dict(value["data"]), figures)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ResultsError(f"{path} holds no results of a benchmark: {error!r}") from error


def page(results: Results) -> str:
    """The table, and where genres were left out, one with a column per genre.

    A cell has the mean over seeds and the standard deviation, if they differ.
    """
    lines = [main_table(results)]
    if any(figure.parts for figure in results.figures):
        lines.append("With one genre left out of the training data, by that genre:")
        lines.append(genre_table(results))
    return "\n\n".join(lines) + "\n"


def main_table(results: Results) -> str:
    """A row per protocol and family, a column per task: the score that counts."""
    found = {(f.protocol, f.family, f.task): f for f in results.figures}
    tasks = [task for task in TASKS if any(f.task == task for f in results.figures)]
    head = ("tested", "model", "seeds", *(f"{t}: {TASKS[t].measure}" for t in tasks))
    rows = []
    for protocol in PROTOCOLS:
        for family in FAMILIES:
            figures = [found.get((protocol, family, task)) for task in tasks]
            if any(figures):
                seeds = " or ".join(map(str, sorted({len(f.scores) for f in figures if f})))
                cells = ("–" if f is None else spread(f.counts) for f in figures)
                rows.append((_SAID[protocol], _named(family, figures), seeds, *cells))
    return table(head, rows)


def genre_table(results: Results) -> str:
    """A row per task and family, a column per genre."""
    figures = [figure for figure in results.figures if figure.parts]
    genres = sorted({genre for figure in figures for genre in figure.parts})
    found = {(f.task, f.family): f for f in figures}
    rows = [
        (task, family, *(_mean(found[task, family].parts.get(genre, [])) for genre in genres))
        for task, family in _rows(results)
        if (task, family) in found
    ]
    return table(("task", "model", *genres), rows)


def spread(values: Sequence[float]) -> str:
    """The mean, and the standard deviation where there are several values that differ."""
    known = [value for value in values if not isnan(value)]
    if len(known) < 2 or len(set(known)) == 1:
        return _mean(known)
    return f"{fmean(known):.3f} ± {stdev(known):.3f}"


def _mean(values: Sequence[float]) -> str:
    known = [value for value in values if not isnan(value)]
    return f"{fmean(known):.3f}" if known else "–"


def _rows(results: Results) -> Iterator[tuple[str, str]]:
    """Task and family of every row, in the order of the registries."""
    have = {(figure.task, figure.family) for figure in results.figures}
    return ((t, f) for t in TASKS for f in FAMILIES if (t, f) in have)


def _named(family: str, figures: Sequence[Figure | None]) -> str:
    encoders = {f.encoder: None for f in figures if f and f.encoder}
    return f"{family} ({', '.join(encoders)})" if encoders else family


def _key(figure: Figure) -> tuple[int, int, int]:
    return (
        list(TASKS).index(figure.task),
        list(FAMILIES).index(figure.family),
        PROTOCOLS.index(figure.protocol),
    )


def _nulls(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _nulls(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_nulls(inner) for inner in value]
    return None if isinstance(value, float) and isnan(value) else value


def _nans(figure: dict[str, Any]) -> dict[str, Any]:
    """A figure whose scores are numbers again."""

    def number(value: float | None) -> float:
        return float("nan") if value is None else float(value)

    scores = [{name: number(v) for name, v in one.items()} for one in figure["scores"]]
    parts = {name: [number(v) for v in values] for name, values in figure["parts"].items()}
    return {**figure, "scores": scores, "parts": parts}
