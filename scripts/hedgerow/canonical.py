"""The one form in which a document stands in its file, and the safe way to write it.

Keys come in the order of the schema, records in the order of the text, and every record has an id
of its own. Ids that are good are kept, so that inserting one record changes nothing else.
"""

from __future__ import annotations

import copy
import os
import re
import shutil
import tempfile
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hedgerow import schema
from hedgerow.checks.links import LAYERS
from hedgerow.document import Document
from hedgerow.index import Index
from hedgerow.problems import Problem
from hedgerow.structure import check_structure

# Layer and key of every link, with the layers it can point into.
LINKS = (
    ("cues", "holder", ("mentions",)),
    ("stances", "holder", ("mentions",)),
    ("stances", "target", ("mentions",)),
    ("relations", "source", ("cues",)),
    ("relations", "target", ("cues", "stances")),
)


@dataclass(frozen=True, slots=True)
class Canonical:
    """The canonical file content, or the problems that prevent one."""

    text: str
    problems: list[Problem]


def canonical(value: Any) -> Canonical:
    """The canonical form of a parsed document; `value` stays as it is.

    Problems point into the value as it came.
    """
    value = _with_ids(value)
    problems = check_structure(value)
    if problems:
        return Canonical("", problems)
    document = Document.from_dict(value)
    document.sentences.sort(key=lambda sentence: (sentence.start, sentence.end))
    for number, sentence in enumerate(document.sentences, 1):
        sentence.id = f"s{number:02d}"
    problems = _separate(document)
    if problems:
        return Canonical("", problems)
    for layer in ("cues", "stances", "mentions", "rejected"):
        getattr(document, layer).sort(key=lambda record: (record.start, record.end, order(record)))
    document.relations.sort(
        key=lambda r: (_natural(r.source), _natural(r.target), r.label, order(r))
    )
    return Canonical(document.to_json(), [])


def order(record: Any) -> tuple[str, int, str, str]:
    """A sort key by id in which c100 comes after c99."""
    return _natural(record.id)


def _natural(record_id: str) -> tuple[str, int, str, str]:
    digits = record_id[1:].lstrip("0")
    return record_id[0], len(digits), digits, record_id


def _form(layer: str) -> str:
    """The pattern of a layer's ids: an anchor, one letter, digits."""
    form: str = schema.resolve((layer, 0, "id"))["pattern"]
    return form


def _well_formed(layer: str, record_id: Any) -> bool:
    pattern = _form(layer).strip("^$")
    return isinstance(record_id, str) and re.fullmatch(pattern, record_id) is not None


class _Free:
    """Hands out the ids of a layer that follow the highest one in use."""

    def __init__(self, layer: str, used: Iterable[str]) -> None:
        self._letter = _form(layer)[1]
        self._used = set(used)
        # Longer numbers are no count of records; int() would refuse some of them.
        self._last = max((int(i[1:]) for i in self._used if len(i) < 10), default=0)

    def take(self) -> str:
        new = ""
        while not new or new in self._used:
            self._last += 1
            new = f"{self._letter}{self._last:02d}"
        self._used.add(new)
        return new


def _with_ids(value: Any) -> Any:
    """A copy in which missing and malformed ids are replaced and links follow their record.

    The value may be anything yet; what is no record is left for the schema to complain about.
    """
    value = copy.deepcopy(value)
    renamed: dict[tuple[str, str], str] = {}
    for layer in LAYERS:
        records = _records(value, layer)
        good = [r["id"] for r in records if _well_formed(layer, r.get("id"))]
        bad = [r for r in records if not _well_formed(layer, r.get("id"))]
        free = _Free(layer, good)
        names = Counter(r["id"] for r in bad if isinstance(r.get("id"), str))
        for record in bad:
            written, record["id"] = record.get("id"), free.take()
            if isinstance(written, str) and names[written] == 1:
                renamed[layer, written] = record["id"]
    for layer, key, targets in LINKS:
        for record in _records(value, layer):
            link = record.get(key)
            if not isinstance(link, str) or link in ("author", "implicit"):
                continue
            new = [renamed[target, link] for target in targets if (target, link) in renamed]
            if len(new) == 1:
                record[key] = new[0]
    return value


def _records(value: Any, layer: str) -> list[dict[str, Any]]:
    records = value.get(layer) if isinstance(value, dict) else None
    return [r for r in records if isinstance(r, dict)] if isinstance(records, list) else []


def _separate(document: Document) -> list[Problem]:
    """Give later records of the same id one of their own, and let links follow."""
    same: dict[str, list[Any]] = {}
    for layer in LAYERS:
        for record in getattr(document, layer):
            same.setdefault(record.id, []).append(record)
    links, problems = _meant(document, {k: v for k, v in same.items() if len(v) > 1})
    if problems:
        return problems
    for layer in LAYERS:
        records = getattr(document, layer)
        free = _Free(layer, [record.id for record in records])
        for record in records:
            if record is not same[record.id][0]:
                record.id = free.take()
    for owner, key, record in links:
        setattr(owner, key, record.id)
    return []


def _meant(
    document: Document, twins: dict[str, list[Any]]
) -> tuple[list[tuple[Any, str, Any]], list[Problem]]:
    """Links to an id that several records have: the one in the same sentence is meant."""
    index = Index(document)
    links: list[tuple[Any, str, Any]] = []
    problems: list[Problem] = []
    for layer, key, _ in LINKS:
        for i, owner in enumerate(getattr(document, layer)):
            same = twins.get(getattr(owner, key), [])
            sentence = None if layer == "relations" else index.sentence(owner)
            near = [twin for twin in same if sentence and index.sentence(twin) is sentence]
            if len(near) == 1:
                links.append((owner, key, near[0]))
            elif same:
                problems.append(
                    Problem(
                        code="L001",
                        message=f"{getattr(owner, key)} is the id of {len(same)} records, and "
                        "which of them is meant here cannot be told",
                        pointer=f"/{layer}/{i}/{key}",
                        suggestion="give each of them an id of its own, and write the right one",
                    )
                )
    return links, problems


def write_atomic(path: Path, text: str) -> None:
    """Write a file in one step; the permissions of an existing one are kept. Raises OSError.

    A killed run leaves the old file or the new one, never half of either.
    """
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name[:100]}.", suffix=".tmp")
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(text.encode("utf-8"))
            file.flush()
            os.fsync(file.fileno())
        if path.exists():
            shutil.copymode(path, temporary)
        else:
            temporary.chmod(0o644)
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
