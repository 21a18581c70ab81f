"""Writes the whole site: one walk to count, one to write, a document at a time in memory."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from hedgerow.agreement import Measure, agreement
from hedgerow.browse import (
    codes_page,
    concordance_page,
    document_page,
    figures_page,
    guidelines,
    list_page,
    passes_page,
)
from hedgerow.browse.data import Data
from hedgerow.browse.parts import page_name, part_at, parts
from hedgerow.browse.passes import Pair, pairs
from hedgerow.browse.passes_page import PairPages, Places
from hedgerow.browse.records import records
from hedgerow.browse.survey import Facts, Survey, documents
from hedgerow.browse.templates import HERE
from hedgerow.checks.text import offsets
from hedgerow.corpus import data_root
from hedgerow.document import Document
from hedgerow.folders import replace, replacing
from hedgerow.index import Index
from hedgerow.pipeline import Checked, check_file, read

MARK = "hedgerow-site.txt"
_WHAT = "Written by hedgerow browse, which may replace this folder.\n"


class SiteError(ValueError):
    """The site cannot be written there, or there is nothing to write."""


@dataclass(slots=True)
class Site:
    """What was written, and which files were left out and why."""

    documents: int = 0
    pages: int = 0
    broken: dict[Path, str] = field(default_factory=dict)


def write_site(root: Path, out: Path, report: Callable[[Checked], None] = lambda _: None) -> Site:
    """Write the pages of the corpus at `root` to the folder `out`.

    An earlier site there is replaced once all is written. `report` sees every file that is left
    out: one that is no document, or has a span that is not in its text or in no sentence. Raises
    SiteError if `out` holds something that is no site or there is no document, ImportError if
    Jinja2 or Matplotlib is missing.
    """
    _refuse_foreign(out)
    with replacing(out) as folder:
        site = _Writer(root, folder, report).write()
        if not site.pages:
            raise SiteError(f"no document that can be shown in {root}")
        replace(folder, out)
    return site


def _refuse_foreign(out: Path) -> None:
    if out.exists() and not out.is_dir():
        raise SiteError(f"{out} is a file; name a folder")
    if out.is_dir() and any(out.iterdir()) and not (out / MARK).is_file():
        raise SiteError(f"{out} holds something that is no such site; name another folder")


class _Writer:
    """One site in the making."""

    def __init__(self, root: Path, folder: Path, report: Callable[[Checked], None]) -> None:
        self._root = root
        self._folder = folder
        self._report = report
        self._site = Site()
        self._survey = Survey()
        self._frame: dict[str, Any] = {}
        self._paths: dict[str, Path] = {}
        self._pairs: list[Pair] = list(pairs(root))

    def write(self) -> Site:
        """Everything; nothing where there is neither a document nor a pair of passes."""
        for path in documents(self._root):
            index = self._index(path)
            if index and index.document.id in self._paths:
                self._site.broken[path] = "its id is that of another document"
            elif index:
                self._paths[index.document.id] = path
                self._survey.add(path, index)
        known = self._survey.documents
        self._site.documents = len(known)
        if not known and not self._pairs:
            return self._site
        self._frame = {"site": self._about()}
        (self._folder / MARK).write_text(_WHAT, encoding="utf-8")
        shutil.copytree(HERE / "assets", self._folder / "assets")
        for name in ("data", "figures", document_page.FOLDER):
            (self._folder / name).mkdir()
        data = Data(self._folder / "data", self._survey)
        for number, facts in enumerate(known):
            self._document(number, facts, data)
        data.close()
        self._put(list_page.pages(known, self._frame))
        self._passes()
        self._put(figures_page.pages(self._survey, list(self._agreements()), self._frame))
        for name, text in (
            ("concordance.html", concordance_page.write(data.terms(), self._frame)),
            ("guidelines.html", guidelines.write(self._root, self._frame)),
            ("codes.html", codes_page.write(self._frame)),
        ):
            self._put([(name, text)])
        return self._site

    def _about(self) -> dict[str, Any]:
        own = self._root.resolve() == data_root().resolve()
        name = "Hedgerow" if own else self._root.resolve().name
        pages = [("index.html", "Documents"), ("concordance.html", "Concordance")]
        pages += [("figures.html", "Figures")]
        pages += [("passes.html", "Two passes")] if self._pairs else []
        pages += [("guidelines.html", "Guidelines"), ("codes.html", "Problem codes")]
        count = len(self._survey.documents)
        return {"name": name, "pages": pages, "about": f"{name}: {count:,} annotated documents"}

    def _index(self, path: Path) -> Index | None:
        """A document that can be drawn; None, after a report, for any other file."""
        with suppress(ValueError):
            index = Index(read(path))
            if not any(offsets(index)) and all(map(index.sentence, records(index))):
                return index
        if path not in self._site.broken:
            self._site.broken[path] = (
                "it is no document, or a span is not in its text or in no sentence"
            )
            self._report(check_file(path))
        return None

    def _document(self, number: int, facts: Facts, data: Data) -> None:
        checked = check_file(facts.path)
        assert checked.index is not None  # noqa: S101 - it was read before
        cut = parts(checked.index)
        data.add(number, facts, checked.index, cut)
        known = self._survey.documents
        links = {
            "before": known[number - 1].id if number else None,
            "after": known[number + 1].id if number + 1 < len(known) else None,
            "comparisons": [
                (f"Passes {pair.names}", f"../passes/{pair.folder}/{facts.id}.html")
                for pair in self._pairs
                if facts.id in pair.documents
            ],
        }
        found = document_page.pages(checked, facts, cut, links, self._frame)
        self._put((f"{document_page.FOLDER}/{name}", text) for name, text in found)

    def _passes(self) -> None:
        """Every pair of passes, with the adjudicated document where there is one."""
        written = []
        for pair in self._pairs:
            (self._folder / "passes" / pair.folder).mkdir(parents=True)
            folder = self._root / "annotations" / "adjudication"
            pages = PairPages(pair, folder, self._frame)
            self._put(pages.write(self._index, self._adjudicated))
            written.append(pages)
        if written:
            self._put(passes_page.lists(written, self._frame))

    def _agreements(self) -> Iterator[tuple[str, list[Measure]]]:
        for pair in self._pairs:
            with suppress(ValueError):  # no text that both annotated
                yield pair.names, agreement(self._both(pair))

    def _both(self, pair: Pair) -> Iterator[tuple[Document, Document]]:
        for paths in pair.documents.values():
            first, second = map(self._index, paths)
            if first and second and first.document.text == second.document.text:
                yield first.document, second.document

    def _adjudicated(self, name: str) -> tuple[Index, Places] | None:
        path = self._paths.get(name)
        index = self._index(path) if path else None
        if index is None:
            return None
        cut = parts(index)
        up = f"../../{document_page.FOLDER}/"
        places = {
            record.id: f"{up}{page_name(name, part_at(cut, record.start))}#{record.id}"
            for record in records(index)
        }
        for relation in index.document.relations:
            page = places.get(relation.source, "").split("#")[0]
            places[relation.id] = f"{page}#{relation.id}"
        return index, places

    def _put(self, pages: Iterable[tuple[str, str]]) -> None:
        for name, text in pages:
            (self._folder / name).write_text(text, encoding="utf-8", newline="\n")
            self._site.pages += 1
