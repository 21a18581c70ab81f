"""A document from the marks and links of a tool."""

from __future__ import annotations

from dataclasses import dataclass, field

from hedgerow.document import Document
from hedgerow.formats.base import Report
from hedgerow.formats.standoff.defaults import complete
from hedgerow.formats.standoff.gate import gate
from hedgerow.formats.standoff.headers import from_header, slug, without_header
from hedgerow.formats.standoff.model import Standoff
from hedgerow.formats.standoff.order import restore
from hedgerow.formats.standoff.records import Records


@dataclass(slots=True)
class Names:
    """Ids already given to documents of one reading, so that each is given once."""

    given: set[str] = field(default_factory=set)

    def free(self, name: str) -> str:
        """`name` as an id, with a number where it is given already."""
        base = candidate = slug(name)
        number = 1
        while candidate in self.given:
            number += 1
            candidate = f"{base}-{number}"
        self.given.add(candidate)
        return candidate


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
        value["id"] = _once(value["id"], names)
    complete(records, value["sentences"], report, standoff.path)
    order = standoff.header.get("order") if standoff.header else None
    for layer, found_records in records.layers.items():
        value[layer] = restore(layer, found_records, order)
    return gate(value, report, standoff.path, standoff.line, records.lines)


def _once(document_id: object, names: Names) -> object:
    """The id of a header, numbered where an earlier document has it: another pass over a text."""
    if isinstance(document_id, str) and slug(document_id) == document_id:
        return names.free(document_id)
    return document_id
