"""UIMA CAS in XMI, with the type system beside it, as INCEpTION and WebAnno exchange it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from io import BytesIO
from pathlib import Path

from cassis import Cas, TypeSystem, load_cas_from_xmi, load_typesystem

from hedgerow.document import Document
from hedgerow.formats.base import Format, Report
from hedgerow.formats.standoff import Names, distinct, put_together
from hedgerow.formats.standoff.files import found_in
from hedgerow.formats.uima.build import build
from hedgerow.formats.uima.guard import xml_bytes
from hedgerow.formats.uima.parse import loaded, parse
from hedgerow.formats.uima.types import type_system

FORMAT = Format(
    "cas-xmi",
    "UIMA CAS in XMI with TypeSystem.xml, layers under webanno.custom",
    offsets="UTF-16 code units",
    extra="cas-xmi",
)
_TYPES = "TypeSystem.xml"


def read(path: Path, report: Report) -> Iterator[Document]:
    """The documents of a file, or of every .xmi file of a folder; TypeSystem.xml lies beside."""
    names = Names()
    systems: dict[Path, TypeSystem | None] = {}
    for file in found_in(path, ".xmi"):
        if file.parent not in systems:
            systems[file.parent] = _system(file.with_name(_TYPES), report)
        system, data = systems[file.parent], xml_bytes(file, report)
        cas = _cas(data, system, file, report) if data is not None and system else None
        standoff = parse(cas, file, report) if cas else None
        document = put_together(standoff, report, names) if standoff else None
        if document:
            yield document


def _system(path: Path, report: Report) -> TypeSystem | None:
    data = xml_bytes(path, report)
    if data is None:
        return None
    try:
        return load_typesystem(BytesIO(data))
    except Exception as error:  # the library raises what comes up
        report.wrong(f"no type system ({type(error).__name__}: {error})", path)
        return None


def _cas(data: bytes, system: TypeSystem, path: Path, report: Report) -> Cas | None:
    return loaded(lambda: load_cas_from_xmi(BytesIO(data), typesystem=system), path, report)


def write(documents: Iterable[Document], out: Path, report: Report) -> None:
    """A folder with the type system and a file for each document."""
    out.mkdir(parents=True)
    system = type_system()
    system.to_xml(out / _TYPES)
    for document in distinct(documents, report):
        build(document, system).to_xmi(out / f"{document.id}.xmi")
