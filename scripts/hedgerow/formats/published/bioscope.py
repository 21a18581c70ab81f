"""The markup of BioScope: cues that name a scope around them."""

from __future__ import annotations

from dataclasses import dataclass

from hedgerow.formats.base import Report
from hedgerow.formats.published.build import Cue, Reading, trimmed, without_that
from hedgerow.formats.published.marked import Element, Layout, Marked, Sentence
from hedgerow.formats.standoff.model import at
from hedgerow.tokens import Range

LAYOUT = Layout(marks=frozenset({"cue", "xcope", "ccue"}))
CERTAINTY = {"certain": False, "uncertain": True}
GENRES = (
    ("abstract", "scientific-abstract"),
    ("article", "scientific-paper"),
    ("paper", "scientific-paper"),
    ("medical", "clinical-report"),
    ("clinical", "clinical-report"),
    ("crft", "clinical-report"),
    ("wikipedia", "encyclopedia"),
)
"""Genres by what stands in the type of a document."""


def genre_of(marked: Marked, otherwise: str) -> str:
    """The genre of a document, by its type."""
    kind = marked.kind.lower()
    return next((genre for part, genre in GENRES if part in kind), otherwise)


@dataclass(slots=True)
class Scoped:
    """Reads the cues and scopes of sentences of one document."""

    marked: Marked
    report: Report

    def read(self, sentence: Sentence) -> Reading:
        """The cues of speculation; those of negation are counted, and turn what is inside."""
        scopes = self._scopes(sentence)
        negations: list[Range] = []
        cues: list[Cue] = []
        elements = [element for element in sentence.elements if element.name == "cue"]
        chosen = [self._scope(element, scopes, sentence) for element in elements]
        self._unused(scopes, chosen, elements)
        for element, scope in zip(elements, chosen, strict=True):
            if not self.is_known(element):
                continue
            if element.attributes["type"] == "negation":
                self.report.lose("cues of negation", self.place(element))
                negations += [scope.span] if scope else []
            elif scope:
                cue = self.cue(element, sentence)
                if cue:
                    cue.scope = self.trim(scope, sentence)
                    cue.concord = id(scope)
                    cues.append(cue)
        for cue in cues:
            if any(start <= cue.span[0] and cue.span[1] <= end for start, end in negations):
                cue.values["negated"] = True
        return Reading(cues)

    def cue(self, element: Element, sentence: Sentence) -> Cue | None:
        """The cue of an element, without *that*; None if it is empty or inside another cue."""
        if element.parent and element.parent.name != "xcope":
            self.report.lose("cues inside another cue", self.place(element))
            return None
        span = self.trim(element, sentence)
        if span is None:
            self.report.wrong("a cue without words", self.marked.path, element.line, element.column)
            return None
        return Cue("unspecified", without_that(sentence.text, span), element.line)

    def label(self, sentence: Sentence, hedged: bool) -> bool | None:
        """Whether the source calls the sentence uncertain; None if it does not say.

        `hedged`: there is a cue that makes it so.
        """
        said = sentence.attributes.get("certainty")
        if said is None:
            return None
        message = ""
        if said not in CERTAINTY:
            message = f"unknown certainty {said}"
        elif hedged and not CERTAINTY[said]:
            message = "a certain sentence with a cue: its label is left out"
        if message:
            self.report.wrong(message, self.marked.path, sentence.line)
            return None
        return CERTAINTY[said]

    def trim(self, element: Element, sentence: Sentence) -> Range | None:
        """The span of an element; white space at its edges is counted and left out."""
        span = trimmed(sentence.text, element.span)
        if span and span != element.span:
            self.report.lose(f"white space at the edge of a {element.name}", self.place(element))
        return span

    def place(self, element: Element) -> str:
        """Where an element stands, for the report."""
        return at(self.marked.path, element.line)

    def wrong(self, message: str, element: Element) -> None:
        """Report a broken element."""
        self.report.wrong(message, self.marked.path, element.line, element.column)

    def is_known(self, element: Element) -> bool:
        """Whether a cue is of speculation or negation; anything else is a problem."""
        kind = element.attributes.get("type")
        if kind not in ("speculation", "negation"):
            self.wrong("a cue without a type" if kind is None else f"unknown type {kind}", element)
        return kind in ("speculation", "negation")

    def _scopes(self, sentence: Sentence) -> dict[str, Element]:
        """The scopes of a sentence by id."""
        scopes: dict[str, Element] = {}
        for element in sentence.elements:
            scope_id = element.attributes.get("id", "")
            if element.name == "xcope" and scopes.setdefault(scope_id, element) is not element:
                self.wrong(f'a second scope "{scope_id}" in one sentence', element)
        return scopes

    def _unused(
        self, scopes: dict[str, Element], chosen: list[Element | None], cues: list[Element]
    ) -> None:
        """A scope without a cue is a problem, unless what is wrong is the cue in it."""
        used = {id(scope) for scope in chosen}
        used |= {id(cue.parent) for cue, scope in zip(cues, chosen, strict=True) if scope is None}
        for scope_id, element in scopes.items():
            if id(element) not in used:
                self.wrong(f'no cue names the scope "{scope_id}"', element)

    def _scope(
        self, element: Element, scopes: dict[str, Element], sentence: Sentence
    ) -> Element | None:
        """The scope that a cue names; the one around it, if that may be repaired."""
        ref = element.attributes.get("ref")
        scope = scopes.get(ref or "")
        if scope and scope.start <= element.start and element.end <= scope.end:
            return scope
        message = f'the cue "{" ".join(sentence.text[slice(*element.span)].split())}" names '
        message += "no scope" if ref is None else f'the scope "{ref}", which is not around it'
        around = element.parent
        if around is None or around.name != "xcope":
            self.wrong(message, element)
            return None
        message += f'; "{around.attributes.get("id", "")}" is'
        return around if self.report.repaired(message, self.marked.path, element.line) else None
