"""Codes of several files together."""

from __future__ import annotations

from hedgerow.catalogue.rule import Edit, Rule, Told

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
        "C004",
        "sentence in two splits",
        "A sentence of six words or more stands in two splits, the same but for case and white "
        "space.",
        "A test would see its training text.",
        "Move both documents into one split, give them one group, or replace one of them. A "
        "sentence that everybody quotes can be accepted in annotations/exceptions.json.",
        Told(
            "The talks in Minsk may fail again. stands in train/a.json alone",
            "train/a.json and test/b.json both have The talks in Minsk may fail again.",
        ),
    ),
    Rule(
        "C005",
        "passage in two splits",
        "Two splits share a passage of 25 words or more, in which up to three words in a row may "
        "differ. What stands in more than three documents and in more than five per cent of them, "
        "or in more than ten, is boilerplate and does not count.",
        "A test would see its training text; a few changed words do not hide it from a model.",
        "Move both documents into one split, give them one group, or replace one of them.",
        Told("two reports of one speech, both in train", "one report in train, the other in test"),
    ),
    Rule(
        "C006",
        "entity spelled two ways across documents",
        "Entities of different documents differ only in case, spacing or punctuation.",
        "Counting by entity would count one actor as two.",
        "Write the spelling that most documents have.",
        Told('"United States" in every document', '"the United States" and "The United-States"'),
    ),
    Rule(
        "C007",
        "exceptions file is wrong",
        "annotations/exceptions.json is malformed, an exception lacks its reason, or it names a "
        "code that cannot be accepted: only warnings and problems of the corpus can.",
        "An exception that does not hold would be believed to hold.",
        'Write {"version": 1, "exceptions": [...]}; an exception has the keys code, document, '
        "record, text and reason.",
        Told(
            '{"code": "W003", "document": "a", "record": "x01", "text": "could", '
            '"reason": "an ability here"}',
            "the same without a reason",
        ),
    ),
    Rule(
        "C008",
        "document in no split",
        "A document below annotations/ is neither in a split's own folder nor below passes/.",
        "No export sees it: work would be lost without a word.",
        "Move it into annotations/train, validation or test, or below annotations/passes/.",
        Told("annotations/validation/a.json", "annotations/dev/a.json"),
    ),
    Rule(
        "C009",
        "no index of seeds",
        "A corpus has no seeds/index.json.",
        "Provenance and licence are stated twice, so that a slip shows; here nothing compares.",
        "Write it: an object with an entry for each seed, whose keys are those of source.",
        Told("seeds/index.json beside the texts", "a folder seeds/ with texts alone"),
        severity="warning",
    ),
    Rule(
        "C010",
        "draft in a split",
        "A document in train, validation or test has the status draft.",
        "An export would hand out work that is not finished.",
        "Finish it and write the status single (one annotator), double (two independent ones) or "
        "adjudicated (two, and every difference decided). Until then keep it outside annotations/ "
        "or below annotations/passes/.",
        Edit("/annotation/status", "draft"),
    ),
    Rule(
        "C011",
        "text in two splits of an export",
        "Two corpora that are exported as one dataset have the same text in different splits: the "
        "SHA-256 of the text decides. Equal sentences and passages that are nearly the same are "
        "C004 and C005, as within one corpus.",
        "A test would see its training text. A conversion that loses the splits leads here.",
        "Put both documents into one split, or leave one of the corpora out.",
        Told("a text in train of both corpora", "a text in test of one, in train of the other"),
    ),
)
