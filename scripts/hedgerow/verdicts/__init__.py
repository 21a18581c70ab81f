"""Verdicts: most documents have nothing wrong, and of many at once that is cheaply seen.

A verdict takes a :class:`~hedgerow.batch.Batch` and gives a boolean for each document: whether a
family of `hedgerow.checks` would find nothing in it. It may be false for no more than a doubt: then
the checks look closer, and explain. It may take for granted what the levels before it say.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from hedgerow.batch import Batch
from hedgerow.verdicts import attributes, coverage, geometry, links, relations, text

Verdict = Callable[[Batch], Any]

LEVELS: tuple[dict[str, Verdict], ...] = (
    {"spans": text.spans},
    {"sentences": text.sentences},
    {"links": links.links},
    {
        "geometry": geometry.geometry,
        "attributes": attributes.attributes,
        "relations": relations.relations,
        "coverage": coverage.coverage,
        "suggestions": coverage.suggestions,
    },
)
"""The families of `hedgerow.checks.LEVELS`."""
ALL = frozenset(name for level in LEVELS for name in level)


def sound(batch: Batch) -> list[frozenset[str]]:
    """For each document, the families in which nothing is wrong.

    Of a document in which a family may not be sound, those of later levels are not judged.
    """
    places, verdicts = np.arange(len(batch)), {name: np.zeros(len(batch), "?") for name in ALL}
    for level in LEVELS:
        if not len(batch):
            break
        fine = np.ones(len(batch), "?")
        for name, verdict in level.items():
            said = verdict(batch)
            verdicts[name][places] = said
            fine &= said
        if not fine.all() and level is not LEVELS[-1]:
            batch, places = batch.chosen(fine), places[fine]
    everywhere = np.logical_and.reduce(list(verdicts.values()))
    return [
        ALL if fine else frozenset(name for name, said in verdicts.items() if said[place])
        for place, fine in enumerate(everywhere.tolist())
    ]
