"""White space between tokens, as the MISC column of UD treebanks says it."""

from __future__ import annotations

import re

_ESCAPES = {" ": r"\s", "\t": r"\t", "\n": r"\n", "\r": r"\r", "|": r"\p", "\\": r"\\"}
_PLAIN = {code: char for char, code in _ESCAPES.items()}
_ESCAPE = re.compile(r"\\(?:u[0-9a-f]{4}|.)")


def misc(before: str, after: str) -> str:
    """The MISC of a token with white space before it (of the text's first) and behind it."""
    said = [f"SpacesBefore={_escape(before)}"] if before else []
    if not after:
        said.append("SpaceAfter=No")
    elif after != " ":
        said.append(f"SpacesAfter={_escape(after)}")
    return "|".join(said) or "_"


def around(said: str) -> tuple[str, str]:
    """White space before and behind a token; other things that MISC may say are not looked at."""
    before, after = "", " "
    for item in said.split("|"):
        key, _, value = item.partition("=")
        if key == "SpacesBefore":
            before = _unescape(value)
        elif key == "SpacesAfter":
            after = _unescape(value)
        elif item == "SpaceAfter=No":
            after = ""
    return before, after


def _escape(space: str) -> str:
    return "".join(_ESCAPES.get(char, f"\\u{ord(char):04x}") for char in space)


def _unescape(value: str) -> str:
    """The white space; whatever else somebody wrote there is left out."""

    def plain(match: re.Match[str]) -> str:
        code = match.group()
        return chr(int(code[2:], 16)) if code[1] == "u" and len(code) > 2 else _PLAIN.get(code, "")

    return "".join(char for char in _ESCAPE.sub(plain, value) if char.isspace())
