"""Grapheme clusters, as `regex` finds them."""

from __future__ import annotations

import regex

from hedgerow.formats.doccano.units import Scale

_CLUSTER = regex.compile(r"\X")


def graphemes(text: str) -> Scale:
    """Offsets of a text in grapheme clusters."""
    points = [0, *(match.end() for match in _CLUSTER.finditer(text))]
    return Scale(points)
