"""Every problem code, declared once.

P parsing, S schema, T text and offsets, L links, G geometry, A attribute logic, R relations,
V coverage of trigger words, C corpus, W lints.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Rule:
    """A kind of problem: what it means and what to do about it."""

    code: str
    title: str
    meaning: str
    advice: str
    severity: str = "error"


_RULES = (
    # Parsing: the bytes of a file.
    Rule(
        "P001",
        "file cannot be read",
        "The path is missing, a folder, or closed to this user.",
        "Check the path and its permissions.",
    ),
    Rule(
        "P002",
        "empty file",
        "The file holds nothing but white space.",
        "Write the document again or remove the file.",
    ),
    Rule(
        "P003",
        "not UTF-8",
        "A byte of the file is not valid UTF-8.",
        "Save the file as UTF-8; other encodings are not guessed.",
    ),
    Rule(
        "P004",
        "byte order mark",
        "The file begins with U+FEFF, which JSON forbids.",
        "Save the file as UTF-8 without a byte order mark.",
    ),
    Rule(
        "P005",
        "not JSON",
        "The file is not one JSON value.",
        "Mend the syntax at the place named.",
    ),
    Rule(
        "P006",
        "duplicate key",
        "An object has the same key twice; most parsers would drop the first in silence.",
        "Keep one of the two.",
    ),
    Rule(
        "P007",
        "NaN or Infinity",
        "NaN, Infinity and -Infinity are not JSON.",
        "Write a number or null.",
    ),
    Rule(
        "P008",
        "lone surrogate",
        "A string escapes half of a surrogate pair, which is no character.",
        "Write the character itself.",
    ),
    Rule(
        "P009",
        "nested too deep",
        "A document is seven levels deep; this file goes beyond what any parser follows.",
        "Flatten the value; a document has one object with flat arrays.",
    ),
    Rule(
        "P010",
        "number too long",
        "A number has more digits than any offset can have.",
        "Write the offset that is meant.",
    ),
    Rule(
        "P011",
        "file too large",
        "The file is larger than 64 MiB, more than one document can need.",
        "Split the text into several documents.",
    ),
    # Schema: the shape of the JSON value.
    Rule(
        "S001",
        "key missing",
        "A key that is always present is absent.",
        "Add the key; write null where there is nothing to say.",
    ),
    Rule(
        "S002",
        "unknown key",
        "Objects are closed: this key is not in the schema.",
        "Correct the spelling or remove the key.",
    ),
    Rule(
        "S003",
        "wrong type",
        "The value has another type than the schema asks for.",
        "Write a value of the type named.",
    ),
    Rule(
        "S004",
        "unknown value",
        "The value is not in its closed list.",
        "Use one of the values listed.",
    ),
    Rule(
        "S005",
        "malformed string",
        "The string does not have the form that ids, paths, dates or tags have.",
        "Write it in the form named; a final line break counts too.",
    ),
    Rule(
        "S006",
        "out of bounds",
        "A number, string or list is too small, too large, too short or too long.",
        "Stay within the bound named.",
    ),
    Rule(
        "S007",
        "other schema version",
        "The document follows another version of the schema than this package reads.",
        "Install the hedgerow that fits, or bring the document up to date.",
    ),
    Rule(
        "S008",
        "not an integer",
        "An offset is written 1.0 or 1e0: some validators accept it, Arrow does not.",
        "Write the offset without point or exponent.",
    ),
    Rule(
        "S009",
        "schema violated",
        "The value breaks a rule of the schema that has no code of its own.",
        "Compare the value with schema/document.schema.json.",
    ),
    # Text and offsets.
    Rule(
        "T001",
        "id is not the file name",
        "A document's id equals the stem of its file name.",
        "Rename the file or correct the id.",
    ),
    Rule(
        "T002",
        "no seed",
        "The seed file that source.path names is not there.",
        "Add the seed text or correct source.path.",
    ),
    Rule(
        "T003",
        "seed changed",
        "The seed file's SHA-256 is not the one recorded.",
        "Restore the seed. If the change is meant, every offset has to be checked again.",
    ),
    Rule(
        "T004",
        "text is not the seed",
        "The document's text differs from its seed file.",
        "Copy the seed's text unchanged; offsets count on it.",
    ),
    Rule(
        "T005",
        "source is not the index",
        "seeds/index.json has no entry for the seed, or says something else about it.",
        "Make the two agree.",
    ),
    Rule(
        "T006",
        "offsets outside the text",
        "A span must satisfy 0 <= start < end <= length of the text.",
        "Correct the offsets; they count code points, and end is not included.",
    ),
    Rule(
        "T007",
        "covered text differs",
        "text[start:end] is not the text stored in the span: an offset or the text is wrong.",
        "Move the offsets to where the text stands.",
    ),
    Rule(
        "T008",
        "white space at the edge",
        "A span begins or ends with white space.",
        "Leave the white space out.",
    ),
    Rule(
        "T009",
        "boundary inside a word",
        "A span begins or ends inside a word; only 's and n't may be cut off.",
        "Extend or shrink the span to the word's edge.",
    ),
    Rule(
        "T010",
        "sentences out of order",
        "Sentences are sorted and do not overlap.",
        "Sort them and correct their offsets.",
    ),
    Rule(
        "T011",
        "sentence ids not consecutive",
        "Sentence ids count s01, s02, ... without a gap.",
        "Number the sentences again.",
    ),
    Rule(
        "T012",
        "text between sentences",
        "What lies outside all sentences must be white space.",
        "Extend a sentence over the text, or make it a sentence.",
    ),
    Rule(
        "T013",
        "span not in one sentence",
        "Every span lies inside a single sentence.",
        "Shorten the span, or join the sentences.",
    ),
    # Links.
    Rule(
        "L001",
        "duplicate id",
        "Two records of the document have the same id.",
        "Give one of them a free id and mend the links to it.",
    ),
    Rule(
        "L002",
        "broken link",
        "A holder, target or relation end names a record that does not exist.",
        "Add the record or correct the id.",
    ),
    Rule(
        "L003",
        "link to another sentence",
        "A holder, target or relation end stands in another sentence.",
        "Use a mention of the same sentence; if none is there, implicit.",
    ),
    Rule(
        "L004",
        "mention unused",
        "A mention is neither a holder nor a target.",
        "Remove it or link it.",
    ),
    Rule(
        "L005",
        "entity spelled two ways",
        "Two entities differ only in case, spacing or punctuation.",
        "Write one spelling everywhere.",
    ),
    Rule(
        "L006",
        "span mentioned twice",
        "Two mentions cover the same span.",
        "Keep one and link to it from both places.",
    ),
    # Geometry of cues, scopes and stances.
    Rule(
        "G001",
        "cue outside its scope",
        "A scope contains its cue (R6).",
        "Extend the scope over the cue.",
    ),
    Rule(
        "G002",
        "scope adds nothing",
        "A scope is larger than its cue, quoted strings aside (R6).",
        "Extend the scope over what the cue modulates.",
    ),
    Rule(
        "G003",
        "quotation with another scope",
        "The scope of a quoted string is the string itself, marks included (R4).",
        "Make the scope identical to the cue.",
    ),
    Rule(
        "G004",
        "cues overlap",
        "A character belongs to at most one cue (R5).",
        "Keep the cues apart, or merge them into one.",
    ),
    Rule(
        "G005",
        "scopes cross",
        "Two scopes nest or are disjoint (R6).",
        "Move an edge so that one contains the other.",
    ),
    Rule(
        "G006",
        "stance crosses a scope",
        "A stance expression lies inside a scope or outside it, never across its edge.",
        "Move the scope's edge or shorten the expression.",
    ),
    Rule(
        "G007",
        "cue and stance coincide",
        "One span is annotated as a cue and as a stance.",
        "Decide which of the two it is.",
    ),
    # Attribute logic.
    Rule(
        "A001",
        "certainty does not fit the label",
        "certainty has a value exactly on epistemic cues.",
        "Give an epistemic cue its certainty, every other cue null.",
    ),
    Rule(
        "A002",
        "reporting does not fit the label",
        "reporting has a value exactly on attribution cues.",
        "Give an attribution its reporting, every other cue null.",
    ),
    Rule(
        "A003",
        "polarity does not fit the label",
        "Polarity is for attribution, and for epistemic that is possible or probable.",
        "Write positive or negative there, null elsewhere.",
    ),
    Rule(
        "A004",
        "holder does not fit the label",
        "The author never holds an attribution, and always a vagueness or a distance.",
        "Name the source of an attribution (or implicit); write author on the other three.",
    ),
    Rule(
        "A005",
        "topic does not fit the target",
        "An implicit target has a topic; an overt one has none.",
        "Write the topic of an implicit target, null beside a mention.",
    ),
    Rule(
        "A006",
        "mode does not fit the holder",
        "mode is own exactly when the holder is the author.",
        "Write own for the author, reported or quoted for others.",
    ),
    Rule(
        "A007",
        "not for native documents",
        "unspecified and a missing scope are legal only in converted or predicted documents.",
        "Decide the label, and annotate the scope.",
    ),
    Rule(
        "A008",
        "reason not explained",
        "The reason other needs a note.",
        "Say in the note why the word is not annotated.",
    ),
    Rule(
        "A009",
        "holder is not the source",
        "A cue inside the content of an attribution is held by that attribution's source (R15).",
        "Use the attribution's holder, or another mention of the same entity.",
    ),
    Rule(
        "A010",
        "negated without a negator",
        "negated says that a separate negator stands within four tokens to the left.",
        "Write false, or check the span: a lexicalised negation belongs to the expression.",
    ),
    Rule(
        "A011",
        "quoted without quotation marks",
        "mode quoted says that the expression stands between quotation marks.",
        "Write reported.",
    ),
    Rule(
        "A012",
        "attribute against the lexical list",
        "The word's certainty, reporting or polarity is fixed in schema/triggers.json.",
        "Use the value of the list.",
    ),
    Rule(
        "A013",
        "label against the lexical list",
        "schema/triggers.json does not know this label for the word.",
        "Use a label that the list allows, or check the span.",
    ),
    # Relations.
    Rule(
        "R001",
        "concord with a stance",
        "concord joins two cues.",
        "Point both ends to cues.",
    ),
    Rule(
        "R002",
        "concord of unlike cues",
        "Cues in concord share their scope and their holder (R3).",
        "Give both the same scope and holder, or drop the relation.",
    ),
    Rule(
        "R003",
        "relation in a circle",
        "Following relations leads back to the start.",
        "Remove one of them.",
    ),
    Rule(
        "R004",
        "not a subordinator",
        "A conditions relation starts at an if-cue: condition, by a subordinator of the list.",
        "Start it at the if-cue of the clause.",
    ),
    Rule(
        "R005",
        "antecedent overlaps what it restricts",
        "An if-clause is left out of the scope of the very cue or stance it conditions (R8).",
        "Shorten the scope, or the if-cue's.",
    ),
    Rule(
        "R006",
        "relation twice",
        "Two relations say the same.",
        "Remove one of them.",
    ),
    # Coverage of trigger words.
    Rule(
        "V001",
        "trigger undecided",
        "Every trigger word and quoted string is a cue, a stance, inside one, or rejected.",
        "Annotate it, or reject it with a reason.",
    ),
    Rule(
        "V002",
        "rejected and annotated",
        "A rejected span lies inside a cue or a stance.",
        "Keep one decision.",
    ),
    Rule(
        "V003",
        "rejected twice",
        "Two rejected records cover the same span.",
        "Remove one of them.",
    ),
    # Corpus: several files together.
    Rule(
        "C001",
        "document id twice",
        "Two documents of the corpus have the same id.",
        "Rename one of them.",
    ),
    Rule(
        "C002",
        "seed annotated twice",
        "Two documents in the splits annotate the same seed.",
        "Keep one adjudicated document; passes belong under annotations/passes/.",
    ),
    Rule(
        "C003",
        "group in two splits",
        "Texts of one group lie in different splits, so a test would see its training text.",
        "Move the documents of a group into one split.",
    ),
    # Lints.
    Rule(
        "W001",
        "rejected, but no trigger",
        "The rejected span is no occurrence of a trigger word, so nothing asked for a decision.",
        "Remove the record, or move it to the trigger.",
        "warning",
    ),
    Rule(
        "W002",
        "no document found",
        "A folder was given that holds no document.",
        "Check the path.",
        "warning",
    ),
)

CATALOGUE: dict[str, Rule] = {rule.code: rule for rule in _RULES}
