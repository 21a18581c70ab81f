"""The likeliest sequence of labels that is well formed."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Scores = NDArray[np.float64]
Mask = NDArray[np.bool_]


def best(scores: Scores, follows: Mask, first: Mask) -> list[int]:
    """The sequence with the highest sum among those allowed (Viterbi 1967).

    `scores` are log-probabilities, of tokens by labels; ``follows[a, b]`` says whether label b may
    come after label a, and `first` which labels may come first. Of equally good ones, the label
    that stands first in the inventory wins.
    """
    if not len(scores):
        return []
    forbidden = np.where(follows, 0.0, -np.inf)
    total = scores[0] + np.where(first, 0.0, -np.inf)
    back = []
    for row in scores[1:]:
        ways = total[:, None] + forbidden
        back.append(ways.argmax(axis=0))
        total = ways.max(axis=0) + row
    path = [int(total.argmax())]
    for came_from in reversed(back):
        path.append(int(came_from[path[-1]]))
    return path[::-1]


def bio(labels: Sequence[str]) -> tuple[Mask, Mask]:
    """What may follow what, and come first, among BIO tags: an I- only continues its own label."""
    inside = [label.startswith("I-") for label in labels]
    names = [label[2:] for label in labels]
    follows = [[not i or a == b for b, i in zip(names, inside, strict=True)] for a in names]
    return np.array(follows, dtype=bool), ~np.array(inside, dtype=bool)


def in_order(labels: Sequence[str]) -> tuple[Mask, Mask]:
    """The same for labels that come in their own order, each once, where any may come first."""
    return np.triu(np.ones((len(labels), len(labels)), dtype=bool)), np.ones(len(labels), bool)
