"""What commands that rewrite documents have in common."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from hedgerow.canonical import write_atomic
from hedgerow.cli.show_problems import show
from hedgerow.corpus import data_root, expand
from hedgerow.problems import Problem
from hedgerow.reader import parse_file, placed
from hedgerow.report.text import printable


@dataclass(frozen=True, slots=True)
class Rewritten:
    """A file's new content (empty: it stays as it is) or its problems; and what was done to it."""

    text: str
    problems: list[Problem]
    done: str


def rewrite_all(
    paths: tuple[Path, ...], rewrite: Callable[[Any], Rewritten], write: bool
) -> Counter[str]:
    """Rewrite every document below `paths`: how many are changed, unchanged and refused.

    Without paths, hedgerow's own corpus. `rewrite` gets the parsed value of a file. Files that
    change are named, and written only if `write`; those with problems stay as they are. Raises
    UsageError where there is no document.
    """
    found = expand(paths or (data_root(),))
    counts = Counter(_rewrite(path, rewrite, write) for path in found)
    if not counts:
        raise click.UsageError("no document found in " + ", ".join(map(str, paths)))
    return counts


def save(path: Path, text: str) -> None:
    """Replace a file in one step; ClickException if that cannot be done."""
    try:
        write_atomic(path, text)
    except OSError as error:
        raise click.ClickException(f"cannot write {path}: {error.strerror}") from error


def _rewrite(path: Path, rewrite: Callable[[Any], Rewritten], write: bool) -> str:
    parsed = parse_file(path)
    result = Rewritten("", parsed.problems, "") if parsed.problems else rewrite(parsed.value)
    if result.problems:
        show(placed(result.problems, path, parsed.raw))
        return "refused"
    if result.text in ("", parsed.raw):
        return "unchanged"
    if write:
        save(path, result.text)
    click.echo(printable(f"{path}: {result.done}"))
    return "changed"
