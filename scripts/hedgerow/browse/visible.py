"""Text as a page shows it: what would act on the page, or not be seen, stands there as a sign."""

from __future__ import annotations

import re

# Bidirectional controls, zero-width characters, interlinear marks and the byte order mark. The two
# joiners stay: Persian and emoji need them.
_HIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f"
    "\ufeff\ufff9-\ufffb\ud800-\udfff\U000e0000-\U000e007f]"
)


class Html(str):
    """Text that is HTML already, so that a template does not escape it again."""

    __slots__ = ()

    def __html__(self) -> str:
        return self


def visible(text: str) -> str:
    """`text` with a code such as ⟨U+202E⟩ for each hidden character."""
    return _HIDDEN.sub(lambda match: sign(match[0]), text)


def sign(character: str) -> str:
    """What stands for one hidden character; control pictures would need a font that has them."""
    return f"⟨U+{ord(character):04X}⟩"


def pieces(text: str) -> list[tuple[str, bool]]:
    """`text` in stretches: each with whether it is a sign for a hidden character."""
    found, at = [], 0
    for match in _HIDDEN.finditer(text):
        found += [(text[at : match.start()], False), (sign(match[0]), True)]
        at = match.end()
    found.append((text[at:], False))
    return [(piece, is_sign) for piece, is_sign in found if piece]
