"""A document from a CAS."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import orjson
from cassis import Cas

from hedgerow.formats.base import Report
from hedgerow.formats.standoff import Link, Mark, Standoff
from hedgerow.formats.standoff.model import CLOSED, FREE, LINKS, kind_of
from hedgerow.formats.standoff.values import offset, word
from hedgerow.formats.uima.build import xml_safe
from hedgerow.formats.uima.types import DOCUMENT, FLAGS, LINK, SENTENCE, SPAN, TOKEN, WORDS

_CUSTOM = "webanno.custom."  # where INCEpTION keeps the layers of a project
_FRAME = {"uima.tcas.DocumentAnnotation", SPAN, LINK, DOCUMENT, SENTENCE, TOKEN}
_FRAME |= {"de.tudarmstadt.ukp.dkpro.core.api.metadata.type.DocumentMetaData"}


def loaded(load: Callable[[], Cas], path: Path, report: Report) -> Cas | None:
    """The CAS that `load` gives; None, with a problem, for whatever it stumbles over."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            warnings.filterwarnings("error", message="Not mapping external offset")
            return load()
    except Exception as error:  # the library raises what comes up: KeyError, TypeError, ...
        reason = f"{type(error).__name__}: {error}".splitlines()[0]
        report.wrong(f"no CAS that can be read ({reason})", path)
        return None


def parse(cas: Cas, path: Path, report: Report) -> Standoff | None:
    """The marks of the first view; None, with a problem, if it has no text."""
    try:
        return _Parser(cas, path, report).parse()
    except Exception as error:  # features of other types than the type system says
        reason = f"{type(error).__name__}: {error}".splitlines()[0]
        report.wrong(f"no CAS that can be read ({reason})", path)
        return None


class _Parser:
    def __init__(self, cas: Cas, path: Path, report: Report) -> None:
        self._cas = cas
        self._path = path
        self._report = report
        self._keys: dict[int, str] = {}

    def parse(self) -> Standoff | None:
        """The first view with everything in it."""
        text = self._cas.sofa_string
        if not isinstance(text, str):
            self._report.wrong("the CAS has no text", self._path)
            return None
        for _ in self._cas.views[1:]:
            self._lose("further views")
        header, exact = self._header()
        if isinstance(exact, str) and xml_safe(exact) == text:
            text = exact
        standoff = Standoff(self._path, self._path.stem, text, [], [], header, tool="uima")
        sentences = [(offset(s.begin), offset(s.end)) for s in self._select(SENTENCE)]
        standoff.sentences = sentences if _tile(sentences, text) else None
        for span in self._select(SPAN):
            self._span(span, standoff)
        for link in self._select(LINK):
            self._link(link, standoff)
        others = [a for a in self._cas.select_all_annotations() if a.type.name not in _FRAME]
        self._foreign(others, standoff)
        return standoff

    def _foreign(self, annotations: list[Any], standoff: Standoff) -> None:
        """Annotations of layers that somebody else made, where they speak of our labels.

        A span or relation has the label that one of its features says, or its layer is called by.
        """
        links = []
        for annotation in annotations:
            ends = [getattr(annotation, end, None) for end in ("Governor", "Dependent")]
            name = next(filter(kind_of, _names(annotation)), None)
            if any(ends):
                links.append((annotation, ends))
            elif name is not None and annotation.type.name.startswith(_CUSTOM):
                key = f"span {annotation.xmiID}"
                self._keys[annotation.xmiID] = key
                place = (offset(annotation.begin), offset(annotation.end))
                layer, label = kind_of(name) or ("", "")
                standoff.marks.append(Mark(key, layer, label, [place]))
            else:
                self._lose(f"annotations of the type {annotation.type.name}")
        for annotation, ends in links:
            keys = [self._keys.get(end.xmiID) if end else None for end in ends]
            label = next((n.lower() for n in _names(annotation) if n.lower() in LINKS), "")
            if label and keys[0] and keys[1]:
                standoff.links.append(Link(label, keys[0], keys[1]))
            else:
                self._lose(f"annotations of the type {annotation.type.name}")

    def _wrong(self, message: str) -> None:
        self._report.wrong(message, self._path)

    def _lose(self, what: str) -> None:
        self._report.lose(what, str(self._path))

    def _select(self, name: str) -> Iterator[Any]:
        if self._cas.typesystem.contains_type(name):
            yield from self._cas.select(name)

    def _header(self) -> tuple[Any, Any]:
        """The header, and the text where XML could not hold it."""
        for found in self._select(DOCUMENT):
            value = self._json(found.header)
            return value.get("header"), value.get("text")
        return None, None

    def _json(self, raw: Any) -> dict[str, Any]:
        try:
            value = orjson.loads(raw)
        except (orjson.JSONDecodeError, TypeError):
            self._wrong("a feature that should hold JSON does not")
            return {}
        return value if isinstance(value, dict) else {}

    def _span(self, span: Any, standoff: Standoff) -> None:
        key = word(span.recordId) or f"span {span.xmiID}"
        self._keys[span.xmiID] = key
        kind = kind_of(word(span.label))
        if kind is None:
            standoff.broken.add(key)
            self._wrong(f"{key}: unknown label {word(span.label)}")
            return
        place = (offset(span.begin), offset(span.end))
        mark = Mark(key, *kind, [place], self._values(span, kind[0]), id=key)
        standoff.marks.append(mark)

    def _values(self, span: Any, layer: str) -> dict[str, Any]:
        """Attributes of the layer; those of other layers are counted, false ones aside."""
        known = (*CLOSED[layer], *FREE[layer])
        values = {key: getattr(span, key, None) for key in WORDS}
        for key, (name, unusual) in FLAGS.items():
            value = getattr(span, name, None)
            values[key] = None if value is None else bool(value) == unusual
            if key not in known and not value:
                values[key] = None
        if span.exact is not None:
            for key, value in self._json(span.exact).items():
                if isinstance(value, str) and xml_safe(value) == values.get(key):
                    values[key] = value
        return {key: value for key, value in values.items() if value is not None}

    def _link(self, link: Any, standoff: Standoff) -> None:
        label = word(link.label).lower()
        ends = [
            self._keys.get(end.xmiID, "") if end else "" for end in (link.Governor, link.Dependent)
        ]
        if label not in LINKS:
            self._wrong(f"unknown relation {label}")
        elif not all(ends):
            self._wrong(f"{label}: an end of the relation is missing")
        else:
            number = word(link.recordId) or None
            standoff.links.append(Link(label, ends[0], ends[1], number))


def _names(annotation: Any) -> list[str]:
    """What may name the label of an annotation: its text features, then its layer."""
    said = [getattr(annotation, f.name, None) for f in annotation.type.features]
    return [*filter(None, map(word, said)), annotation.type.name.rpartition(".")[2]]


def _tile(sentences: list[tuple[int, int]], text: str) -> bool:
    """Whether there is nothing but white space outside the sentences, which are in order."""
    at = 0
    for start, end in sentences:
        if not at <= start < end <= len(text) or text[at:start].strip():
            return False
        at = end
    return bool(sentences) and not text[at:].strip()
