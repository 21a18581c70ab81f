"""How far the author commits to what stands in a scope: derived, never annotated.

The values are those of FactBank (Saurí and Pustejovsky 2009): CT certain, PR probable, PS
possible, each with + or -, and Uu for uncommitted.
"""

from __future__ import annotations

from hedgerow.document import Cue

VALUES = ("CT+", "CT-", "PR+", "PR-", "PS+", "PS-", "Uu")
_UNCOMMITTED = ("condition", "investigation", "unspecified")


def commitment(cue: Cue) -> str | None:
    """The author's commitment to the scope of `cue`; None for approximator, weasel, distancing.

    A separate negator turns probable round (not likely: PR-), makes possible certain (not
    possible: CT-) and takes the certainty from a booster (not certain: Uu).
    """
    if cue.label in _UNCOMMITTED or cue.certainty == "unspecified":
        return "Uu"
    if cue.label == "attribution":
        endorsed = cue.reporting == "endorse" and not cue.negated
        return _signed("CT", cue.polarity != "negative") if endorsed else "Uu"
    if cue.label == "booster":
        return "Uu" if cue.negated else "CT+"
    if cue.label == "epistemic":
        positive = (cue.polarity != "negative") != cue.negated
        if cue.certainty == "probable":
            return _signed("PR", positive)
        return _signed("CT" if cue.negated else "PS", positive)
    return None


def _signed(grade: str, positive: bool) -> str:
    return grade + ("+" if positive else "-")
