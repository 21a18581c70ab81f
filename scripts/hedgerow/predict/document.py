"""A text in, a document out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from hedgerow.document import (
    Annotation,
    Annotator,
    Cue,
    Document,
    Mention,
    Rejected,
    Relation,
    Source,
    Span,
    Stance,
)
from hedgerow.draft import draft
from hedgerow.models import Loaded, Prediction
from hedgerow.predict import attributes, holders
from hedgerow.predict.english import foreign
from hedgerow.predict.holders import AUTHOR, IMPLICIT, Holder
from hedgerow.predict.marks import Mark, cues_of, decided, stances_of
from hedgerow.predict.phrases import Tokens
from hedgerow.predict.relations import Link, relations_of
from hedgerow.predict.scopes import ask_scopes, fit_scopes
from hedgerow.predict.stretch import Listed, Stretch, stretches
from hedgerow.tokens import Range


@dataclass(slots=True)
class Predicted:
    """A document and the probabilities of its records, by id, where the model has them.

    `doubts` are stretches of the text with how many of their tags are expected to be wrong; None
    where the model has no probabilities. `foreign`: the text is hardly English.
    """

    document: Document
    probabilities: dict[str, float] = field(default_factory=dict)
    doubts: list[tuple[Range, float]] | None = None
    foreign: bool = False


@dataclass(frozen=True, slots=True)
class Predictor:
    """The parts of a document model, see `hedgerow.models.bundle`.

    An entity is spelled in all documents as in the first, as a corpus must have it: `spellings` has
    what was first, by the entity as `folded` gives it.
    """

    parts: Mapping[str, Loaded]
    spellings: dict[str, str] = field(default_factory=dict)

    def predict(self, document_id: str, text: str, source: Source) -> Predicted:
        """Annotate a text, which must hold more than white space."""
        document = draft(document_id, text, source)
        family = next(iter(self.parts.values())).family
        old = document.annotation
        document.annotation = Annotation(
            origin="predicted",
            status="single",
            annotators=[Annotator(f"hedgerow-{family}", "model")],
            guidelines=old.guidelines,
            scope_convention=old.scope_convention,
            layers=old.layers,
        )
        result = _Writer(Predicted(document), self.spellings)
        pieces = list(stretches(text, [(s.start, s.end) for s in document.sentences]))
        examples = [piece.whole for piece in pieces]
        tagged = [self.parts[name].model.predict(examples) for name in ("cues", "stance")]
        result.predicted.doubts = _doubts(pieces, *tagged)
        result.predicted.foreign = foreign(word for piece in pieces for word in piece.words)
        readings = [_read(piece, *tags) for piece, *tags in zip(pieces, *tagged, strict=True)]
        self._annotate(readings, result)
        return result.predicted

    def _annotate(self, readings: Sequence[_Reading], result: _Writer) -> None:
        """Each part is asked once about the whole text: an encoder wants many questions at once."""
        ask_scopes([(one.piece, one.cues) for one in readings], self.parts["scope"].model)
        for one in readings:
            fit_scopes(one.piece, one.cues, one.stances)
        stances = [(one.piece, stance, stance.label) for one in readings for stance in one.stances]
        open_ = [(one.piece, x, x.trigger.cls) for one in readings for x in one.open]
        polarities, reasons = iter(self._ask("polarity", stances)), iter(self._ask("reason", open_))
        for one in readings:
            sources = holders.holders_of(one.piece, one.cues)
            for cue, source in zip(one.cues, sources, strict=True):
                result.cue(one.piece, cue, source)
            for stance in one.stances:
                holder = holders.holder_of_stance(one.piece, stance, one.cues, sources)
                polarity = attributes.direction(one.piece, stance, next(polarities))
                result.stance(one.piece, stance, holder, polarity)
            result.relate(relations_of(one.piece, one.cues, sources))
            for listed in one.open:
                result.reject(one.piece, listed, next(reasons))

    def _ask(
        self, task: str, asked: Sequence[tuple[Stretch, Mark | Listed, str]]
    ) -> list[Prediction]:
        """A classifier about some places, each with what is known about it."""
        examples = [piece.example((m.first, m.last), about) for piece, m, about in asked]
        return self.parts[task].model.predict(examples)


@dataclass(slots=True)
class _Reading:
    """A stretch and what is found in it."""

    piece: Stretch
    cues: list[Mark]
    stances: list[Mark]

    @property
    def open(self) -> list[Listed]:
        """The triggers that are decided by none of it."""
        listed = self.piece.listed
        return [x for x in listed if not decided(x, self.cues, self.stances, listed)]


def _read(piece: Stretch, cue_tags: Prediction, stance_tags: Prediction) -> _Reading:
    cues = cues_of(piece, cue_tags)
    return _Reading(piece, cues, stances_of(piece, stance_tags, cues))


def folded(entity: str) -> str:
    """An entity without case, spaces and punctuation: what all its spellings have in common."""
    return "".join(filter(str.isalnum, entity.casefold()))


def _doubts(
    pieces: Sequence[Stretch], cues: Sequence[Prediction], stances: Sequence[Prediction]
) -> list[tuple[Range, float]] | None:
    found = []
    for piece, *tags in zip(pieces, cues, stances, strict=True):
        chances = [one.probabilities for one in tags]
        if None in chances:
            return None
        wrong = sum(len(some or ()) - sum(some or ()) for some in chances)
        found.append((piece.span(0, len(piece.tokens)), wrong))
    return found


@dataclass(slots=True)
class _Writer:
    """Adds records to a document, with ids, and mentions as they are needed."""

    predicted: Predicted
    _spellings: dict[str, str]
    _mentions: dict[tuple[int, int], Mention] = field(default_factory=dict)
    _ids: list[str] = field(default_factory=list)

    @property
    def _document(self) -> Document:
        return self.predicted.document

    def cue(self, piece: Stretch, cue: Mark, holder: Holder) -> None:
        """Add a cue."""
        start, end = piece.span(cue.first, cue.last)
        first, last = piece.span(*cue.scope)
        grade = attributes.certainty(piece, cue)
        found = Cue(
            id=f"c{len(self._document.cues) + 1:02d}",
            label=cue.label,
            start=start,
            end=end,
            text=piece.text[start:end],
            scope=Span(first, last, piece.text[first:last]),
            holder=self._holder(piece, holder),
            certainty=grade,
            polarity=attributes.cue_polarity(piece, cue, grade),
            reporting=attributes.reporting(piece, cue),
            negated=not cue.quotation and attributes.negated(piece, cue),
            confidence=attributes.confidence(cue.probability),
            note=None,
        )
        self._document.cues.append(found)
        self._remember(found.id, cue.probability)
        self._ids.append(found.id)

    def stance(self, piece: Stretch, stance: Mark, holder: Holder, polarity: str) -> None:
        """Add a stance."""
        start, end = piece.span(stance.first, stance.last)
        target = holders.target_of(piece, stance)
        quoted = any(
            x.quotation and x.first < stance.first and stance.last < x.last for x in piece.listed
        )
        mode = "own" if holder == AUTHOR else "quoted" if quoted else "reported"
        found = Stance(
            id=f"e{len(self._document.stances) + 1:02d}",
            label=stance.label,
            start=start,
            end=end,
            text=piece.text[start:end],
            holder=self._holder(piece, holder),
            target=self._mention(piece, target.tokens) if target.tokens else IMPLICIT,
            topic=target.topic,
            polarity=polarity,
            intensity=attributes.intensity(piece, stance),
            explicit=True,
            mode=mode,
            negated=attributes.negated(piece, stance),
            confidence=attributes.confidence(stance.probability),
            note=None,
        )
        self._document.stances.append(found)
        self._remember(found.id, stance.probability)

    def relate(self, links: Sequence[Link]) -> None:
        """Add relations between the cues of one stretch, the last that were added."""
        cues, self._ids = self._ids, []
        for link in links:
            number = len(self._document.relations) + 1
            ends = cues[link.source], cues[link.target]
            self._document.relations.append(Relation(f"r{number:02d}", link.label, *ends))

    def reject(self, piece: Stretch, listed: Listed, reason: Prediction) -> None:
        """Add a rejected trigger."""
        start, end = piece.span(listed.first, listed.last)
        label = reason.labels[0]
        number = len(self._document.rejected) + 1
        note = "not told by the model" if label == "other" else None
        text = piece.text[start:end]
        self._document.rejected.append(Rejected(f"x{number:02d}", start, end, text, label, note))
        self._remember(f"x{number:02d}", reason.probabilities[0] if reason.probabilities else None)

    def _remember(self, record: str, probability: float | None) -> None:
        if probability is not None:
            self.predicted.probabilities[record] = probability

    def _holder(self, piece: Stretch, holder: Holder) -> str:
        return holder if isinstance(holder, str) else self._mention(piece, holder)

    def _mention(self, piece: Stretch, tokens: Tokens) -> str:
        """The id of the mention on these tokens; one spelling for an entity."""
        place = piece.span(*tokens)
        if place not in self._mentions:
            text = piece.text[slice(*place)]
            words = [word for word in text.split() if word.lower() not in ("the", "a", "an")]
            entity = " ".join(words) or text
            entity = self._spellings.setdefault(folded(entity), entity)
            mention = Mention(f"m{len(self._mentions) + 1:02d}", *place, text, entity)
            self._mentions[place] = mention
            self._document.mentions.append(mention)
        return self._mentions[place].id
