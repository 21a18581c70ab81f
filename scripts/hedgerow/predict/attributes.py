"""Attributes by the lexical list, and by small lists of our own where it is silent."""

from __future__ import annotations

from collections.abc import Sequence

from hedgerow.checks.attributes import NEGATORS
from hedgerow.models import Prediction
from hedgerow.predict.marks import Mark, negated_behind, splits_clause
from hedgerow.predict.stretch import Stretch

# Guidelines, attributes of a cue: what is not listed is possible.
_PROBABLE = frozenset(
    """
    seem seems seemed appear appears appeared look looks looked likely unlikely probably probable
    apparently presumably expected think thinks thought believe believes believed expect expects
    assess assesses judge estimate estimates assume assumes assumed presume presumed suppose
    supposed suspect suspects infer inferred improbable implausible
    """.split()
)
_UNSPECIFIED = frozenset(
    """
    unclear unknown uncertain uncertainty doubtful whether question questionable undecided unsure
    knows know knowing sure clear undetermined unresolved inconclusive debatable
    """.split()
)
_NEGATIVE = frozenset(
    """
    unlikely improbable implausible doubt doubts doubted doubtful dubious impossible inconceivable
    unthinkable deny denies denied denying denial hardly scarcely
    """.split()
)
_STRONG = frozenset(
    """
    very extremely deeply utterly absolutely highly terribly enormously disaster disastrous
    catastrophe catastrophic appalling outrageous magnificent brilliant superb terrible awful
    horrible excellent wonderful perfect worst best vow vows vowed insist demand demands demanded
    """.split()
)
_WEAK = frozenset("slightly somewhat rather fairly mildly little bit".split())
_NEAR = 3


def words_of(stretch: Stretch, mark: Mark) -> Sequence[str]:
    """Its words in lower case."""
    return stretch.words[mark.first : mark.last]


def certainty(stretch: Stretch, cue: Mark) -> str | None:
    """The grade of an epistemic cue; None for others."""
    if cue.label != "epistemic":
        return None
    listed = _listed(stretch, cue, "certainty")
    if listed:
        return listed
    words = set(words_of(stretch, cue))
    if words & _UNSPECIFIED:
        return "unspecified"
    return "probable" if words & _PROBABLE else "possible"


def cue_polarity(stretch: Stretch, cue: Mark, grade: str | None) -> str | None:
    """The direction of an attribution or of an epistemic cue that is possible or probable."""
    if cue.label != "attribution" and grade not in ("possible", "probable"):
        return None
    listed = _listed(stretch, cue, "polarity")
    return listed or ("negative" if set(words_of(stretch, cue)) & _NEGATIVE else "positive")


def reporting(stretch: Stretch, cue: Mark) -> str | None:
    """What an attribution does with the content; None for other cues."""
    if cue.label != "attribution":
        return None
    return _listed(stretch, cue, "reporting") or "acknowledge"


def _listed(stretch: Stretch, cue: Mark, key: str) -> str | None:
    """What the list says of the cue, or else of a trigger word in it that could be such a cue."""
    if cue.trigger:
        value: str | None = getattr(cue.trigger, key)
        return value
    inside = (x.trigger for x in stretch.listed if cue.first <= x.first and x.last <= cue.last)
    return next((getattr(t, key) for t in inside if cue.label in t.may_be), None)


def negated(stretch: Stretch, mark: Mark) -> bool:
    """Whether a negator stands close before it, in the same clause."""
    for word in reversed(stretch.words[max(0, mark.first - _NEAR) : mark.first]):
        if not any(map(str.isalnum, word)):
            return False
        if word in NEGATORS:
            return True
    return False


def direction(stretch: Stretch, stance: Mark, polarity: Prediction) -> str:
    """The polarity of a stance: negative where a negator stands behind its modal."""
    against = splits_clause(stretch, stance) and negated_behind(stretch, stance)
    return "negative" if against else polarity.labels[0]


def intensity(stretch: Stretch, stance: Mark) -> str:
    """High or low by degree words and extreme words, else medium."""
    words = set(words_of(stretch, stance))
    return "high" if words & _STRONG else "low" if words & _WEAK else "medium"


def confidence(probability: float | None) -> str:
    """A probability in words; medium where there is none."""
    if probability is None:
        return "medium"
    return "high" if probability >= 0.9 else "medium" if probability >= 0.6 else "low"
