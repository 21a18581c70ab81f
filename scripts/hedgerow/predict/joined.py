"""What predicted documents have to do with each other: ids and the spelling of entities.

Shards know nothing of each other, so that this is found out afterwards, shard by shard, in order.
The first document keeps its id and its spelling of an entity; what is known of those before it lies
in a temporary file.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hedgerow.corpus import Folder
from hedgerow.predict.document import folded
from hedgerow.summary import Firsts

_LONGEST_ID = 90


def document_id(called: str) -> str:
    """An id from whatever a text is called; what is an id of that length stays as it is."""
    plain = unicodedata.normalize("NFKD", called).encode("ascii", "ignore").decode().lower()
    return "-".join(re.findall(r"[a-z0-9]+", plain))[:_LONGEST_ID].strip("-") or "text"


@dataclass(frozen=True, slots=True)
class Changes:
    """New ids of documents, by their number in a shard, and spellings of entities, `folded`."""

    ids: dict[int, str]
    entities: dict[str, str]

    def apply(self, number: int, document: dict[str, Any]) -> None:
        """Change a document as JSON has it."""
        if new := self.ids.get(number):
            source, old = document["source"], document["id"]
            document["id"], source["path"] = new, f"seeds/{new}.txt"
            source["group"] = new if source["group"] == old else source["group"]
        for mention in document["mentions"] if self.entities else ():
            entity = mention["entity"]
            mention["entity"] = self.entities.get(folded(entity), entity)


class Joined:
    """The ids and entities of the shards so far."""

    def __init__(self) -> None:
        self._firsts = Firsts()
        self._last: dict[str, int] = {}  # the last number that was given to an id

    def add(self, ids: Sequence[str], spellings: Mapping[str, str]) -> Changes:
        """Take in the documents of the next shard: what must be changed in them."""
        new = {number: name for number, old in enumerate(ids) if (name := self.unique(old)) != old}
        entities: dict[str, str] = {}
        for entity, spelling in spellings.items():
            first = self._before("entity", entity, spelling)
            if first and first != spelling:
                entities[entity] = first
        return Changes(new, entities)

    def unique(self, name: str) -> str:
        """The id, with a number behind it if another document has it."""
        free = name
        while self._before("id", free, free):
            self._last[name] = self._last.get(name, 1) + 1
            free = f"{name}-{self._last[name]}"
        return free

    def _before(self, kind: str, value: str, said: str) -> str | None:
        """What was said of a value before; None where nothing was, and `said` is now."""
        found = self._firsts.add(kind, value, Folder("", None, said, misplaced=False), Path())
        return found[0] if found else None
