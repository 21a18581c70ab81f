"""Codes of the JSON Schema."""

from __future__ import annotations

from hedgerow.catalogue.rule import REMOVE, Edit, Rule, Swap

RULES = (
    Rule(
        "S001",
        "key missing",
        "A key that is always present is absent.",
        "Every key is there, null rather than absent, so that types in Arrow stay stable.",
        "Add the key; write null where there is nothing to say.",
        Edit("/cues/0/negated", REMOVE),
    ),
    Rule(
        "S002",
        "unknown key",
        "Objects are closed: this key is not in the schema.",
        "A misspelt key would otherwise be an annotation that nobody reads.",
        "Correct the spelling or remove the key.",
        Edit("/rejected/0/reasons", "contrast"),
    ),
    Rule(
        "S003",
        "wrong type",
        "The value has another type than the schema asks for.",
        "One string among numbers changes the type of a whole column.",
        "Write a value of the type named.",
        Edit("/cues/0/negated", "no"),
    ),
    Rule(
        "S004",
        "unknown value",
        "The value is not in its closed list.",
        "A misspelt label is a class of its own to a classifier.",
        "Use one of the values listed.",
        Edit("/cues/1/label", "epistemik"),
    ),
    Rule(
        "S005",
        "malformed string",
        "The string does not have the form that ids, paths, hashes or tags have.",
        "Ids become file names and keys; a final line break counts too.",
        "Write it in the form named.",
        Edit("/mentions/0/id", "M1"),
    ),
    Rule(
        "S006",
        "out of bounds",
        "A number, string or list is too small, too large, too short or too long.",
        "An empty span or a negative offset points nowhere.",
        "Stay within the bound named.",
        Edit("/sentences/0/start", -1),
    ),
    Rule(
        "S007",
        "other schema version",
        "The document follows another version of the schema than this package reads.",
        "Between versions a label may change its meaning.",
        "Run hedgerow migrate, or install the hedgerow that fits.",
        Edit("/schema_version", "0.1"),
    ),
    Rule(
        "S008",
        "not an integer",
        "An offset is written 1.0 or 1e0.",
        "JSON Schema counts 1.0 as an integer, Python and Arrow do not.",
        "Write the offset without point or exponent.",
        Swap('"start": 0,', '"start": 0.0,'),
    ),
)
