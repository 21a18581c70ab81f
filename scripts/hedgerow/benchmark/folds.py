"""Folds for cross-validation. Texts of one group are never on two sides of a fold."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from random import Random

from hedgerow.models import Example

Group = tuple[str, str]
ASIDE = 10  # one training group in so many is set aside for validation


@dataclass(frozen=True, slots=True)
class Fold:
    """What is trained on, what training may stop by, and what is tested on."""

    name: str
    train: list[Example]
    validation: list[Example]
    test: list[Example]


def group_of(example: Example) -> Group:
    """Groups of two corpora are two, whatever their names."""
    return example.corpus, example.group


def by_group(examples: Sequence[Example], folds: int, seed: int) -> Iterator[Fold]:
    """Folds of nearly equal size, each group in one; fewer where there are fewer groups.

    None where there are fewer than two groups. Every example is tested on once.
    """
    sizes = Counter(map(group_of, examples))
    order = sorted(sizes)
    Random(seed).shuffle(order)  # noqa: S311 - no secret
    number = min(folds, len(order))
    if number < 2:
        return
    parts: list[set[Group]] = [set() for _ in range(number)]
    filled = [0] * number
    for group in sorted(order, key=lambda group: -sizes[group]):  # stable: equal ones stay shuffled
        smallest = filled.index(min(filled))
        parts[smallest].add(group)
        filled[smallest] += sizes[group]
    for i, part in enumerate(parts, 1):
        test = [example for example in examples if group_of(example) in part]
        yield _fold(f"fold {i} of {number}", examples, test, seed)


def leave_out(
    examples: Sequence[Example], kind: Callable[[Example], str], seed: int
) -> Iterator[Fold]:
    """A fold for each value of `kind`, which is tested on and not trained on.

    Groups that have that value are not trained on either. None where there is only one value.
    """
    parts: dict[str, list[Example]] = defaultdict(list)
    for example in examples:
        parts[kind(example)].append(example)
    for name, test in sorted(parts.items()):
        fold = _fold(f"without {name}", examples, test, seed)
        if fold.train:
            yield fold


def set_aside(examples: Sequence[Example], seed: int) -> tuple[list[Example], list[Example]]:
    """Training and validation examples; a tenth of the groups, but at least one, is set aside.

    Nothing is where there is only one group.
    """
    groups = sorted(set(map(group_of, examples)))
    Random(seed).shuffle(groups)  # noqa: S311 - no secret
    aside = set(groups[: max(1, len(groups) // ASIDE)]) if len(groups) > 1 else set()
    return (
        [example for example in examples if group_of(example) not in aside],
        [example for example in examples if group_of(example) in aside],
    )


def _fold(name: str, examples: Sequence[Example], test: list[Example], seed: int) -> Fold:
    tested = set(map(group_of, test))
    rest = [example for example in examples if group_of(example) not in tested]
    return Fold(name, *set_aside(rest, seed), test)
