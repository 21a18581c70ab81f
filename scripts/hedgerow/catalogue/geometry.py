"""Codes of how spans lie to each other."""

from __future__ import annotations

from hedgerow.catalogue.rule import Move, Rule

RULES = (
    Rule(
        "G001",
        "cue outside its scope",
        "A scope contains its cue (R6).",
        "A scope is the cue plus what it modulates.",
        "Extend the scope over the cue.",
        Move("/cues/3/scope", "allies"),
    ),
    Rule(
        "G002",
        "scope adds nothing",
        "A scope is larger than its cue, quoted strings aside (R6).",
        "It would not say what is hedged.",
        "Extend the scope over what the cue modulates; a weasel that is a whole noun phrase "
        "(Critics say ...) takes its clause.",
        Move("/cues/3/scope", "some"),
    ),
    Rule(
        "G003",
        "quotation with another scope",
        "The scope of a quoted string is the string itself, marks included (R4).",
        "The marks say exactly which words the author does not own.",
        "Make the scope identical to the cue.",
        Move("/cues/5/scope", "the “truce”"),
    ),
    Rule(
        "G004",
        "cues overlap",
        "A character belongs to at most one cue (R5).",
        "Tags per token have room for one cue.",
        "Keep the cues apart, or merge them into one.",
        Move("/cues/2", "could potentially"),
    ),
    Rule(
        "G005",
        "scopes cross",
        "Two scopes nest or are disjoint (R6).",
        "Crossing scopes have no reading: which hedge stands inside which?",
        "Move an edge so that one contains the other.",
        Move("/cues/4/scope", "if the “truce” is not"),
    ),
    Rule(
        "G006",
        "stance crosses a scope",
        "A stance expression lies inside a scope or outside it, never across its edge.",
        "Whether a stance is hedged is read off the scope.",
        "Move the scope's edge or shorten the expression.",
        Move("/stances/0", "allies want"),
    ),
    Rule(
        "G007",
        "cue and stance coincide",
        "One span is annotated as a cue and as a stance.",
        "A word hedges or takes a stance; the guidelines decide which.",
        "Keep the one that the guidelines ask for.",
        Move("/stances/1", "clearly"),
    ),
)
