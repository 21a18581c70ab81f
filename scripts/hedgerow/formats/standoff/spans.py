"""Where the marks of a tool stand in the text, checked against what the file stores."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

from hedgerow.checks.text import quote
from hedgerow.formats.base import Report
from hedgerow.formats.standoff.model import Mark
from hedgerow.tokens import Range


def resolve(mark: Mark, text: str, path: Path, report: Report) -> list[Range] | None:
    """The parts of a mark, joined where only white space is between; None for a broken mark."""
    parts = sorted(mark.parts)
    for start, end in parts:
        if not 0 <= start < end <= len(text):
            message = f"{start} to {end} is no span of {len(text)} characters"
            message = "an offset is no number" if -1 in (start, end) else message
            report.wrong(f"{mark.key}: {message}", path, mark.line)
            return None
    if any(second[0] < first[1] for first, second in pairwise(parts)):
        report.wrong(f"{mark.key}: the parts of the span overlap", path, mark.line)
        return None
    parts = _joined(parts, text)
    if mark.text is not None and not _same(mark.text, parts, text):
        return _moved(mark, parts, text, path, report)
    return _trimmed(mark, parts, text, path, report)


def hull(parts: list[Range]) -> Range:
    """From the first character of all parts to the last."""
    return parts[0][0], parts[-1][1]


def _joined(parts: list[Range], text: str) -> list[Range]:
    joined = parts[:1]
    for start, end in parts[1:]:
        if text[joined[-1][1] : start].strip():
            joined.append((start, end))
        else:
            joined[-1] = (joined[-1][0], end)
    return joined


def _same(stored: str, parts: list[Range], text: str) -> bool:
    """Whether the stored text is that of the parts, whatever a tool makes of line ends."""
    covered = " ".join(text[start:end] for start, end in parts)
    return stored == covered or _words(stored) == _words(covered)


def _words(text: str) -> list[str]:
    return text.replace("\\n", " ").split()


def _moved(
    mark: Mark, parts: list[Range], text: str, path: Path, report: Report
) -> list[Range] | None:
    """The one nearest place of the stored text, if repairs are allowed and there is one."""
    start, end = hull(parts)
    stored = mark.text or ""
    message = f"{mark.key} says {quote(stored)}, where the text has {quote(text[start:end])}"
    found = _nearest(stored, start, text) if len(parts) == 1 else None
    if found is None:
        report.wrong(message, path, mark.line)
        return None
    moved = (found, found + len(stored))
    message += f"; {quote(stored)} stands at {moved[0]} to {moved[1]}"
    return [moved] if report.repaired(message, path, mark.line) else None


def _nearest(stored: str, start: int, text: str) -> int | None:
    if not stored.strip():
        return None
    before, behind = text.rfind(stored, 0, start + len(stored)), text.find(stored, start)
    found = [at for at in (before, behind) if at >= 0]
    distances = {abs(at - start) for at in found}
    if len(set(found)) == 2 and len(distances) == 1:
        return None  # two places equally near
    return min(found, key=lambda at: abs(at - start), default=None)


def _trimmed(
    mark: Mark, parts: list[Range], text: str, path: Path, report: Report
) -> list[Range] | None:
    """The parts without white space at their edges, if repairs are allowed."""
    trimmed = []
    for start, end in parts:
        covered = text[start:end]
        if not covered.strip():
            report.wrong(f"{mark.key} covers only white space", path, mark.line)
            return None
        first = start + len(covered) - len(covered.lstrip())
        trimmed.append((first, start + len(covered.rstrip())))
    if trimmed == parts:
        return parts
    message = f"{mark.key}: {quote(text[slice(*hull(parts))])} has white space at its edge"
    return trimmed if report.repaired(message, path, mark.line) else None
