"""Where a scope begins and ends, by the weights that a conditional random field has learned.

The cue lies in its scope, and what is before, in and behind a scope comes in this order. So the
likeliest labels are found without a search: the beginning is the place before the cue with the
highest sum of weights, the end the one behind it, each whatever the other is.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from operator import getitem

from hedgerow.models.example import Example
from hedgerow.models.features import TOLD, Features, Key, beside_cue
from hedgerow.models.task import Labels
from hedgerow.models.tasks.scope import AFTER, BEFORE, WITHIN

Weights = Mapping[tuple[str, str], float]
"""Of a feature and a label, or of a label and the one behind it; those not there are nought."""


class _Gains(dict[Key, float]):
    """How much more what a key stands for weighs for being in the scope than outside of it."""

    def __init__(self, asked: str, names: Callable[[str, Key], Features], weights: Weights) -> None:
        super().__init__()
        self._asked, self._names, self._weights = asked, names, weights
        self._outside = AFTER if asked[0] == "R" else BEFORE

    def __missing__(self, key: Key) -> float:
        gain = 0.0
        for name in self._names(self._asked, key):
            gain += self._weights.get((name, WITHIN), 0.0)
            gain -= self._weights.get((name, self._outside), 0.0)
        self[key] = gain
        return gain


class Edges:
    """The weights of a model for scopes: of its features, and from label to label."""

    def __init__(self, features: Weights, transitions: Weights) -> None:
        self._features, self._transitions = features, transitions
        self._gains: dict[str, list[_Gains]] = {}

    def labels(self, example: Example) -> Labels:
        """The likeliest labels of its tokens among those that have the cue in the scope."""
        cue, tokens = beside_cue(example)
        if not tokens:
            return ()
        first = cue.start - self._reach(tokens[: cue.start][::-1], BEFORE, (BEFORE, WITHIN))
        last = cue.stop + self._reach(tokens[cue.stop :], AFTER, (WITHIN, AFTER))
        return (BEFORE,) * first + (WITHIN,) * (last - first) + (AFTER,) * (len(tokens) - last)

    def _reach(
        self,
        tokens: Sequence[tuple[str, tuple[Key, ...]]],
        outside: str,
        across: tuple[str, str],
    ) -> int:
        """How many of the tokens, from the cue outwards, are best taken into the scope."""
        if not tokens:
            return 0
        gains, weight = self._of(tokens[0][0]), self._transitions.get
        stay = weight((outside, outside), 0.0)
        step = weight((WITHIN, WITHIN), 0.0) - stay
        gain, best, reach = 0.0, 0.0, 0
        for number, (_, keys) in enumerate(tokens, 1):
            gain += step + sum(map(getitem, gains, keys))
            # A scope to the last token has no edge to cross.
            here = gain if number < len(tokens) else gain + stay - weight(across, 0.0)
            if here > best:
                best, reach = here, number
        return reach

    def _of(self, asked: str) -> list[_Gains]:
        if asked not in self._gains:
            self._gains[asked] = [_Gains(asked, names, self._features) for names in TOLD]
        return self._gains[asked]
