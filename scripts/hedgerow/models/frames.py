"""Short sentences made from word lists: what a model knows before it sees a text.

Our corpus is small and full of look-alikes: *may* is a permission or a month there as often as a
hedge. So a model is also trained on every entry of `schema/triggers.json` with what it most often
is, on the hedges and the praise of `lexicon`, and on a few constructions, each in frames of
meaningless words. What a corpus says of a word goes beyond that; of the words that it lacks, this
is all.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import product

from hedgerow.models import lexicon
from hedgerow.models.example import Example
from hedgerow.models.task import Labels, Task
from hedgerow.models.tasks import cues, stance, uncertain
from hedgerow.tokens import tokenize
from hedgerow.triggers import defaults

# "_" is where the words stand.
_FRAMES = ("word _ word", "that word _ .", "the _ word .", "_ the word", "words which _ be worded")
_PRAISE = ("the word is _ .", "a _ word of", "it was _ to word", "words are _ ,")
_SUBJECTS = (
    *("he", "it", "they", "this", "which", "the word", "words", "that", "Word", "and", "word 4"),
    "word )",
)
_BEHIND_MODALS = (
    *("be worded", "be that", "have been worded", "word the word", "lead to words", "also word"),
    *("well be", "make it", "not be", "n't word"),
)
_MODALS = {"may": "epistemic", "might": "epistemic", "could": "epistemic", "would": "condition"}
# Of these the commonest reading depends on the construction, which the list cannot say.
_OPEN = frozenset({"could", "can", "cannot", "whether"})
_HEDGES = ("possible", "probable", "unknown", "possibility", "hypothesize", "seem")
_SENSES = frozenset(
    """
    theory notion suggestion sound sounds sounded look looks looked feel feels felt propose proposes
    proposed predict predicts predicted estimate estimates estimated expect expects judge judged
    assess assessed prospect
    """.split()
)
_INQUIRE = """
    determine determined determining test tested testing investigate investigated know study see
    assess assessed establish find explore evaluate consider examine ask
""".split()
_EVIDENCE = "results data findings studies experiments analysis observations evidence".split()
_SUGGEST = "suggest suggests suggested indicate indicates indicated imply implies implied".split()
_THINK = "think guess believe suppose suspect assume hypothesize speculate propose".split()
_PASSIVE = "thought believed assumed considered presumed supposed expected predicted".split()


def framed(task: Task) -> list[Example]:
    """The sentences for a task; none where the lists say nothing."""
    if task.name == stance.TASK.name:
        return [*_listed(task.labels), *_evaluations()]
    hedged = [*_listed(cues.TASK.labels), *_hedges(), *_constructions()]
    if task.name == uncertain.TASK.name:
        return [replace(example, gold=(_whole(example),)) for example in hedged]
    return hedged if task.name == cues.TASK.name else []


def _whole(example: Example) -> str:
    """What the cues make of the whole sentence."""
    return uncertain.LABELS[any(tag[2:] in cues.UNCERTAIN for tag in example.gold)]


def _listed(labels: Labels) -> Iterator[Example]:
    for form, default in defaults():
        if form not in _OPEN:
            label = default if f"B-{default}" in labels else ""
            yield from (_fill(frame, form, label) for frame in _FRAMES)


def _hedges() -> Iterator[Example]:
    listed = {form for form, _ in defaults()}
    for form in lexicon.forms(_HEDGES):
        if form not in listed | _SENSES:
            yield from (_fill(frame, form, "epistemic") for frame in _FRAMES)


def _evaluations() -> Iterator[Example]:
    """Words that call a thing good or bad, whatever it is."""
    for word in lexicon.forms(("good", "bad")):
        yield from (_fill(frame, word, "evaluation") for frame in _PRAISE)


def _constructions() -> Iterator[Example]:
    """What the lists cannot say: it hangs on the words beside."""
    for (modal, label), subject in product(_MODALS.items(), _SUBJECTS):
        for behind in _BEHIND_MODALS:
            able = modal == "could" and behind.startswith("n")  # could not: was not able to
            yield _fill(f"{subject} _ {behind}", modal, "" if able else label)
    for verb in _INQUIRE:
        yield _fill("to _ the word", f"{verb} whether", "investigation")
    yield _fill("it is _ whether the word", "unclear", "epistemic")
    yield _fill("_ the word is worded or not", "whether", "epistemic")
    for verb in _SUGGEST:
        for noun in _EVIDENCE:
            yield _fill(f"these {noun} _ that the word", verb, "epistemic")
        for what in ("that", "the", "a"):
            yield _fill(f"this _ {what} word of", verb, "epistemic")
    for verb in ("suggesting", "indicating", "implying"):
        yield _fill("was worded , _ that the", verb, "epistemic")
    for verb in _THINK:
        yield from (_fill(f"{who} _ that the word", verb, "epistemic") for who in ("I", "we"))
    for verb in _PASSIVE:
        yield _fill("the word is _ to word", verb, "epistemic")
        yield _fill("words are _ to be worded", verb, "epistemic")


def _fill(frame: str, form: str, label: str) -> Example:
    """A frame with the form in it, tagged with the label if there is one."""
    before, _, after = frame.partition("_")
    text = f"{before}{form}{after}".strip()
    start, end = len(before), len(before) + len(form)
    tokens = tuple(tokenize(text))
    inside = [bool(label) and start <= a and b <= end for a, b in tokens]
    return Example(text, tokens, gold=tuple(_bio(inside, label)))


def _bio(inside: Iterable[bool], label: str) -> Iterator[str]:
    begun = False
    for here in inside:
        yield f"{'I' if begun else 'B'}-{label}" if here else "O"
        begun = here
