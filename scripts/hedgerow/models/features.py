"""Features of what a task asks, the same for every family that learns from features.

They are made to carry over to texts of other genres and times: words are in lower case and in the
spelling of running text (the quotation marks and contractions of tokenized corpora are the same as
their originals), a neighbour is told by its word only where it is a function word or in the
lexicon, else by its shape, and what the trigger list and the lexicon say of a word stands beside
the word itself, so that rare words can borrow from frequent ones.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import chain, pairwise
from typing import Any

from hedgerow.models.example import Example
from hedgerow.models.lexicon import phrases
from hedgerow.models.task import Task
from hedgerow.models.words import EDGE, Word, describe
from hedgerow.tokens import Range
from hedgerow.triggers import Occurrence, Trigger, find

Features = list[str]
VERSION = 2
"""Of the names of features: a model that was trained by other names does not know these."""
_FAR = 6
_DISTANCES = [*map(str, range(_FAR + 1))]
_LONG = 80
_WINDOW = 8  # to either side of a focus in a long sentence; no feature of it reaches farther
_JOINTS = frozenset(', ; : ( ) and or but that which who because if while although - "'.split())


def features(task: Task, example: Example) -> list[Features]:
    """What is the case: of every token where the task tags, else of the place it asks about."""
    if task.kind == "tag":
        return around_cue(example) if example.focus else token_features(example)
    return [_of_focus(example)]


def token_features(example: Example) -> list[Features]:
    """The features of every token of a sentence, whatever is asked of it; do not change them."""
    return _of_tokens(example.text, example.tokens)


# Remembered, as are the words, since several models are asked several things about a sentence.
@lru_cache(maxsize=1_000)
def _of_tokens(text: str, tokens: tuple[Range, ...]) -> list[Features]:
    words = _words(text, tokens)
    around = [EDGE, *words, EDGE]
    found = [
        [*word.own, *before.left, *after.right]
        for before, word, after in zip(around, words, around[2:], strict=False)
    ]
    for i, word in enumerate(words):
        if word.capital and i:
            found[i].append("capital")
    for start, end, name in phrases([word.lower for word in words]):
        for i in range(start, end):
            found[i].append(f"phrase={name}:{'B' if i == start else 'I'}")
    bounds = (tokens[0][0], tokens[-1][1]) if tokens else (0, 0)
    written = [text[start:end] for start, end in tokens]
    for occurrence in find(text, [bounds], list(tokens), written):
        _add_trigger(occurrence, tokens, around, found)
    return found


@lru_cache(maxsize=1_000)
def _words(text: str, tokens: tuple[Range, ...]) -> list[Word]:
    return [describe(text[start:end]) for start, end in tokens]


def _add_trigger(
    occurrence: Occurrence, tokens: Sequence[Range], around: Sequence[Word], found: list[Features]
) -> None:
    """What the trigger list says of a word it holds, alone and with the neighbours."""
    covered = _covered(tokens, occurrence.start, occurrence.end)
    if not covered:
        return
    first, last = covered.start, covered.stop - 1
    said = _said(occurrence.trigger)
    if occurrence.trigger.cls == "quotation":
        found[first] += [f"B:{said[0]}", f"quoted={min(len(covered), _FAR)}"]
        for i in covered[1:]:
            found[i].append("inside-quotation")
        return
    left, right = around[first], around[last + 2]
    default, cls = said[:2]
    context = [f"{default}&-1={left.kind}", f"{cls}&-1={left.kind}"]
    context += [f"{default}&+1={right.kind}", f"{cls}&+1={right.kind}"]
    context += [f"{default}&-1c={left.coarse}", f"{default}&+1c={right.coarse}"]
    near = around[max(1, first - 3) : first + 1]  # up to four words to the left
    context += [f"{default}&author" for word in near if word.lower in ("i", "we")]
    context += [f"{default}&evidence" for word in near if word.coarse == "evidence"]
    for i in covered:
        edge = "B" if i == first else "I"
        found[i] += [f"{edge}:{name}" for name in (*said, *context)]


def _covered(tokens: Sequence[Range], start: int, end: int) -> range:
    """The tokens that lie within a range."""
    first, last = bisect_left(tokens, (start, start)), bisect_left(tokens, (end, end))
    if last > first and tokens[last - 1][1] > end:
        last -= 1
    return range(first, last)


def _said(trigger: Trigger) -> tuple[str, ...]:
    """The most general first."""
    return (
        f"default={trigger.default}",
        f"class={trigger.cls}",
        f"may={'/'.join(trigger.may_be)}",
        f"lemma={trigger.lemma}",
        f"grade={trigger.certainty}/{trigger.reporting}",
    )


def forget() -> None:
    """Forget the features of sentences, for measurements."""
    _of_tokens.cache_clear()
    _words.cache_clear()


def _of_focus(example: Example) -> Features:
    """The features of the words in question with those beside them, and a few of all others."""
    assert example.focus  # noqa: S101
    start, end = example.focus
    covered = _covered(example.tokens, start, end)
    if not covered:
        return [f"about={example.about}"]
    if len(example.tokens) > _LONG:
        first = max(0, covered.start - _WINDOW)
        example = replace(example, tokens=example.tokens[first : covered.stop + _WINDOW])
        covered = range(covered.start - first, covered.stop - first)
    words, found = _words(example.text, example.tokens), token_features(example)
    here = [f"about={example.about}", f"length={min(len(covered), _FAR)}"]
    here += chain(*(found[i] for i in covered))
    here.append("expression=" + " ".join(words[i].lower for i in covered))
    here += [f"left={word.kind}" for word in words[max(0, covered.start - 5) : covered.start]]
    here += [f"right={word.kind}" for word in words[covered.stop : covered.stop + 4]]
    return here


def around_cue(example: Example) -> list[Features]:
    """For every token, how it lies to the cue in question: for the scope of the cue."""
    _, tokens = beside_cue(example)
    return [spelled(asked, keys) for asked, keys in tokens]


Key = str | tuple[str, str]
"""What a feature says, but for its name: a word, a class, two classes that stand together."""


def beside_cue(example: Example) -> tuple[range, list[tuple[str, tuple[Key, ...]]]]:
    """The tokens of the cue in question, and of every token what is told of it.

    That is its side with the label of the cue, and a key for each of `TOLD`.
    """
    assert example.focus  # noqa: S101
    words = _words(example.text, example.tokens)
    cue = _covered(example.tokens, *example.focus) or range(1)
    kinds = [EDGE.kind, *(word.kind for word in words), EDGE.kind]
    classes = [EDGE.coarse, *(word.coarse for word in words), EDGE.coarse]
    pairs = list(pairwise(classes))
    joints = _joints(words, cue)
    sides = [side + example.about for side in ("L", "C", "R")]
    inner = ["in"] * max(0, len(words) - 2)
    edges = ["first", *inner, "last"] if len(words) > 1 else ["only"]
    away = [*range(cue.start, 0, -1), *(0 for _ in cue), *range(1, len(words) - cue.stop + 1)]
    far = [_DISTANCES[min(_FAR, distance)] for distance in away]
    asked = [sides[(i >= cue.start) + (i >= cue.stop)] for i in range(len(words))]
    told = zip(kinds[1:], kinds, kinds[2:], pairs, pairs[1:], far, joints, edges, strict=False)
    return cue, list(zip(asked, told, strict=True))


TOLD: tuple[Callable[[str, Any], Features], ...] = (
    lambda asked, kind: [f"{asked[0]}={kind}", f"{asked}={kind}"],
    lambda asked, before: [f"{asked}-1={before}"],
    lambda asked, after: [f"{asked[0]}+1={after}"],
    lambda asked, pair: [f"{asked[0]}{pair[0]}={pair[1]}"],
    lambda asked, pair: [f"{asked}={pair[0]}+1={pair[1]}"],
    lambda asked, far: [f"{asked[0]}{far}"],
    lambda asked, joint: [f"{asked}joint={joint[0]}{joint[1]}"],
    lambda asked, edge: [f"edge={edge}{asked}"],
)
"""The features that a key of a token stands for, given its side with the label of the cue."""


def spelled(asked: str, keys: Iterable[Key]) -> Features:
    """All features of a token."""
    return [name for names, key in zip(TOLD, keys, strict=True) for name in names(asked, key)]


def _joints(words: Sequence[Word], cue: range) -> list[tuple[str, str]]:
    """For every token, the clause mark nearest to it on its way to the cue, and how many."""
    found = [("", "0")] * len(words)
    for way in (range(cue.start - 1, -1, -1), range(cue.stop, len(words))):
        joint, count = ("", "0"), 0
        for i in way:
            found[i] = joint
            if words[i].lower in _JOINTS:
                count += 1
                joint = words[i].lower, str(min(count, 3))
    return found
