"""``croissant.json``: what the export holds, as MLCommons Croissant 1.1 describes datasets.

See https://docs.mlcommons.org/croissant/docs/croissant-spec-1.1.html. The file describes the folder
it lies in, so that its records load from there without a network. (mlcroissant 1.1 leaves out a
list of structs inside a struct when it loads: the annotators in `documents`.)
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hedgerow import describe
from hedgerow.kinds import Kind, Kinds, Label, Listed
from hedgerow.views import summary

if TYPE_CHECKING:
    from hedgerow.export.writer import Table

NAME = "croissant.json"
_CONTEXT = {
    "@language": "en",
    "@vocab": "https://schema.org/",
    "arrayShape": "cr:arrayShape",
    "citeAs": "cr:citeAs",
    "column": "cr:column",
    "conformsTo": "dct:conformsTo",
    "cr": "http://mlcommons.org/croissant/",
    "data": {"@id": "cr:data", "@type": "@json"},
    "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
    "equivalentProperty": "cr:equivalentProperty",
    "examples": {"@id": "cr:examples", "@type": "@json"},
    "dct": "http://purl.org/dc/terms/",
    "extract": "cr:extract",
    "field": "cr:field",
    "fileObject": "cr:fileObject",
    "fileProperty": "cr:fileProperty",
    "fileSet": "cr:fileSet",
    "format": "cr:format",
    "includes": "cr:includes",
    "isArray": "cr:isArray",
    "isLiveDataset": "cr:isLiveDataset",
    "jsonPath": "cr:jsonPath",
    "key": "cr:key",
    "md5": "cr:md5",
    "parentField": "cr:parentField",
    "path": "cr:path",
    "rai": "http://mlcommons.org/croissant/RAI/",
    "recordSet": "cr:recordSet",
    "references": "cr:references",
    "regex": "cr:regex",
    "repeated": "cr:repeated",
    "replace": "cr:replace",
    "samplingRate": "cr:samplingRate",
    "sc": "https://schema.org/",
    "separator": "cr:separator",
    "source": "cr:source",
    "subField": "cr:subField",
    "transform": "cr:transform",
}
_TYPES = {"string": "sc:Text", "bool": "sc:Boolean", "int32": "sc:Integer"}
_PARQUET = "application/x-parquet"


def write(folder: Path, tables: list[Table], about: Mapping[str, Any]) -> None:
    """Write ``croissant.json`` for the tables in `folder`; `about` holds what schema.org asks."""
    files = [_file(folder, table) for table in tables]
    sets, records = [], []
    for name, group in groupby(tables, key=lambda table: table.config):
        sets.append(
            {
                "@type": "cr:FileSet",
                "@id": f"{name}-files",
                "name": f"{name}-files",
                "encodingFormat": _PARQUET,
                "includes": f"{name}/*.parquet",
            }
        )
        records.append(_records(name, list(group)))
    value = {
        "@context": _CONTEXT,
        "@type": "sc:Dataset",
        "conformsTo": "http://mlcommons.org/croissant/1.1",
        **about,
        "distribution": [*files, *sets],
        "recordSet": [_splits(tables), *records],
    }
    text = json.dumps(value, ensure_ascii=False, indent=2) + "\n"
    (folder / NAME).write_text(text, encoding="utf-8", newline="\n")


def _file(folder: Path, table: Table) -> dict[str, Any]:
    """One Parquet file with its size and checksum."""
    path = table.path.relative_to(folder).as_posix()
    return {
        "@type": "cr:FileObject",
        "@id": path,
        "name": path,
        "contentUrl": path,
        "contentSize": f"{table.file.size} B",
        "encodingFormat": _PARQUET,
        "sha256": table.file.sha256,
    }


def _splits(tables: list[Table]) -> dict[str, Any]:
    """The names of the splits, as a record set of its own."""
    names = list(dict.fromkeys(table.split for table in tables))
    return {
        "@type": "cr:RecordSet",
        "@id": "splits",
        "name": "splits",
        "description": "The splits of the corpus.",
        "dataType": "cr:Split",
        "key": {"@id": "splits/name"},
        "field": [
            {"@type": "cr:Field", "@id": "splits/name", "name": "name", "dataType": "sc:Text"}
        ],
        "data": [{"splits/name": name} for name in names],
    }


def _records(name: str, tables: list[Table]) -> dict[str, Any]:
    """One configuration: its columns, and the split, which stands in the file's name."""
    splits = list(dict.fromkeys(table.split for table in tables))
    split = {
        "@type": "cr:Field",
        "@id": f"{name}/split",
        "name": "split",
        "description": f"One of {', '.join(splits)}.",
        "dataType": "sc:Text",
        "source": {
            "fileSet": {"@id": f"{name}-files"},
            "extract": {"fileProperty": "fullpath"},
            "transform": {"regex": rf"{name}/(\w+)-[0-9]+-of-[0-9]+\.parquet$"},
        },
    }
    return {
        "@type": "cr:RecordSet",
        "@id": name,
        "name": name,
        "description": summary(name),
        "field": [split, *_fields(name, tables[0].kinds)],
    }


def _fields(name: str, kinds: Kinds) -> Iterator[dict[str, Any]]:
    """Top-level columns."""
    for column, kind in kinds.items():
        source = {"fileSet": {"@id": f"{name}-files"}, "extract": {"column": column}}
        field = _field(f"{name}/{column}", column, kind, source)
        meanings = {**describe.EXTRA, **describe.columns(name)}
        yield {**field, "description": meanings[column]}


def _field(path: str, name: str, kind: Kind, source: dict[str, Any]) -> dict[str, Any]:
    """A field; a struct has sub-fields, a list says that it is an array."""
    field: dict[str, Any] = {"@type": "cr:Field", "@id": path, "name": name, "source": source}
    if isinstance(kind, Listed):
        one = _field(path, name, kind.of, source)
        return {**one, "isArray": True, "arrayShape": "-1"}
    if isinstance(kind, Mapping):
        return {
            **field,
            "subField": [
                _field(f"{path}/{key}", key, value, {**source, "transform": {"jsonPath": key}})
                for key, value in kind.items()
            ],
        }
    return {**field, "dataType": "sc:Text" if isinstance(kind, Label) else _TYPES[kind]}
