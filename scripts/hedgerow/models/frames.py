"""Short sentences made from word lists: what a model knows before it sees a text.

Our corpus is small and full of look-alikes: *may* is a permission or a month there as often as a
hedge. So a model is also trained on every entry of `schema/triggers.json` with what it most often
is, on the hedges and the praise of `lexicon`, and on a few constructions, each in frames of
meaningless words. What a corpus says of a word goes beyond that; of the words that it lacks, this
is all.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import product

from hedgerow.models import lexicon
from hedgerow.models.example import Example
from hedgerow.models.task import Labels, Task
from hedgerow.models.tasks import cues, polarity, stance, uncertain
from hedgerow.tokens import tokenize
from hedgerow.triggers import defaults

# "_" is where the words stand.
_FRAMES = ("word _ word", "that word _ .", "the _ word .", "_ the word", "words which _ be worded")
_ACTIVE = (
    *("I _ the word .", "we _ it .", "they _ a word", "he _ them", "the word _ the word ,"),
    *("Word _ any word", "words _ this word of", "word and word _ words", "which _ the word"),
)
_PASSIVE_FRAMES = ("the word was _ by the word", "words have been _ .")
_NOUNS = ("the _ of the word", "word 's _ is", "word to _ , word", "a _ for word")
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
_STRONG = "terrible grave bad serious dreadful great huge real".split()
_BLUNDERS = "mistake error blunder failure disaster folly success triumph achievement".split()
_DIRECTIONS = (
    *(("good", "evaluation", _PRAISE), ("bad", "evaluation", _PRAISE)),
    *(("approve", "evaluation", _ACTIVE[:4]), ("blame", "evaluation", _ACTIVE[:4])),
    *(("support", "position", _ACTIVE[:4]), ("oppose", "position", _ACTIVE[:4])),
)
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
# Where words that often hedge do not: what came later or was often so, what is seen or known.
_LOOK_ALIKES = {
    "would": (
        *("who _ later word", "which _ soon be word", "he _ go on to word", "they _ often word"),
        *("for years she _ word every word", "words that _ come to word"),
        "it was word that _ word",
    ),
    "appear appears appeared appearing": ("word _ in the word", "_ on word", "it first _ at"),
    "look looks looked": ("_ at the word", "words _ for a word", "he _ up", "word _ after word"),
    "feel feels felt": ("word _ the word of", "they _ no word"),
    "known": (
        *("better _ as Word", "best _ for word", "the word _ as", "also _ by the word"),
        *("are _ to the word", "well _ in"),
    ),
    "might": ("the _ of the word", "his _ and word", "with all its _ ,", "word _ makes word"),
    "expected": ("as _ , the word", "than _ .", "the _ word"),
    "proposes proposed": ("word _ a word", "the _ word", "he _ word to"),
}
_SUGGEST = "suggest suggests suggested indicate indicates indicated imply implies implied".split()
_THINK = "think guess believe suppose suspect assume hypothesize speculate propose".split()
_PASSIVE = "thought believed assumed considered presumed supposed expected predicted".split()


def framed(task: Task) -> list[Example]:
    """The sentences for a task; none where the lists say nothing."""
    if task.name == stance.TASK.name:
        return [*_listed(task.labels), *_evaluations(), *_positions(), *_no_stances()]
    if task.name == polarity.TASK.name:
        return list(_directions())
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
    for how, what in product(_STRONG, _BLUNDERS):
        yield _fill("this is a _ .", f"{how} {what}", "evaluation")
    for verb in lexicon.forms(("approve", "blame")):
        yield from (_fill(frame, verb, "evaluation") for frame in _ACTIVE)


def _positions() -> Iterator[Example]:
    """Verbs of being for or against; as nouns, or *back* as an adverb, they are none."""
    for verb in lexicon.forms(("support", "oppose")):
        yield from (_fill(frame, verb, "position") for frame in _ACTIVE)
        if verb.endswith("ed"):
            yield from (_fill(frame, verb, "position") for frame in _PASSIVE_FRAMES)
        elif not verb.endswith(("s", "ing")):
            yield from (_fill(frame, verb, "") for frame in _NOUNS)
    for verb in ("vote", "voted", "votes"):
        for way in ("for", "against"):
            yield from (_fill(frame, f"{verb} {way}", "position") for frame in _ACTIVE)
    for frame in ("I am _ the word", "they are _ it", "words _ the word"):
        yield _fill(frame, "against", "position")


def _no_stances() -> Iterator[Example]:
    """Modals that leave open what is so ask for nothing."""
    for modal, subject, behind in product(("may", "might"), _SUBJECTS, _BEHIND_MODALS):
        yield _fill(f"{subject} _ {behind}", modal, "")


def _directions() -> Iterator[Example]:
    """Which words are for and which against, whatever the target."""
    for name, label, frames in _DIRECTIONS:
        for word in lexicon.forms((name,)):
            direction = "positive" if name in ("good", "approve", "support") else "negative"
            yield from (_asked(frame, word, label, direction) for frame in frames)
    for modal, subject in product(("should", "must", "ought", "need"), ("Word", "the word", "it")):
        for negator in ("not", "n't", "never"):
            yield _asked(f"{subject} _ {negator} word .", modal, "necessity", "negative")
        yield _asked(f"{subject} _ word .", modal, "necessity", "positive")
        yield _asked(f"{subject} _ be worded", modal, "necessity", "positive")


def _constructions() -> Iterator[Example]:
    """What the lists cannot say: it hangs on the words beside."""
    for (modal, label), subject in product(_MODALS.items(), _SUBJECTS):
        for behind in _BEHIND_MODALS:
            able = modal == "could" and behind.startswith("n")  # could not: was not able to
            yield _fill(f"{subject} _ {behind}", modal, "" if able else label)
    for words, frames in _LOOK_ALIKES.items():
        yield from (_fill(frame, word, "") for word, frame in product(words.split(), frames))
    for modal, subject, join in product(("may", "might", "could"), _SUBJECTS, ("if", "unless")):
        forms = {modal: "epistemic", join: "condition"}
        yield _filled(f"{subject} {modal} word {join} the word words .", forms)
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


def _filled(text: str, forms: Mapping[str, str]) -> Example:
    """A sentence of words, some of them forms with their labels."""
    words = text.split()
    frames = [" ".join("_" if word == form else word for word in words) for form in forms]
    found = [_fill(frame, *form) for frame, form in zip(frames, forms.items(), strict=True)]
    # A tag of a form sorts before O.
    pairs = zip(*(example.gold for example in found), strict=True)
    return replace(found[0], gold=tuple(map(min, pairs)))


def _asked(frame: str, form: str, label: str, answer: str) -> Example:
    """A frame with the form in focus, known to be a stance of that label."""
    example = _fill(frame, form, "")
    start = frame.index("_")
    return replace(example, focus=(start, start + len(form)), about=label, gold=(answer,))


def _bio(inside: Iterable[bool], label: str) -> Iterator[str]:
    begun = False
    for here in inside:
        yield f"{'I' if begun else 'B'}-{label}" if here else "O"
        begun = here
