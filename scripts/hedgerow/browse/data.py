"""What the scripts of the site look up: documents, their sentences, words, the concordance."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Any

from hedgerow.browse.concordance import CueStrings, Line, lines
from hedgerow.browse.parts import Part, page_name, part_at
from hedgerow.browse.shards import Shards, script
from hedgerow.browse.survey import Facts, Survey
from hedgerow.browse.terms import QUOTATION
from hedgerow.browse.visible import visible
from hedgerow.index import Index

_TOGETHER = 20  # documents whose sentences travel together
TERMS = 3_000  # terms in one file of the directory


class Data:
    """The files below ``data/``."""

    def __init__(self, folder: Path, survey: Survey) -> None:
        self._folder = folder
        count = len(survey.documents)
        self._documents = Shards(folder, "documents")
        self._texts = Shards(folder, "texts", max(1, count // _TOGETHER))
        self._words = Shards(folder, "words", min(256, 16 + count // 25))
        self._lines = Shards(folder, "lines", min(512, 8 + count // 20), directory=True)
        self._strings = CueStrings(survey.counts.cues)
        self._outcomes: dict[str, dict[str, int]] = {}
        self._forms: dict[str, set[str]] = {}  # of a lemma: said, says

    def add(self, number: int, facts: Facts, index: Index, cut: list[Part]) -> None:
        """Fold one document in; `number` is its position in the list of documents."""
        row = asdict(facts)
        del row["path"]
        self._documents.add(str(number), list(row.values()))
        self._add_text(number, index, cut)
        for line in lines(index, self._strings):
            self._add_line(number, facts, cut, line)

    def _add_text(self, number: int, index: Index, cut: list[Part]) -> None:
        text = index.document.text
        shown = []
        for sentence in index.document.sentences:
            words = visible(" ".join(text[sentence.start : sentence.end].split()))
            shown.append([sentence.id, part_at(cut, sentence.start), words])
        self._texts.add(str(number), shown)
        for word, found in _places(index).items():
            self._words.add(word, [number, found])

    def _add_line(self, number: int, facts: Facts, cut: list[Part], line: Line) -> None:
        name = page_name(facts.id, part_at(cut, line.start))
        anchor = line.record or line.sentence
        value = [
            number, name, anchor, line.left, line.words, line.right, line.layer, line.outcome,
            line.value, int(line.inside), facts.split, facts.genre,
        ]  # fmt: skip
        self._lines.add(line.term, value)
        form = line.words.lower()
        if line.term not in (form, QUOTATION):
            self._forms.setdefault(line.term, set()).add(form)
        outcomes = self._outcomes.setdefault(line.term, {})
        key = f"{line.layer} {line.outcome}" if line.layer else line.outcome
        outcomes[key] = outcomes.get(key, 0) + 1

    def terms(self) -> dict[str, dict[str, int]]:
        """How often each term was decided how."""
        return self._outcomes

    def close(self) -> None:
        """Write what waits, and the directories."""
        for shards in (self._documents, self._texts, self._words, self._lines):
            shards.flush()
        self._directory()
        terms = sorted(self._outcomes, key=lambda term: (-sum(self._outcomes[term].values()), term))
        for number, start in enumerate(range(0, len(terms), TERMS)):
            rows = [
                [
                    term,
                    self._outcomes[term],
                    self._lines.places[term],
                    sorted(self._forms.get(term, ())),
                ]
                for term in terms[start : start + TERMS]
            ]
            self._write(f"terms-{number}", "terms", rows)

    def _directory(self) -> None:
        """How many files there are of each kind."""
        parts = {
            "documents": self._documents.parts(),
            "texts": self._texts.parts(),
            "words": self._words.parts(),
            "terms": -(-len(self._outcomes) // TERMS),
        }
        self._write("directory", "directory", parts)

    def _write(self, name: str, kind: str, value: Any) -> None:
        line = f'hedgerow.add({script(kind)},"",{script(value)});\n'
        (self._folder / f"{name}.js").write_text(line, encoding="utf-8", newline="\n")


def _places(index: Index) -> dict[str, list[int]]:
    """For every word in lower case, the positions of the sentences that hold it."""
    found: dict[str, list[int]] = {}
    starts = index.sentence_starts
    at = -1
    for start, end in index.tokens:
        while at + 1 < len(starts) and starts[at + 1] <= start:
            at += 1
        word = index.document.text[start:end].lower()
        if at >= 0 and word[0].isalnum():
            known = found.setdefault(word, [])
            if not known or known[-1] != at:
                known.append(at)
    return found
