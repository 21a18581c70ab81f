"""Trains and tests what a plan says."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from hedgerow.benchmark.folds import Fold
from hedgerow.benchmark.plan import GENRES, TEST, Plan, folds_of
from hedgerow.benchmark.results import Figure
from hedgerow.models import FAMILIES, Example, Material, Prediction, Scores, Watch
from hedgerow.models.data import Data

Report = Callable[[str], None]
Answers = tuple[list[Example], list[Prediction]]


@dataclass(slots=True)
class Measured:
    """A figure, and the answers of the first seed to the split test."""

    figure: Figure
    answers: Answers = field(default_factory=lambda: ([], []))


def measure(read: Data, family: str, plan: Plan, report: Report) -> Iterator[Measured]:
    """One result for each protocol that the data allows.

    `report` is told before each training what comes. Raises what training raises.
    """
    for protocol in plan.protocols:
        found = [_seed(read, family, plan, protocol, seed, report) for seed in range(plan.seeds)]
        tested = [one for one in found if one.answers[0]]
        if not tested:
            continue
        parts: dict[str, list[float]] = {}
        if protocol == GENRES:
            for one in tested:
                for name, value in one.parts.items():
                    parts.setdefault(name.removeprefix("without "), []).append(value)
        figure = Figure(
            task=read.task.name,
            family=family,
            protocol=protocol,
            encoder=plan.settings.encoder_name
            if FAMILIES[family].EXTRA == "transformers"
            else None,
            sentences=len(tested[0].answers[0]),
            scores=[one.scores for one in tested],
            parts=parts,
        )
        yield Measured(figure, tested[0].answers if protocol == TEST else ([], []))


@dataclass(slots=True)
class _Seed:
    """The answers to all folds of one seed, their scores, and the one that counts by fold."""

    answers: Answers
    scores: Scores
    parts: dict[str, float]


def _seed(read: Data, family: str, plan: Plan, protocol: str, seed: int, report: Report) -> _Seed:
    examples: list[Example] = []
    predictions: list[Prediction] = []
    parts = {}
    for fold in folds_of(read, protocol, plan, seed):
        report(f"{read.task.name} {family}, seed {seed + 1} of {plan.seeds}, {fold.name}")
        answers = _answers(read, family, plan, fold, seed)
        parts[fold.name] = read.task.score(fold.test, answers)[read.task.measure]
        examples += fold.test
        predictions += answers
    return _Seed((examples, predictions), read.task.score(examples, predictions), parts)


def _answers(read: Data, family: str, plan: Plan, fold: Fold, seed: int) -> list[Prediction]:
    material = Material(read.task, fold.train, fold.validation)
    settings = replace(plan.settings, seed=seed)
    return FAMILIES[family].train(material, settings, Watch()).predict(fold.test)


def number_of_trainings(reads: Sequence[Data], families: Sequence[str], plan: Plan) -> int:
    """How many models a plan trains."""
    return sum(
        1
        for read in reads
        for family in families
        if FAMILIES[family].learns(read.task)
        for protocol in plan.protocols
        for seed in range(plan.seeds)
        for _ in folds_of(read, protocol, plan, seed)
    )
