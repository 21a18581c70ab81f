"""Problems on the terminal, in colour where there is one."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import click

from hedgerow.problems import Problem
from hedgerow.report import text

_STYLES: dict[str, dict[str, Any]] = {
    "path": {"bold": True},
    "error": {"fg": "red"},
    "warning": {"fg": "yellow"},
    "hint": {"dim": True},
}


def show(problems: Iterable[Problem]) -> None:
    """Print problems grouped by file."""
    for style, line in text.lines(problems):
        click.secho(line, **_STYLES[style])
