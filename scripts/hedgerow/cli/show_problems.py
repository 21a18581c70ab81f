"""Problems on the terminal, in colour where there is one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import click

from hedgerow.corpus import shown
from hedgerow.index import Index
from hedgerow.pipeline import Checked
from hedgerow.problems import Problem
from hedgerow.report import text

_STYLES: dict[str, dict[str, Any]] = {
    "path": {"bold": True},
    "error": {"fg": "red"},
    "warning": {"fg": "yellow"},
    "hint": {"dim": True},
    "source": {},
    "marker": {"fg": "cyan"},
}


def show_checked(checked: Checked, problems: Sequence[Problem]) -> None:
    """Print problems that came with a file; those of other files stand below its own."""
    file, _ = shown(checked.path)
    own = [problem for problem in problems if problem.path == file]
    show(own, checked.index)
    show([problem for problem in problems if problem.path != file])


def show(problems: Sequence[Problem], index: Index | None = None) -> None:
    """Print problems grouped by file; with `index`, the words of the text they are about."""
    document = index.document.to_dict() if index and problems else None
    for style, line in text.lines(problems, document):
        click.secho(line, **_STYLES[style])
