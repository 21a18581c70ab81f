"""Codes of ids and links."""

from __future__ import annotations

from hedgerow.catalogue.rule import Edit, Move, Rule

RULES = (
    Rule(
        "L001",
        "duplicate id",
        "Two records of a layer have the same id.",
        "A link to the id would point to both.",
        "Give one of them a free id and mend the links to it.",
        Edit("/cues/8/id", "c08"),
    ),
    Rule(
        "L002",
        "broken link",
        "A holder, target or relation end names a record that does not exist.",
        "Who holds a view would be lost.",
        "Add the record or correct the id.",
        Edit("/cues/1/holder", "m09"),
    ),
    Rule(
        "L003",
        "link to another sentence",
        "A holder, target or relation end stands in another sentence.",
        "Links stay inside the sentence, so that a row holds all it refers to.",
        "Use a mention of the same sentence; if none is there, implicit.",
        Edit("/cues/1/holder", "m02"),
    ),
    Rule(
        "L004",
        "mention unused",
        "A mention is neither a holder nor a target.",
        "It is left over from a record that was changed.",
        "Remove it or link it.",
        Edit(
            "/mentions/-",
            {"id": "m05", "start": 26, "end": 34, "text": "the road", "entity": "road"},
        ),
    ),
    Rule(
        "L005",
        "entity spelled two ways",
        "Two entities differ only in case, spacing or punctuation.",
        "Counting by entity would count one actor as two.",
        "Write one spelling everywhere.",
        Edit("/mentions/2/entity", "Allies"),
    ),
    Rule(
        "L006",
        "span mentioned twice",
        "Two mentions cover the same span.",
        "A span is one mention; both records link to it.",
        "Keep one and link to it from both places.",
        Move("/mentions/2", "some allies"),
    ),
)
