"""Every problem code, declared once, by family.

P parsing, S schema, T text and offsets, L links, G geometry, A attribute logic, R relations,
V coverage of trigger words, C corpus, F formats, W lints. Codes are stable: a code is never reused.
"""

from __future__ import annotations

from hedgerow.catalogue import (
    attributes,
    corpus,
    coverage,
    formats,
    geometry,
    links,
    lints,
    parsing,
    relations,
    schema,
    text,
)
from hedgerow.catalogue.rule import Rule

FAMILIES: dict[str, tuple[str, tuple[Rule, ...]]] = {
    "P": ("Parsing: the bytes of a file", parsing.RULES),
    "S": ("Schema: the shape of the value", schema.RULES),
    "T": ("Text and offsets", text.RULES),
    "L": ("Links", links.RULES),
    "G": ("Geometry of cues, scopes and stances", geometry.RULES),
    "A": ("Attribute logic", attributes.RULES),
    "R": ("Relations", relations.RULES),
    "V": ("Coverage of trigger words", coverage.RULES),
    "C": ("Corpus: several files together", corpus.RULES),
    "F": ("Formats: conversion", formats.RULES),
    "W": ("Lints", lints.RULES),
}

CATALOGUE: dict[str, Rule] = {rule.code: rule for _, rules in FAMILIES.values() for rule in rules}
