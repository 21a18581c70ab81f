"""Drafts for annotators, and the order in which texts are worth annotating.

A text is the more worth it, the less sure the model is of it: least confidence (Culotta and
McCallum 2005), taken token by token as Settles and Craven (2008) take token entropy. One minus the
probability of a tag is the chance that it is wrong, so that the sum over the tokens is how many
wrong tags the model expects of itself. Texts are ordered by that number per hundred tokens, since
a long text takes its annotator longer.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import TypeVar

from hedgerow.document import Cue, Document, Rejected, Source, Stance, suggested
from hedgerow.predict.corpus import Corpus, OutputError
from hedgerow.predict.document import Predicted, Predictor
from hedgerow.predict.joined import Joined, document_id
from hedgerow.predict.run import sources
from hedgerow.predict.shard import predict
from hedgerow.predict.texts import Columns, texts
from hedgerow.problems import Problem
from hedgerow.tokens import tokenize
from hedgerow.triggers import lookup

SIZE = 2**20  # bytes of texts that are read together
FOLDER = "drafts"
"""Where the drafts lie; not below ``annotations``, since they are no annotation yet."""
ORDER = "order.json"
MOST_DOUBTFUL = 3
Record = TypeVar("Record", Cue, Stance)


class NoProbabilitiesError(Exception):
    """A model does not say how sure it is."""


@dataclass(frozen=True, slots=True)
class Worth:
    """How much a model would learn from a text.

    `wrong` is how many of its own tags of cues and stances the model expects to be wrong,
    `per_hundred` that number per hundred tokens; `sentences` are the ids of those with the most.
    """

    document: str
    tokens: int
    suggested: int
    wrong: float
    per_hundred: float
    sentences: list[str]


@dataclass(frozen=True)
class Suggester(Predictor):
    """A predictor whose documents are drafts; `worth` has one entry for each."""

    worth: list[Worth] = field(default_factory=list)

    def predict(self, document_id: str, text: str, source: Source) -> Predicted:
        """Annotate a text as a draft. Raises NoProbabilitiesError where a model has none."""
        found = super().predict(document_id, text, source)
        self.worth.append(_worth(found))
        return replace(found, document=as_draft(found))


def write_drafts(
    suggester: Suggester,
    roots: Iterable[Path],
    folder: Path,
    report: Callable[[list[Problem]], None],
    progress: Callable[[int, int], None],
) -> None:
    """Drafts of texts, and the texts, into an empty folder; `report` sees what cannot be read.

    Raises OutputError where there is no text.
    """
    columns, joined, roots = Columns(), Joined(), list(roots)
    count = 0
    with Corpus(folder, FOLDER) as corpus:
        for part in (part for source in sources(roots, columns) for part in source.parts(SIZE)):
            before = count
            for text in texts(part, columns):
                count += 1
                report(text.problems)
                if not text.problems:
                    found = predict(suggester, text, joined.unique(document_id(text.id)))
                    corpus.add(found.document, found.probabilities)
            progress(count - before, part.size)
    if not count:
        raise OutputError(f"{', '.join(map(str, roots))} has no text")


def as_draft(found: Predicted) -> Document:
    """The cues and stances of a prediction, and the plainest rejections, each to be confirmed.

    The confidence is low, and a note says who suggests them and how surely; as long as it is there,
    the document passes as nothing but a draft (V004). A word that could be a cue or stance and is
    none for the model stays undecided, so that validate lists it until the annotator has decided
    (W005): on our own texts, two in five of these are one after all.
    """
    document = found.document
    by = document.annotation.annotators[0].id

    def note(record: Cue | Stance | Rejected) -> str:
        return suggested(by, found.probabilities.get(record.id))

    def doubted(record: Record) -> Record:
        return replace(record, confidence="low", note=note(record))

    plain = [record for record in document.rejected if _only_rejected(record)]
    return replace(
        document,
        annotation=replace(document.annotation, origin="native", status="draft"),
        cues=[doubted(cue) for cue in document.cues],
        stances=[doubted(stance) for stance in document.stances],
        rejected=[replace(x, id=f"x{i:02d}", note=note(x)) for i, x in enumerate(plain, 1)],
    )


def _only_rejected(record: Rejected) -> bool:
    """Whether a word carries no label wherever it stands: a contrast, a future."""
    trigger = lookup(record.text)
    return trigger is not None and not trigger.may_be


def in_order(worth: Iterable[Worth]) -> list[Worth]:
    """The most worth annotating first; those of equal worth by their names."""
    return sorted(worth, key=lambda one: (-one.per_hundred, one.document))


def as_json(worth: Iterable[Worth]) -> str:
    """What is known of every text, in order."""
    return json.dumps([asdict(one) for one in in_order(worth)], indent=1) + "\n"


def _worth(found: Predicted) -> Worth:
    document = found.document
    if found.doubts is None:
        raise NoProbabilitiesError(
            "the model does not say how sure it is: train one of another family"
        )
    by_sentence = {sentence.id: 0.0 for sentence in document.sentences}
    for (start, _), wrong in found.doubts:
        home = next(s for s in document.sentences if s.start <= start < s.end)
        by_sentence[home.id] += wrong
    total = sum(by_sentence.values())
    tokens = len(tokenize(document.text))
    worst = sorted(by_sentence, key=lambda name: -by_sentence[name])  # stable: in text order
    return Worth(
        document=document.id,
        tokens=tokens,
        suggested=len(document.cues) + len(document.stances),
        wrong=round(total, 4),
        per_hundred=round(100 * total / max(1, tokens), 4),
        sentences=worst[:MOST_DOUBTFUL],
    )
