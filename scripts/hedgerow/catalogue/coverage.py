"""Codes of trigger words."""

from __future__ import annotations

from hedgerow.catalogue.rule import REMOVE, Edit, Rule

RULES = (
    Rule(
        "V001",
        "trigger undecided",
        "Every trigger word and quoted string is a cue, a stance, inside one, or rejected (R18).",
        "What nobody looked at and what nobody found must not look the same.",
        "Annotate it, or reject it with a reason; in a draft (annotation.status) it is W005.",
        Edit("/rejected/0", REMOVE),
    ),
    Rule(
        "V002",
        "rejected and annotated",
        "A rejected span lies inside a cue or a stance.",
        "The two decisions contradict each other.",
        "Keep one decision.",
        Edit(
            "/rejected/-",
            {
                "id": "x02",
                "start": 35,
                "end": 40,
                "text": "could",
                "reason": "dynamic",
                "note": None,
            },
        ),
    ),
    Rule(
        "V003",
        "rejected twice",
        "Two rejected records cover the same span.",
        "One word needs one decision.",
        "Remove one of them.",
        Edit(
            "/rejected/-",
            {
                "id": "x02",
                "start": 61,
                "end": 68,
                "text": "However",
                "reason": "contrast",
                "note": None,
            },
        ),
    ),
    Rule(
        "V004",
        "suggestion unconfirmed",
        "A cue, stance or rejection that a model suggested stands unconfirmed in a document that "
        "is no draft.",
        "Nobody has looked at it, but it would count as the annotator's own.",
        "Look at the record. If it is right, remove the note and set the confidence of a cue or "
        "stance; if it is wrong, remove it.",
        Edit("/cues/0/note", "suggested by hedgerow-crf (0.83): confirm"),
    ),
)
