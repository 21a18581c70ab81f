"""Names that brat shows for attributes and notes, and how free text stands on one line."""

from __future__ import annotations

import re

# Attributes with a value; those of truth values are flags, there or not.
ATTRIBUTES = {
    "holder": "HeldBy",
    "certainty": "Certainty",
    "polarity": "Polarity",
    "reporting": "Reporting",
    "intensity": "Intensity",
    "mode": "Mode",
    "reason": "Reason",
    "confidence": "Confidence",
}
FLAGS = {"negated": ("Negated", True), "explicit": ("Implied", False)}
NOTES = {"id": "Id", "note": "AnnotatorNotes", "entity": "Entity", "topic": "Topic", "hint": "Hint"}
# The one field for notes that brat has can also say these.
SPOKEN = re.compile(r"(topic|entity): *")
DEFAULTS = {"confidence": "high", "intensity": "medium"}
ATTRIBUTE_KEYS = {name: key for key, name in ATTRIBUTES.items()}
FLAG_KEYS = {name: (key, value) for key, (name, value) in FLAGS.items()}
NOTE_KEYS = {name: key for key, name in NOTES.items()}

# Whatever any program takes for the end of a line.
BREAKS = "\n\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"
_ESCAPED = re.compile(rf"\A\s|\s\Z|[\\\t{BREAKS}]")
_ESCAPE = re.compile(r"\\(\\|u[0-9a-f]{4})")


def escape(text: str) -> str:
    """Free text on one line: control characters, a backslash, white space at the edges escaped.

    So is the first letter of a note that would be taken for a topic or an entity.
    """
    text = _ESCAPED.sub(lambda m: "\\\\" if m.group() == "\\" else f"\\u{ord(m.group()):04x}", text)
    return f"\\u{ord(text[0]):04x}{text[1:]}" if SPOKEN.match(text) else text


def unescape(line: str) -> str:
    """The free text of a line."""
    return _ESCAPE.sub(lambda m: m[1] if m[1] == "\\" else chr(int(m[1][1:], 16)), line)
