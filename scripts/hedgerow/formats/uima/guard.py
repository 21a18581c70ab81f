"""XML that is well formed and defines nothing."""

from __future__ import annotations

from pathlib import Path
from xml.parsers import expat

from hedgerow.formats.base import Report
from hedgerow.plain import MAX_BYTES, read_bytes


class _DoctypeError(Exception):
    """The document has a DOCTYPE."""


def xml_bytes(path: Path, report: Report) -> bytes | None:
    """A whole file; None, with a problem, for one that is no XML or has a DOCTYPE.

    A DOCTYPE can define entities that expand without end or read other files; CAS has none.
    """
    try:
        data = read_bytes(path)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        report.wrong(f"cannot be read: {reason}", path)
        return None
    if len(data) > MAX_BYTES:
        report.wrong(f"larger than {MAX_BYTES} bytes", path)
        return None
    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = _refuse
    try:
        parser.Parse(data, True)
    except _DoctypeError:
        line, column = parser.CurrentLineNumber, parser.CurrentColumnNumber + 1
        report.wrong("the XML has a DOCTYPE, which may define entities", path, line, column)
        return None
    except (expat.ExpatError, ValueError, LookupError) as error:  # also: an unknown encoding
        line = getattr(error, "lineno", 0)
        column = getattr(error, "offset", -1) + 1
        report.wrong(f"no well-formed XML: {error}", path, line, column)
        return None
    return data


def _refuse(*_: object) -> None:
    raise _DoctypeError
