"""The compact notation: a document as lines that a person writes and reads, without offsets.

A sentence stands on a line of its own, its records below it::

    s01 However, officials said the talks could fail if Kyiv stays away.
    no [However] contrast
    cue weasel [officials] scope [officials ... fail]
    cue attribution acknowledge [said] scope [said ... fail] by [officials] {unnamed officials}
    cue epistemic possible [could] scope [the talks ... fail] by [officials] confidence medium
    cue condition [if] scope [if ... away] by [officials]
    stance volition [refuses] negative by [Kyiv] {Ukraine} on [to talk] {talks}
    stance evaluation [pitfall] negative on implicit {reaching an agreement}
    conditions [if] [could]

Words in brackets are words of the sentence; ``[a ... b]`` runs from the words a to the words b, and
``[the]2`` is the second *the*. Braces hold free text: the entity of a holder or target (once in a
sentence), the topic of an implicit target, a note. What is not said is: by author, positive, not
negated, explicit, intensity medium, confidence high, mode reported (own for the author), and the
certainty, polarity and reporting of the lexical list. A line that starts with ``?`` is a word still
to be decided; one that starts with ``#`` is a comment.
"""

from hedgerow.notation.parse import parse
from hedgerow.notation.write import line, write

__all__ = ["line", "parse", "write"]
