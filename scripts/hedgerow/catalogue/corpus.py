"""Codes of several files together."""

from __future__ import annotations

from hedgerow.catalogue.rule import Rule, Told

RULES = (
    Rule(
        "C001",
        "document id twice",
        "Two documents of the corpus have the same id.",
        "Rows of the dataset could not be told apart.",
        "Rename one of them.",
        Told("train/a.json and test/b.json", "train/a.json and test/a.json"),
    ),
    Rule(
        "C002",
        "seed annotated twice",
        "Two documents in the splits annotate the same seed.",
        "A text would be counted, trained or tested on twice.",
        "Keep one adjudicated document; passes belong under annotations/passes/.",
        Told("each document has a seed of its own", "a.json and b.json both name seeds/a.txt"),
    ),
    Rule(
        "C003",
        "group in two splits",
        "Texts of one group lie in different splits.",
        "A test would see its training text.",
        "Move the documents of a group into one split.",
        Told("group peace-talks in test only", "group peace-talks in train and in test"),
    ),
    Rule(
        "C008",
        "document in no split",
        "A document below annotations/ is neither in a split's own folder nor below passes/.",
        "No export sees it: work would be lost without a word.",
        "Move it into annotations/train, validation or test, or below annotations/passes/.",
        Told("annotations/validation/a.json", "annotations/dev/a.json"),
    ),
)
