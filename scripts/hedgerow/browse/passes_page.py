"""The pages on which two passes are compared, and their list."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from hedgerow.browse import decisions
from hedgerow.browse.compare import MEANINGS
from hedgerow.browse.parts import page_name
from hedgerow.browse.passes import Comparison, Pair, cut
from hedgerow.browse.survey import title
from hedgerow.browse.templates import page
from hedgerow.index import Index

ON_A_PAGE = 100
Read = Callable[[Path], Index | None]
Places = dict[str, str]  # the page of each record of an adjudicated document


@dataclass(frozen=True, slots=True)
class _Listed:
    id: str
    title: str
    counts: dict[str, int]
    decided: bool


@dataclass(slots=True)
class PairPages:
    """The pages of one pair of annotators; `listed` fills as they are written."""

    pair: Pair
    folder: Path  # of the adjudicator's decisions
    frame: dict[str, Any]
    listed: list[_Listed] = field(default_factory=list)

    def write(
        self, read: Read, adjudicated: Callable[[str], tuple[Index, Places] | None]
    ) -> Iterator[tuple[str, str]]:
        """Names and contents; passes that cannot be compared have a page that says why."""
        later = decisions.read_later(self.folder)
        names = list(self.pair.documents)
        for position, name in enumerate(names):
            around: dict[str, Any] = {
                "before": names[position - 1] if position else None,
                "after": names[position + 1] if position + 1 < len(names) else None,
            }
            first, second = (read(path) for path in self.pair.documents[name])
            if first is None or second is None or first.document.text != second.document.text:
                why = "their texts differ" if first and second else "one of them is broken"
                why = f"These two passes cannot be compared: {why}."
                yield self._page(name, title=name, counts={}, problem=why, **around)
                continue
            final = adjudicated(name)
            if final and final[0].document.text != first.document.text:
                final = None
            told = [*decisions.read(self.folder, name), *later.get(name, [])]
            comparison = Comparison(first, second, final[0] if final else None, told)
            listed = _Listed(name, title(first), comparison.counts(), final is not None)
            self.listed.append(listed)
            yield from self._pages(listed, comparison, final[1] if final else {}, around)

    def _pages(
        self, listed: _Listed, comparison: Comparison, places: Places, around: dict[str, Any]
    ) -> Iterator[tuple[str, str]]:
        rows = cut(comparison.rows())
        pages = [page_name(listed.id, number) for number in range(1, len(rows) + 1)]
        for number, here in enumerate(rows, 1):
            yield self._page(
                listed.id,
                number,
                title=listed.title,
                language=comparison.first.document.language,
                counts=listed.counts,
                rows=here,
                remarks=comparison.remarks() if number == 1 else [],
                decided_at=places,
                pages=pages,
                **around,
            )

    def _page(self, name: str, number: int = 1, **values: Any) -> tuple[str, str]:
        """Name and content of a page, with nothing on it but what `values` say."""
        empty = {"rows": [], "remarks": [], "decided_at": {}, "pages": [], "problem": ""}
        text = page(
            "pass.html",
            id=name,
            number=number,
            first=self.pair.first,
            second=self.pair.second,
            kinds=MEANINGS,
            up="../../",
            current="passes.html",
            **{"language": "en", **empty, **values, **self.frame},
        )
        return f"passes/{self.pair.folder}/{page_name(name, number)}", text


def lists(written: list[PairPages], frame: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """The list of all comparisons, some on each page."""
    rows = [(pages, row) for pages in written for row in pages.listed]
    starts = range(0, len(rows), ON_A_PAGE)
    names = [page_name("passes", number) for number in range(1, len(starts) + 1)]
    for number, start in enumerate(starts, 1):
        here = rows[start : start + ON_A_PAGE]
        tables = []
        for pages in written:
            listed = [row for owner, row in here if owner is pages]
            if listed:
                tables.append((pages.pair, listed, _total(pages) if len(names) == 1 else None))
        part_of = f"part {number} of {len(names)}" if len(names) > 1 else ""
        yield (
            names[number - 1],
            page(
                "passes.html", tables=tables, kinds=MEANINGS, pages=names, number=number,
                part_of=part_of, up="", current="passes.html", **frame,
            ),
        )  # fmt: skip


def _total(pages: PairPages) -> Counter[str]:
    total: Counter[str] = Counter()
    for row in pages.listed:
        total.update(row.counts)
    return total
