"""The Szeged Uncertainty Corpus: types of uncertainty cues in papers, news and Wikipedia.

Szarvas, Vincze, Farkas, Móra and Gurevych (2012), Cross-genre and cross-domain detection of
semantic uncertainty, Computational Linguistics; for weasel, hedge and peacock in Wikipedia Vincze
(2013), Weasels, hedges and peacocks, IJCNLP. The labels are those of the corpus even where our
lexical list says something else: in its published files modal_probable is the type of nearly every
epistemic cue, *may* and *might* among them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from hedgerow import triggers
from hedgerow.document import Document
from hedgerow.formats.base import Format, Report
from hedgerow.formats.published.bioscope import LAYOUT, Scoped, genre_of
from hedgerow.formats.published.build import Builder, Corpus, Cue, Reading
from hedgerow.formats.published.events import element_names
from hedgerow.formats.published.marked import Element, Marked, Sentence, documents
from hedgerow.formats.standoff.files import found_in
from hedgerow.tokens import tokenize

FORMAT = Format(
    "szeged",
    "Szeged Uncertainty Corpus XML: types of cues without scopes; a file or a folder of them",
    losses=("peacock terms", "types of document parts"),
)
CORPUS = Corpus("szeged", "Szeged Uncertainty Corpus", "single", "unspecified", "none")
_TYPES = {
    "": ("unspecified", None),
    "modal_possible": ("epistemic", "possible"),
    "modal_probable": ("epistemic", "probable"),
    "epistemic": ("epistemic", None),
    "modal_epistemic": ("epistemic", None),
    "hypo_condition": ("condition", None),
    "hypo_investigation": ("investigation", None),
    "hypo_doxastic": ("attribution", None),
    "weasel": ("weasel", None),
    "hedge": ("approximator", None),
}
_UNCERTAIN = frozenset({"unspecified", "epistemic", "condition", "investigation"})
_UNMAPPED = {"peacock": "peacock terms"}
_FIRST_PERSON = frozenset({"i", "we"})
_REACH = 3  # words in which the subject of a verb is looked for: we have long believed


def read(path: Path, report: Report) -> Iterator[Document]:
    """The documents of a file, or of the XML files of a folder."""
    builder = Builder(report)
    for file in found_in(path, ".xml"):
        layers = ("cues",) if element_names(file) & {"cue", "ccue"} else ()
        for marked in documents(file, LAYOUT, report):
            otherwise = "news" if "factbank" in file.stem.lower() else CORPUS.genre
            corpus = replace(CORPUS, genre=genre_of(marked, otherwise), layers=layers)
            document = builder.document(marked, corpus, _Reader(marked, report).read)
            if document:
                yield document


class _Reader:
    def __init__(self, marked: Marked, report: Report) -> None:
        self._scoped = Scoped(marked, report)
        self._report = report

    def read(self, sentence: Sentence) -> Reading:
        """The cues of a sentence with what their types say."""
        cues = []
        for element in sentence.elements:
            if element.name != "ccue":
                self._report.lose(f"elements {element.name}", self._scoped.place(element))
                continue
            typed = self._type(element)
            cue = self._scoped.cue(element, sentence) if typed else None
            if cue and typed:
                cues.append(_labelled(cue, *typed, sentence.text))
        hedged = any(cue.label in _UNCERTAIN for cue in cues)
        return Reading(cues, self._scoped.label(sentence, hedged))

    def _type(self, element: Element) -> tuple[str, str | None] | None:
        """Label and certainty; None for a type that has none here, which the report says."""
        said = element.attributes.get("type", "")
        words = [w for w in re.split(r"[^a-z]+", said.lower()) if w]
        name = "_".join(w for w in words if w not in ("speculation", "discourse"))
        if name in _UNMAPPED:
            self._report.lose(_UNMAPPED[name], self._scoped.place(element))
        elif name not in _TYPES:
            self._scoped.wrong(f"unknown type {said}", element)
        return _TYPES.get(name)


def _labelled(cue: Cue, label: str, certainty: str | None, text: str) -> Cue:
    """The cue with its label and attributes; the lexical list says what the type leaves open."""
    trigger = triggers.lookup(text[slice(*cue.span)])
    values: dict[str, Any] = {}
    if label == "attribution" and _by_the_author(cue, text):
        label = "epistemic"
    if label == "epistemic":
        values["certainty"] = certainty or (trigger and trigger.certainty) or "unspecified"
    if label == "attribution":
        values["reporting"] = (trigger and trigger.reporting) or "acknowledge"
        values["holder"] = "implicit"
    if label == "attribution" or values.get("certainty") in ("possible", "probable"):
        values["polarity"] = (trigger and trigger.polarity) or "positive"
    return replace(cue, label=label, values=values)


def _by_the_author(cue: Cue, text: str) -> bool:
    """Whether the subject before a verb of belief is the author: I, we."""
    before = [text[slice(*token)].lower() for token in tokenize(text, 0, cue.span[0])]
    return bool(_FIRST_PERSON.intersection(before[-_REACH:]))
