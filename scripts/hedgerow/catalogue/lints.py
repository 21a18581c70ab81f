"""Codes that warn."""

from __future__ import annotations

from hedgerow.catalogue.rule import Edit, Rule, Told

RULES = (
    Rule(
        "W001",
        "rejected, but no trigger",
        "The rejected span is no occurrence of a trigger word.",
        "Nothing asked for a decision, so other annotators will not have made one.",
        "Remove the record, or move it to the trigger.",
        Edit(
            "/rejected/-",
            {
                "id": "x02",
                "start": 87,
                "end": 92,
                "text": "talks",
                "reason": "literal",
                "note": None,
            },
        ),
        severity="warning",
    ),
    Rule(
        "W003",
        "same words, other label",
        "A string is labelled here, and otherwise, or not at all, where the same words stand "
        "around it.",
        "Such variation is more often a slip than a difference in meaning; the method is that of "
        "variation n-grams (Dickinson and Meurers 2003).",
        "Decide all places alike. If the difference is meant, accept it in "
        "annotations/exceptions.json and say why.",
        Told(
            '"could" is epistemic in every "talks could fail"',
            '"could" is epistemic in two of them and rejected in the third',
        ),
        severity="warning",
    ),
    Rule(
        "W004",
        "exception out of date",
        "An exception in annotations/exceptions.json accepts a problem that is not there.",
        "It would hide the next problem at that place.",
        "Remove it, or write the text that stands there now.",
        Told("an exception for a W003 that validate gave", "the same after the label was changed"),
        severity="warning",
    ),
    Rule(
        "W005",
        "left to decide",
        "A trigger word or quoted string of a draft is neither annotated nor rejected yet.",
        "It is what is left to do before the draft is finished; then it would be V001.",
        "Annotate it, or reject it with a reason.",
        Told(
            "“reopen” is a cue or rejected", "“reopen” has no record in a document of status draft"
        ),
        severity="warning",
    ),
)
