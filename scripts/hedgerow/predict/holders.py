"""Who commits and who evaluates, and what to, by rule."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from hedgerow.models import lexicon
from hedgerow.predict import marks, phrases
from hedgerow.predict.marks import Mark
from hedgerow.predict.phrases import Tokens
from hedgerow.predict.stretch import Stretch

Holder = str | Tokens
"""author, implicit, or the tokens of a mention."""
AUTHOR, IMPLICIT = "author", "implicit"
_FIRST_PERSON = frozenset("i we my our us me".split())
_SOURCED = frozenset({"epistemic", "condition", "investigation", "booster"})
_DEMANDS = frozenset(
    ("urge", "demand", "recommend", "permit", "forbid", "require", "call for", "tell")
)
_BEHIND = frozenset({"according to", "reportedly", "allegedly"})


@dataclass(frozen=True, slots=True)
class Target:
    """A mention, or a topic in words where the target is implicit."""

    tokens: Tokens | None
    topic: str | None


def holders_of(stretch: Stretch, cues: Sequence[Mark]) -> list[Holder]:
    """The holder of every cue: sources first, then what stands in their content (R15)."""
    sources = [_source(stretch, cue) if cue.label == "attribution" else None for cue in cues]
    found: list[Holder] = []
    for cue, source in zip(cues, sources, strict=True):
        if source is not None:
            found.append(source)
        elif cue.label not in _SOURCED:
            found.append(AUTHOR)
        else:
            around = _innermost(cue, cues)
            own = _subject(stretch, cue) if cue.label == "investigation" else AUTHOR
            found.append(own if around is None else sources[around] or IMPLICIT)
    return found


def _innermost(cue: Mark, cues: Sequence[Mark]) -> int | None:
    """The number of the innermost attribution whose content a cue is in, as check A009 has it."""
    around = [
        (other.scope[1] - other.scope[0], i)
        for i, other in enumerate(cues)
        if other.label == "attribution"
        and _inside((cue.first, cue.last), other.scope)
        and not _inside(other.scope, cue.scope)
        and not _inside((other.first, other.last), cue.scope)
    ]
    return min(around)[1] if around else None


def _inside(inner: Tokens, outer: Tokens) -> bool:
    return outer[0] <= inner[0] and inner[1] <= outer[1]


def _source(stretch: Stretch, cue: Mark) -> Holder:
    """Who is reported: the phrase behind *according to*, else the one before the cue."""
    if cue.quotation:
        return IMPLICIT
    expression = " ".join(stretch.words[cue.first : cue.last])
    if expression in _BEHIND:
        return phrases.after(stretch.words, cue.last) or IMPLICIT
    found = _subject(stretch, cue)
    return IMPLICIT if found == AUTHOR else found


def _subject(stretch: Stretch, mark: Mark) -> Holder:
    """The phrase before; the author where that is the first person."""
    found = phrases.source(stretch.words, mark.first)
    if found is None:
        return IMPLICIT
    return AUTHOR if _FIRST_PERSON & set(stretch.words[slice(*found)]) else found


def holder_of_stance(
    stretch: Stretch, stance: Mark, cues: Sequence[Mark], holders: Sequence[Holder]
) -> Holder:
    """The subject of wanting, supporting, praising; else the source that it stands in, if any."""
    demanded = stance.trigger is not None and stance.trigger.lemma in _DEMANDS
    if stance.label in ("volition", "position") or _felt(stretch, stance) or demanded:
        return _subject(stretch, stance)
    place = (stance.first, stance.last)
    around = [
        (cue.scope[1] - cue.scope[0], i)
        for i, cue in enumerate(cues)
        if cue.label == "attribution" and _inside(place, cue.scope)
    ]
    return holders[min(around)[1]] if around else AUTHOR


def target_of(stretch: Stretch, stance: Mark) -> Target:
    """What a stance is about.

    A modal has it before, and an evaluation unless a noun follows; the others behind (R11).
    """
    words = stretch.words
    if _felt(stretch, stance):
        found = phrases.after(words, stance.last) or phrases.clause(words, stance.last)
    elif stance.label == "evaluation":
        found = _evaluated(words, stance)
    elif marks.splits_clause(stretch, stance):
        found = phrases.before(words, stance.first)
    elif stance.label == "position":
        found = phrases.after(words, stance.last) or phrases.clause(words, stance.last)
    else:
        found = phrases.clause(words, stance.last)
    if found:
        return Target(found, None)
    other = phrases.before(words, stance.first) or phrases.after(words, stance.last)
    start, end = stretch.span(*(other or (stance.first, stance.last)))
    return Target(None, " ".join(stretch.text[start:end].split()))


def _felt(stretch: Stretch, stance: Mark) -> bool:
    """Whether an evaluation is a verb of whoever finds its object good or bad: fear, welcome."""
    if stance.label != "evaluation":
        return False
    known = set(lexicon.classes(stretch.words[stance.first]))
    return not known.isdisjoint(("approve", "blame")) and stance.last - stance.first == 1


def _evaluated(words: Sequence[str], stance: Mark) -> Tokens | None:
    """The subject of a predicate; of an adjective in any other noun phrase, all of that phrase."""
    start = phrases.opened(words, stance.first)
    subject = phrases.subject_of_copula(words, start)
    if not phrases.nominal_at(words, stance.last):
        return subject or phrases.before(words, stance.first)
    noun = phrases.after(words, stance.last)
    if subject and words[slice(*subject)] not in (("it",), ("this",)):
        return subject
    return (start, noun[1]) if noun else None
