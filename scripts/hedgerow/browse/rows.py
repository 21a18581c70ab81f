"""The marks of a row of the dataset, whichever configuration it is of."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import groupby
from typing import Any

from hedgerow.browse.marks import Mark
from hedgerow.decisions import NONE
from hedgerow.views import VIEWS
from hedgerow.views.tokens import OUTSIDE

# A column that only the rows of one configuration have.
_TELLING = {
    "schema_version": "documents", "hedged_by": "stances", "scope_start": "cues",
    "lemma": "candidates", "cue_tags": "tokens", "uncertain_broad": "sentences",
}  # fmt: skip
_SIGNS = {"positive": "+", "negative": "−", "neutral": "±"}


def configuration(row: Mapping[str, Any]) -> str:
    """The configuration a row is of. Raises ValueError if it is of none."""
    for column, name in _TELLING.items():
        if column in row:
            return name
    columns = ", ".join(map(str, row))
    raise ValueError(f"no row of the dataset: none has the columns {columns or 'of nothing'}")


def named(row: Mapping[str, Any]) -> dict[str, Any]:
    """The row with names for label numbers."""
    features = VIEWS[configuration(row)].features()
    return {key: _name(value, features.get(key)) for key, value in row.items()}


def _name(value: Any, feature: Any) -> Any:
    inner = getattr(feature, "feature", None)
    if inner is not None and isinstance(value, list):
        return [_name(item, inner) for item in value]
    if isinstance(value, int) and hasattr(feature, "int2str"):
        return feature.int2str(value)
    return value


def row_marks(row: Mapping[str, Any]) -> Iterator[Mark]:
    """The marks of a row with named labels: its cue with scope, its stance, its word, its tags."""
    kind = configuration(row)
    if kind == "cues":
        if row["scope_start"] is not None:
            yield Mark("row", "scope", row["scope_start"], row["scope_end"], 1)
        yield Mark("row", "cue", row["start"], row["end"], 1, _tag(row), _title(row))
        yield from _ends(row, "holder")
    elif kind == "stances":
        yield Mark("row", "stance", row["start"], row["end"], 0, _tag(row), _title(row))
        yield from _ends(row, "holder", "target")
    elif kind == "candidates":
        rejected = row["label"] == NONE
        told = row["reason"] if rejected else row["label"]
        layer = "rejected" if rejected else "cue"
        yield Mark("row", layer, row["start"], row["end"], 0 if rejected else 1, told, told)
    elif kind == "tokens":
        yield from _tagged(row, "cue")
        yield from _tagged(row, "stance")


def told(row: Mapping[str, Any]) -> str:
    """What a row says beside its text, in a line."""
    kind = configuration(row)
    parts = [str(row["id"])]
    if kind in ("cues", "stances"):
        parts.append(_title(row))
        parts += [f"{key}: {_who(row, key)}" for key in ("holder", "target") if key in row]
    if kind == "cues" and row["commitment"]:
        parts.append(f"the author’s commitment: {row['commitment'].replace('-', '−')}")
    if kind == "candidates":
        parts.append(f"not annotated: {row['reason']}" if row["reason"] else row["label"])
    if kind == "sentences":
        parts += [key.replace("_", " ") for key, value in row.items() if value is True]
    return " · ".join(filter(None, parts))


def _values(row: Mapping[str, Any]) -> list[str]:
    keys = ("label", "certainty", "reporting", "intensity", "mode")
    return [row[key] for key in keys if row.get(key)]


def _tag(row: Mapping[str, Any]) -> str:
    if "hedged_by" in row:
        words = [row["label"][:4], _SIGNS[row["polarity"]]]
    else:
        words = [value[:4] for value in _values(row)]
        words += ["−"] if row["polarity"] == "negative" else []
    return " ".join([*words, "¬"] if row["negated"] else words)


def _title(row: Mapping[str, Any]) -> str:
    words = [*_values(row), row["polarity"] or "", "negated" if row["negated"] else ""]
    return " ".join(filter(None, words))


def _who(row: Mapping[str, Any], key: str) -> str:
    topic = row.get("topic") if key == "target" else None
    return str(row[f"{key}_entity"] or topic or row[key])


def _ends(row: Mapping[str, Any], *keys: str) -> Iterator[Mark]:
    for key in keys:
        if row[f"{key}_start"] is not None:
            place = row[f"{key}_start"], row[f"{key}_end"]
            yield Mark(key, "mention", *place, tag=key, title=row[f"{key}_entity"])


def _tagged(row: Mapping[str, Any], layer: str) -> Iterator[Mark]:
    """A mark for each B- tag with the I- tags behind it."""
    number = 0
    marked = []
    tags = row[f"{layer}_tags"] or []
    for tag, start, end in zip(tags, row["starts"], row["ends"], strict=True):
        number += tag.startswith("B-")
        if tag != OUTSIDE:
            marked.append((number, tag[2:], start, end))
    rank = 1 if layer == "cue" else 0
    for (number, label), tokens in groupby(marked, key=lambda item: item[:2]):
        places = [item[2:] for item in tokens]
        yield Mark(f"{layer}{number}", layer, places[0][0], places[-1][1], rank, label[:4], label)
