"""How well predicted documents answer to gold ones.

>>> from hedgerow.score import score
>>> for row in score([(gold, predicted), ...]): print(row.layer, row.measure, row.of, row.value)

Exact match compares sets of spans, so that neither the order of the records nor a repeated record
counts; overlap pairs spans one to one as well as can be (`hedgerow.matching`). What is asked of
pairs (label, holder, target, scope) is asked of those that overlap, whatever their labels.
"""

from hedgerow.score.bootstrap import Figure
from hedgerow.score.errors import Errors
from hedgerow.score.files import Sides
from hedgerow.score.scorer import Scorer, TextsDifferError, score
from hedgerow.score.table import Score

__all__ = ["Errors", "Figure", "Score", "Scorer", "Sides", "TextsDifferError", "score"]
