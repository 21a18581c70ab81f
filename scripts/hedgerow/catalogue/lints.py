"""Codes that warn."""

from __future__ import annotations

from hedgerow.catalogue.rule import Edit, Rule

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
)
