"""Codes of relations."""

from __future__ import annotations

from hedgerow.catalogue.rule import Edit, Move, Rule

RULES = (
    Rule(
        "R001",
        "concord with a stance",
        "concord joins two cues.",
        "It says that two hedges are one operator.",
        "Point both ends to cues.",
        Edit("/relations/0/target", "e01"),
    ),
    Rule(
        "R002",
        "concord of unlike cues",
        "Cues in concord share their scope and their holder (R3).",
        "If they differ they are two operators.",
        "Give both the same scope and holder, or drop the relation.",
        Move("/cues/2/scope", "potentially reopen"),
    ),
    Rule(
        "R003",
        "relation in a circle",
        "Following relations leads back to the start.",
        "Whoever follows them would never arrive.",
        "Remove one of them.",
        Edit("/relations/-", {"id": "r03", "label": "concord", "source": "c02", "target": "c02"}),
    ),
    Rule(
        "R004",
        "not a subordinator",
        "A conditions relation starts at an if-cue: condition, by a subordinator of the list.",
        "Only such a word opens a clause that restricts another.",
        "Start it at the if-cue of the clause.",
        Edit("/relations/1/source", "c07"),
    ),
    Rule(
        "R005",
        "antecedent overlaps what it restricts",
        "An if-clause is left out of the scope of the very cue or stance it conditions (R8).",
        "Otherwise the condition would restrict itself.",
        "Shorten the scope, or the if-cue's.",
        Edit("/relations/1/target", "c07"),
    ),
    Rule(
        "R006",
        "relation twice",
        "Two relations say the same; concord has no direction.",
        "It would be counted twice.",
        "Remove one of them.",
        Edit("/relations/-", {"id": "r03", "label": "concord", "source": "c03", "target": "c02"}),
    ),
)
