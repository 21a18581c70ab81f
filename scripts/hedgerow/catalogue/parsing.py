"""Codes of reading a file."""

from __future__ import annotations

from hedgerow.catalogue.rule import Rule, Swap, Told

RULES = (
    Rule(
        "P001",
        "file cannot be read",
        "The path is missing, a folder, a symbolic link, or closed to this user.",
        "A file that is skipped in silence is a file nobody checks. No link is followed: one out "
        "of the corpus could show what should stay closed, one within it makes two of one.",
        "Check the path and its permissions; put what a link leads to in its place.",
        Told("annotations/train/a.json is a file", "annotations/train/a.json is a folder"),
    ),
    Rule(
        "P002",
        "empty file",
        "The file holds nothing but white space.",
        "An interrupted save leaves an empty file.",
        "Write the document again or remove the file.",
        Swap("", ""),
    ),
    Rule(
        "P003",
        "not UTF-8",
        "A byte of the file is not valid UTF-8.",
        "In another encoding every offset behind the first accent means another character.",
        "Save the file as UTF-8; other encodings are not guessed.",
        Told("the bytes e2 80 9c for a quotation mark", "the byte 93 for it"),
    ),
    Rule(
        "P004",
        "byte order mark",
        "The file begins with U+FEFF, which JSON forbids.",
        "Some parsers refuse it, others count it as a character.",
        "Save the file as UTF-8 without a byte order mark.",
        Told("the first byte is {", "the first bytes are ef bb bf"),
    ),
    Rule(
        "P005",
        "not JSON",
        "The file is not one JSON value.",
        "Nothing in it can be checked.",
        "Mend the syntax at the place named; of a missing comma, the end of the value before it.",
        Swap('"id": "example",', '"id": "example"'),
    ),
    Rule(
        "P006",
        "duplicate key",
        "An object has the same key twice.",
        "Most parsers drop the first in silence, so readers see different documents.",
        "Keep one of the two.",
        Swap('"language": "en",', '"language": "en",\n  "language": "de",'),
    ),
    Rule(
        "P007",
        "NaN or Infinity",
        "NaN, Infinity and -Infinity are not JSON.",
        "Python writes them unasked; other parsers refuse the file.",
        "Write a number or null.",
        Swap('"note": null', '"note": NaN'),
    ),
    Rule(
        "P008",
        "lone surrogate",
        "A string escapes half of a surrogate pair, which is no character.",
        "It cannot be encoded, so the document could not be written again.",
        "Write the character itself.",
        Swap('"topic": "a truce"', '"topic": "a truce\\ud83d"'),
    ),
    Rule(
        "P009",
        "nested too deep",
        "The file is nested deeper than any parser follows; a document is seven levels deep.",
        "Such a file crashes careless readers.",
        "Flatten the value; a document has one object with flat arrays.",
        Told("seven levels", "a hundred thousand opening brackets"),
    ),
    Rule(
        "P010",
        "number too long",
        "A number has more digits than any offset can have.",
        "Reading it takes time that grows with the square of its length.",
        "Write the offset that is meant.",
        Told('"start": 12', '"start": followed by five thousand digits'),
    ),
    Rule(
        "P011",
        "file too large",
        "The file is larger than 64 MiB, more than one document can need.",
        "Reading is bounded, so that one file cannot stop a run.",
        "Split the text into several documents.",
        Told("some hundred kilobytes", "a gigabyte"),
    ),
    Rule(
        "P012",
        "line of notation cannot be read",
        "A line of a .hedge file does not follow the compact notation, or its words do not lead to "
        "one place of the sentence.",
        "A guess would put an offset where the annotator did not mean it.",
        "Mend the line; words must stand in the sentence as written, and [the]2 is the second the.",
        Told("cue epistemic [may] scope [the talks may fail]", "cue epistemc [may]"),
    ),
)
