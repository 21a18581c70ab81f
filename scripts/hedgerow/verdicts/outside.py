"""Whether texts have a trigger word outside of some spans, told by one regular expression.

It holds every form of the list and is matched in linear time by the engine that `jsonschema-rs`
has for patterns, as a schema of its own: ten times faster than looking up word by word.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import Any

import numpy as np

from hedgerow.triggers import forms

_OPEN, _CLOSE = "\x02", "\x03"
MARKS = (2, 3)
"""The code points that mark spans, which a text may not hold."""


def marked(text: Any, starts: Any, ends: Any) -> str:
    """A text with marks around spans in order that share no character, all in bytes of UTF-8."""
    at = np.stack((starts, ends), axis=1).ravel()
    marks = np.tile(np.array(MARKS, "u1"), len(starts))
    return np.insert(text, at, marks).tobytes().decode()


def none_outside(text: str) -> bool:
    """Whether every trigger word of a marked text lies in a span; False may mean not sure."""
    answer: bool = _expression().is_valid(text)
    return answer


@lru_cache(maxsize=1)
def _expression() -> Any:
    """A schema for texts with marks around the spans, in which no form stands elsewhere."""
    import jsonschema_rs

    words = [form.split() for form in forms()]
    space = "".join(char for char in map(chr, range(0x3001)) if char.isspace())
    whole = "|".join(f"[{space}]+".join(form) for form in words)
    crossed = "|".join(cut for form in words for cut in _cut(form, space))
    # The mark after a form outside of spans opens the next one; n't is a token of its own.
    after = f"(?:n['’]t)?(?:[^a-z{_OPEN}{_CLOSE}][^{_OPEN}{_CLOSE}]*)?(?:{_OPEN}|$)"
    pattern = f"(?i)(?:^|[^a-z])(?:(?:{whole}){after}|(?:{crossed})(?:[^a-z]|$))"
    options = jsonschema_rs.RegexOptions()
    return jsonschema_rs.Draft202012Validator(
        {"not": {"pattern": pattern}}, pattern_options=options
    )


def _cut(form: list[str], space: str) -> Iterable[str]:
    """The form with a mark between two of its words, and perhaps more of them elsewhere."""
    marks = _OPEN + _CLOSE
    for i in range(1, len(form)):
        before, behind = (f"[{space}{marks}]+".join(words) for words in (form[:i], form[i:]))
        yield f"{before}[{space}]*[{marks}][{space}{marks}]*{behind}"
