"""What the concordance files a word under."""

from __future__ import annotations

from hedgerow.triggers import Trigger, lookup

QUOTATION = "a quotation"


def name(trigger: Trigger) -> str:
    """The lemma of a trigger word; one name for all quoted strings."""
    return QUOTATION if trigger.cls == "quotation" else trigger.lemma


def term(words: str) -> str:
    """The name of the trigger that the words are, else the words themselves."""
    trigger = lookup(words)
    return name(trigger) if trigger else " ".join(words.lower().split())
