"""Annotates plain texts with a trained model: documents of origin *predicted*.

Tagged, classified and scoped by the model: cues, stances, their scopes and polarities, and the
reason of each trigger word that is neither. The rest follows by rule, since the corpus is too small
to learn it: attributes by the lexical list (`attributes`), holders and targets from the words
beside an expression (`phrases`, `holders`, `stances`), concord and conditions from the order of
cues (`relations`). What a model says is made to fit the scheme by construction (`marks`, `scopes`):
a document that comes out is one that `hedgerow validate` accepts.
"""

from __future__ import annotations

from hedgerow.predict.document import Predicted, Predictor

__all__ = ["Predicted", "Predictor"]
