"""The CoNLL-2010 shared task: hedge cues in biomedical texts and Wikipedia.

Farkas, Vincze, Móra, Csirik and Szarvas (2010), The CoNLL-2010 shared task: learning to detect
hedges and their scope in natural language text. Task 1 labels sentences as certain or uncertain and
marks cues without scopes, task 2 marks cues and their scopes as BioScope does. A file without cues
says nothing about words, whatever it says about sentences.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from hedgerow.document import Document
from hedgerow.formats.base import Format, Report
from hedgerow.formats.published.bioscope import LAYOUT, Scoped, genre_of
from hedgerow.formats.published.build import Builder, Corpus, Reading
from hedgerow.formats.published.events import element_names
from hedgerow.formats.published.marked import Marked, Sentence, documents
from hedgerow.formats.standoff.files import found_in

FORMAT = Format(
    "conll2010",
    "CoNLL-2010 shared task XML, tasks 1 and 2; a file or a folder of them",
    losses=("cues of negation, but not what they negate", "types of document parts"),
)
CORPUS = Corpus("conll2010", "CoNLL-2010 shared task corpus", "adjudicated", "biomedical", "none")


def read(path: Path, report: Report) -> Iterator[Document]:
    """The documents of a file, or of the XML files of a folder."""
    builder = Builder(report)
    for file in found_in(path, ".xml"):
        corpus = _corpus(element_names(file))
        for marked in documents(file, LAYOUT, report):
            genre = genre_of(marked, corpus.genre)
            read_sentence = _Reader(marked, report).read
            document = builder.document(marked, replace(corpus, genre=genre), read_sentence)
            if document:
                yield document


def _corpus(names: set[str]) -> Corpus:
    """What a file with these elements says of itself."""
    convention = "bioscope" if "xcope" in names else "none"
    layers = ("cues",) if names & {"cue", "ccue"} else ()
    return replace(CORPUS, convention=convention, layers=layers)


class _Reader:
    def __init__(self, marked: Marked, report: Report) -> None:
        self._scoped = Scoped(marked, report)
        self._report = report

    def read(self, sentence: Sentence) -> Reading:
        """Cues of both tasks, and the label of the sentence."""
        reading = self._scoped.read(sentence)
        for element in sentence.elements:
            cue = self._scoped.cue(element, sentence) if element.name == "ccue" else None
            if cue:
                reading.cues.append(cue)
                if "type" in element.attributes:
                    self._report.lose(
                        "types of cues: szeged reads them", self._scoped.place(element)
                    )
        return replace(reading, uncertain=self._scoped.label(sentence, bool(reading.cues)))
