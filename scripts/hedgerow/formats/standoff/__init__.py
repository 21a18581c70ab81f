"""What the formats of annotation tools share: marked spans, links between them, and a header.

A tool knows labelled spans, attributes and relations. `take_apart` turns a document into these,
`put_together` makes a document of them again, so that a format module only writes and parses. What
a tool has no place for (source, annotation, sentences) rides along as a header, which makes the
document ours again; without one it is converted.
"""

from __future__ import annotations

from hedgerow.formats.standoff.model import Link, Mark, Standoff
from hedgerow.formats.standoff.put_together import Names, distinct, put_together
from hedgerow.formats.standoff.take_apart import take_apart

__all__ = ["Link", "Mark", "Names", "Standoff", "distinct", "put_together", "take_apart"]
