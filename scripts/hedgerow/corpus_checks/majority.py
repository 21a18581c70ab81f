"""Keys that should have one value over the corpus and have several: who is in the minority."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TypeVar

SHOWN = 3
"""Places named for each value; the rest are counted."""

Place = TypeVar("Place")
Value = TypeVar("Value")


def varying(pairs: Iterable[tuple[int, Value]], first: dict[int, Value] | None = None) -> set[int]:
    """The keys that come with more than one value; `first` takes every key's first value."""
    seen = {} if first is None else first
    return {key for key, value in pairs if seen.setdefault(key, value) != value}


def most_frequent(places: Mapping[str, Sequence[Place]]) -> str | None:
    """The value with more places than any other, if there is one. There are two values or more."""
    first, second, *_ = _by_count(places)
    return first if len(places[first]) > len(places[second]) else None


def minority(places: Mapping[str, Sequence[Place]]) -> Iterator[tuple[str, Place]]:
    """Every place whose value is not the most frequent one; in a tie every place."""
    most = most_frequent(places)
    for value in _by_count(places):
        if value != most:
            for place in places[value]:
                yield value, place


def listed(
    places: Mapping[str, Sequence[Place]],
    name: Callable[[Place], str],
    shown: Callable[[str], str] = str,
) -> str:
    """Every value with its count and its first places, most frequent first."""
    return ", ".join(
        f"{shown(value)} {_times(len(places[value]))} ({_some(places[value], name)})"
        for value in _by_count(places)
    )


def _by_count(places: Mapping[str, Sequence[Place]]) -> list[str]:
    return sorted(places, key=lambda value: (-len(places[value]), value))


def _some(places: Sequence[Place], name: Callable[[Place], str]) -> str:
    names = [name(place) for place in places[:SHOWN]]
    return ", ".join(names) + (", …" if len(places) > SHOWN else "")


def _times(count: int) -> str:
    return "once" if count == 1 else f"{count} times"
