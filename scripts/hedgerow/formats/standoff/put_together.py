"""A document from the marks and links of a tool."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from hedgerow.document import Document
from hedgerow.formats.base import Report
from hedgerow.formats.standoff.defaults import complete
from hedgerow.formats.standoff.gate import gate
from hedgerow.formats.standoff.headers import from_header, slug, without_header
from hedgerow.formats.standoff.model import Standoff
from hedgerow.formats.standoff.order import restore
from hedgerow.formats.standoff.records import Records

_REPEATED = "ids that an earlier document has"


@dataclass(slots=True)
class Names:
    """Ids already given to documents of one reading, so that each is given once."""

    given: set[str] = field(default_factory=set)

    def free(self, name: str) -> str:
        """`name` as an id, with a number where it is given already."""
        return self.once(slug(name))

    def once(self, document_id: str) -> str:
        """The id, with a number where it is given already."""
        candidate, number = document_id, 1
        while candidate in self.given:
            number += 1
            candidate = f"{document_id[:90].strip('-')}-{number}"
        self.given.add(candidate)
        return candidate


def distinct(documents: Iterable[Document], report: Report) -> Iterator[Document]:
    """The documents, each with an id of its own: passes over one text have the same."""
    names = Names()
    for document in documents:
        name = names.once(document.id)
        if name != document.id:
            report.lose(_REPEATED, f"{document.id}, now {name}")
        yield document if name == document.id else replace(document, id=name)


def put_together(standoff: Standoff, report: Report, names: Names) -> Document | None:
    """The document that ``hedgerow validate`` accepts, or None; the report says what is missing.

    With a header it is the document that was written, else a converted one.
    """
    if not standoff.text.strip():
        report.wrong("there is no text", standoff.path, standoff.line)
        return None
    records = Records(standoff, report)
    if standoff.header is None:
        value = without_header(standoff, names.free(standoff.name), records.spans)
    else:
        found = from_header(standoff, report)
        if found is None:
            return None
        value = found
        value["id"] = _once(value["id"], names, standoff, report)
    complete(records, value["sentences"], report, standoff.path)
    order = standoff.header.get("order") if standoff.header else None
    for layer, found_records in records.layers.items():
        value[layer] = restore(layer, found_records, order)
    return gate(value, report, standoff.path, standoff.line, records.lines)


def _once(document_id: object, names: Names, standoff: Standoff, report: Report) -> object:
    """The id of a header, numbered where an earlier document has it."""
    if not isinstance(document_id, str):
        return document_id
    name = names.once(document_id)
    if name != document_id:
        report.lose(_REPEATED, f"{standoff.place}: {document_id}, now {name}")
    return name
