"""Offsets in other units than code points."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable


class Scale:
    """The code point at which every unit of a text begins, and where the last one ends.

    A unit may be several code points (a cluster) or half of one (a surrogate); the second half of
    a code point has no place, which is -1.
    """

    def __init__(self, points: list[int]) -> None:
        self._points = points
        self._places = [point for point in points if point >= 0]
        self._units = [i for i, point in enumerate(points) if point >= 0]

    def start(self, point: int) -> int:
        """The unit that begins at a code point, or that it lies in."""
        return self._units[bisect_right(self._places, point) - 1]

    def end(self, point: int) -> int:
        """The unit that ends at a code point, or the next one that ends."""
        return self._units[bisect_left(self._places, point)]

    def point(self, unit: int) -> int:
        """The code point where a unit begins; -1 for half of one, and beyond the text."""
        return self._points[unit] if 0 <= unit < len(self._points) else -1


Measure = Callable[[str], Scale]


def utf16(text: str) -> Scale:
    """Offsets of a text in UTF-16 code units."""
    points: list[int] = []
    for i, char in enumerate(text):
        points.append(i)
        if char > "\uffff":
            points.append(-1)
    return Scale([*points, len(text)])
