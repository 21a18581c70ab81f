"""What every column of every configuration means; the dataset card and Croissant print it."""

from __future__ import annotations

from hedgerow import schema

CORPUS = "corpus"
"""A column that an export of several corpora has in every configuration."""
EXTRA = {CORPUS: "Name of the corpus: of the folder it was exported from."}
_SENTENCE = {
    "id": "Id of the row: document, colon, id of the record.",
    "document": "Id of the document.",
    "group": "Group of the document: texts of one story share it, and a split never parts them.",
    "genre": "Genre of the document.",
    "origin": "How its records came to be: native, converted or predicted.",
    "sentence": "Id of the sentence in the document.",
    "sentence_start": "Where the sentence starts in the document: add it to an offset of the row.",
    "text": "The sentence.",
}
_HOLDER = {
    "holder": "author, implicit (not named in the sentence), or mention: see holder_text.",
    "holder_text": "The words that name the holder.",
    "holder_start": "Where they start in text.",
    "holder_end": "Where they end in text, not included.",
    "holder_entity": "Who that is, normalised.",
}
_SPAN = {
    "start": "Where it starts in text.",
    "end": "Where it ends in text, not included.",
}
_TAGS = (
    "for every token: O, B- and the label where one begins, I- where it goes on; null where nobody "
    "looked for them."
)


def columns(name: str) -> dict[str, str]:
    """The columns of a configuration with their meaning, in no particular order."""
    return _COLUMNS[name]


def _documented(record: str, *keys: str) -> dict[str, str]:
    """Attributes that the schema describes."""
    return {key: schema.resolve((record, 0, key))["description"] for key in keys}


_COLUMNS: dict[str, dict[str, str]] = {
    "documents": {
        key: str(schema.resolve((key,)).get("description", "")) for key in schema.keys("document")
    },
    "sentences": {
        **_SENTENCE,
        "uncertain": "Whether the sentence has an epistemic, condition or investigation cue "
        "(or an unspecified one, in converted documents); in converted documents whose source "
        "labels sentences, what it says; null where nobody looked.",
        "uncertain_broad": "Whether it is uncertain, or has a weasel, an approximator, or an "
        "attribution whose source is not named; null where that is not known.",
        **{
            f"{record}_{label}": f"Whether the sentence has a {record} with the label {label}; "
            f"null where nobody looked for {record}s."
            for record in ("cue", "stance")
            for label in schema.names(record)
        },
    },
    "tokens": {
        **_SENTENCE,
        "tokens": "The words and punctuation marks of the sentence.",
        "starts": "Where each token starts in text.",
        "ends": "Where each token ends in text, not included.",
        "cue_tags": f"Cues {_TAGS}",
        "stance_tags": f"Stance expressions {_TAGS}",
    },
    "cues": {
        **_SENTENCE,
        **_HOLDER,
        **_SPAN,
        **_documented(
            "cues", "label", "certainty", "polarity", "reporting", "negated", "confidence", "note"
        ),
        "cue": "The words of the cue.",
        "scope": "The words of the scope, the cue among them.",
        "scope_start": "Where the scope starts in text.",
        "scope_end": "Where the scope ends in text, not included.",
        "commitment": "Derived: how far the author commits to what stands in the scope, as in "
        "FactBank: CT certain, PR probable, PS possible, with + or -; Uu uncommitted; null for "
        "approximator, weasel and distancing.",
        "concord": "Ids of the cue rows that are one operator with this one.",
        "conditioned_by": "Ids of the if-cues whose clause restricts this one.",
    },
    "stances": {
        **_SENTENCE,
        **_HOLDER,
        **_SPAN,
        **_documented(
            "stances",
            *("label", "topic", "polarity", "intensity", "explicit", "mode"),
            *("negated", "confidence", "note"),
        ),
        "expression": "The words of the expression.",
        "target": "mention (see target_text), or implicit: see topic.",
        "target_text": "The words that name the target.",
        "target_start": "Where they start in text.",
        "target_end": "Where they end in text, not included.",
        "target_entity": "What that is, normalised.",
        "hedged": "Derived: whether the expression lies in the scope of a cue that is no booster.",
        "hedged_by": "Derived: those cues, innermost first.",
    },
    "candidates": {
        **_SENTENCE,
        **_SPAN,
        "word": "The trigger word or quoted string.",
        "lemma": "The entry of schema/triggers.json it belongs to.",
        "class": "The class of that entry.",
        "label": "The label of the cue or stance it is or is part of; none where it is rejected.",
        "reason": "Why it is rejected; null where it is not.",
        "record": "Id of the cue, stance or rejection in the document.",
        "note": "Note of that record.",
    },
}

CONFIGURATIONS = tuple(_COLUMNS)
"""The names of the configurations, in order, for who needs no more of them."""
