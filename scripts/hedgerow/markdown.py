"""Markdown that the generated pages share."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A table; a bar inside a cell is escaped."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(
        "| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines
    )


def fill(page: str, sections: Mapping[str, str]) -> str:
    """The page with the content of its generated sections replaced; others stay as they are.

    A section stands between the lines ``<!-- generated: NAME -->`` and ``<!-- end -->``.
    """

    def content(match: re.Match[str]) -> str:
        if match["name"] not in sections:
            return match[0]
        return f"{match['head']}{sections[match['name']]}\n{match['tail']}"

    pattern = r"(?P<head><!-- generated: (?P<name>[\w-]+) -->\n).*?(?P<tail><!-- end -->)"
    return re.sub(pattern, content, page, flags=re.DOTALL)
