"""Codes of conversion from other formats."""

from __future__ import annotations

from hedgerow.catalogue.rule import Rule, Told

RULES = (
    Rule(
        "F001",
        "input of a conversion is broken",
        "A file in a foreign format does not follow that format: offsets that do not match the "
        "text, an unknown label, XML that is not well formed or that defines entities.",
        "A conversion that guesses puts records where nobody made them.",
        "Mend the input at the place named. Where the message says so, --repair does it and lists "
        "every repair; the sound documents are converted anyway.",
        Told("T1\tEpistemic 4 7\tmay, where the text has may", "the same, where it has can"),
    ),
)
