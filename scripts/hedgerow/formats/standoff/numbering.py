"""Ids of records: those of ours are kept, the others get the next free number."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

Record = dict[str, Any]
_NUMBERED = re.compile(r"[a-z][0-9]{1,9}")


def number(letter: str, new: Iterable[Record], others: Iterable[Record], ours: bool) -> None:
    """Give the `new` records of a layer an id that begins with its `letter`.

    In a document of `ours`, a record that came from another layer, or from an undecided word, keeps
    its number where that is free. The rest is numbered as it stands. `others` are the records that
    have their id already.
    """
    taken = {record["id"] for record in others}
    waiting = list(new)
    for other_letters in (False, True) if ours else (False,):
        rest = []
        for record in waiting:
            given = record["id"]
            good = isinstance(given, str) and _NUMBERED.fullmatch(given)
            wanted = letter + given[1:] if good and (other_letters or given[0] == letter) else None
            if wanted and wanted not in taken:
                record["id"] = wanted
                taken.add(wanted)
            else:
                rest.append(record)
        waiting = rest
    highest = max((int(one[1:]) for one in taken), default=0)
    for i, record in enumerate(waiting, highest + 1):
        record["id"] = f"{letter}{i:02d}"
