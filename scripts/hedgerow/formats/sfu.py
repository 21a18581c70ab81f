"""The SFU Review Corpus with negation and speculation: tokens, cues, and scopes that name a cue.

Konstantinova, de Sousa, Cruz, Maña, Taboada and Mitkov (2012), A review corpus annotated for
negation, speculation and their scope, LREC. The corpus has tokens and no text, so that the text of
a document is its tokens with a space between them. There a scope leaves its cue out; here it is the
shortest stretch with the cue and all that the source calls its scope.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from hedgerow.document import Document
from hedgerow.formats.base import Format, Report
from hedgerow.formats.published.bioscope import Scoped
from hedgerow.formats.published.build import Builder, Corpus, Cue, Reading, trimmed
from hedgerow.formats.published.marked import Element, Layout, Marked, Sentence, documents
from hedgerow.formats.standoff.files import found_in
from hedgerow.tokens import Range

FORMAT = Format(
    "sfu",
    "SFU Review Corpus XML with negation and speculation; a file or a folder of them",
    offsets="none: tokens",
    losses=(
        "cues of negation, but not what they negate",
        "white space between tokens, which the corpus does not have",
        "words in the gaps of a scope, which become part of it",
    ),
)
LAYOUT = Layout(
    part="p",
    name="",
    token="w",  # noqa: S106
    marks=frozenset({"cue", "xcope", "ref"}),
    grouping=frozenset({"c"}),
    ignored=frozenset({"desc", "time"}),
)
CORPUS = Corpus("sfu", "SFU Review Corpus", "single", "review", "sfu", folders=1)
TOPICS = frozenset("books cars computers cookware hotels movies music phones".split())


def read(path: Path, report: Report) -> Iterator[Document]:
    """The review of a file, or those of the XML files of a folder."""
    builder = Builder(report)
    for file in found_in(path, ".xml"):
        folder = file.absolute().parent.name.lower()
        corpus = replace(CORPUS, topic=folder if folder in TOPICS else CORPUS.topic)
        for marked in documents(file, LAYOUT, report):
            document = builder.document(marked, corpus, _Reader(marked, report).read)
            if document:
                yield document


class _Reader:
    def __init__(self, marked: Marked, report: Report) -> None:
        self._scoped = Scoped(marked, report)
        self._report = report

    def read(self, sentence: Sentence) -> Reading:
        """The cues of speculation; those of negation are counted, and turn what is inside."""
        elements = self._cues(sentence)
        scopes = self._scopes(sentence, elements)
        negations: list[Range] = []
        cues: list[Cue] = []
        for cue_id, element in elements.items():
            if not self._scoped.is_known(element):
                continue
            spans = scopes[cue_id]
            if element.attributes["type"] == "negation":
                self._report.lose("cues of negation", self._scoped.place(element))
                negations += spans
                continue
            cue = self._scoped.cue(element, sentence)
            if cue:
                cue.scope = self._with_cue(element, cue, spans, sentence) if spans else None
                cues.append(cue)
        for cue in cues:
            if any(start <= cue.span[0] and cue.span[1] <= end for start, end in negations):
                cue.values["negated"] = True
        return Reading(cues)

    def _cues(self, sentence: Sentence) -> dict[str, Element]:
        """The cues of a sentence by id."""
        cues: dict[str, Element] = {}
        for element in sentence.elements:
            cue_id = element.attributes.get("ID", "")
            if element.name == "cue" and cues.setdefault(cue_id, element) is not element:
                self._scoped.wrong(f'a second cue "{cue_id}" in one sentence', element)
        return cues

    def _scopes(self, sentence: Sentence, cues: dict[str, Element]) -> dict[str, list[Range]]:
        """The parts of the scope of each cue, by its id."""
        scopes: dict[str, list[Range]] = defaultdict(list)
        referring = set()
        for element in sentence.elements:
            scope = element.parent
            if element.name != "ref" or scope is None or scope.name != "xcope":
                continue
            referring.add(id(scope))
            cue_id = element.attributes.get("SRC", "")
            span = trimmed(sentence.text, scope.span)
            if cue_id not in cues:
                self._scoped.wrong(f'a scope of the cue "{cue_id}", which is not here', scope)
            elif span is None:
                self._scoped.wrong("a scope without words", scope)
            else:
                scopes[cue_id].append(span)
        for element in sentence.elements:
            if element.name == "xcope" and id(element) not in referring:
                self._scoped.wrong("a scope without a cue", element)
        return scopes

    def _with_cue(
        self, element: Element, cue: Cue, spans: list[Range], sentence: Sentence
    ) -> Range:
        """From the first to the last of a cue and the parts of its scope."""
        parts = sorted([*spans, trimmed(sentence.text, element.span) or cue.span])
        reach = parts[0][1]
        for start, end in parts[1:]:
            if sentence.text[reach:start].strip():
                self._report.lose("gaps of scopes", self._scoped.place(element))
            reach = max(reach, end)
        return parts[0][0], reach
