"""Codes of attributes."""

from __future__ import annotations

from hedgerow.catalogue.rule import Edit, Rule

RULES = (
    Rule(
        "A001",
        "certainty does not fit the label",
        "certainty has a value exactly on epistemic cues.",
        "The grade belongs to a judgement about truth; other cues make none.",
        "Give an epistemic cue its certainty, every other cue null.",
        Edit("/cues/0/certainty", "possible"),
    ),
    Rule(
        "A002",
        "reporting does not fit the label",
        "reporting has a value exactly on attribution cues.",
        "Only a reporting word acknowledges, distances or endorses.",
        "Give an attribution its reporting, every other cue null.",
        Edit("/cues/1/reporting", "distance"),
    ),
    Rule(
        "A003",
        "polarity does not fit the label",
        "Polarity is for attribution, and for epistemic that is possible or probable.",
        "The author's commitment is derived from it.",
        "Write positive or negative there, null elsewhere.",
        Edit("/cues/3/polarity", "positive"),
    ),
    Rule(
        "A004",
        "holder does not fit the label",
        "The author never holds an attribution, and always a vagueness or a distance.",
        "An attribution passes the content to somebody else; scare quotes are the writer's.",
        "Name the source of an attribution (or implicit); write author on the other three.",
        Edit("/cues/3/holder", "m02"),
    ),
    Rule(
        "A005",
        "topic does not fit the target",
        "An implicit target has a topic; an overt one has none.",
        "A stance without a target says nothing.",
        "Write the topic of an implicit target, null beside a mention.",
        Edit("/stances/1/topic", "the truce"),
    ),
    Rule(
        "A006",
        "mode does not fit the holder",
        "mode is own exactly when the holder is the author.",
        "Whose voice is heard must not depend on which column one reads.",
        "Write own for the author, reported or quoted for others.",
        Edit("/stances/1/mode", "reported"),
    ),
    Rule(
        "A007",
        "not for native documents",
        "unspecified, a missing scope and a label of a whole sentence are legal only in converted "
        "or predicted documents.",
        "Whoever annotates under this scheme knows the first two; the third follows from the cues.",
        "Decide the label, annotate the scope, and write null for uncertain.",
        Edit("/cues/3/label", "unspecified"),
    ),
    Rule(
        "A008",
        "reason not explained",
        "The reason other needs a note.",
        "Without it nobody can tell whether the rejection was right.",
        "Say in the note why the word is not annotated.",
        Edit("/rejected/0/reason", "other"),
    ),
    Rule(
        "A009",
        "holder is not the source",
        "A cue inside the content of an attribution is held by that attribution's source (R15).",
        "The doubt in reported speech is the speaker's, not the writer's.",
        "Use the attribution's holder, or another mention of the same entity.",
        Edit("/cues/0/holder", "implicit"),
    ),
    Rule(
        "A010",
        "negated without a negator",
        "negated says that a separate negator stands within eight words to the left.",
        "It turns the author's commitment round.",
        "Write false, or check the span: a lexicalised negation belongs to the expression.",
        Edit("/cues/7/negated", True),
    ),
    Rule(
        "A011",
        "mode against the quotation marks",
        "The expression of somebody named is quoted between quotation marks and reported outside "
        "(R16). Scare quotes, a distancing cue, are the author's and do not count.",
        "Words put into somebody's mouth must be there in the text, and be told from a summary.",
        "Write quoted inside quotation marks, reported outside.",
        Edit("/stances/0/mode", "quoted"),
    ),
    Rule(
        "A012",
        "attribute against the lexical list",
        "The word's certainty, reporting or polarity is fixed in schema/triggers.json.",
        "Grades are lexical, so that two annotators cannot differ on them.",
        "Use the value of the list.",
        Edit("/cues/6/certainty", "possible"),
    ),
    Rule(
        "A013",
        "label against the lexical list",
        "schema/triggers.json does not know this label for the word.",
        "It is nearly always a slip; if not, the list has to be extended for all documents.",
        "Use a label that the list allows, or check the span.",
        Edit("/cues/8/label", "distancing"),
    ),
    Rule(
        "A014",
        "records in a layer nobody annotated",
        "annotation.layers does not name a layer that has records.",
        "In a layer that is not named, an absent record says nothing; in one that is, it says no.",
        "Name the layer if the whole text was searched for it, else remove the records.",
        Edit("/annotation/layers", ["cues"]),
    ),
)
