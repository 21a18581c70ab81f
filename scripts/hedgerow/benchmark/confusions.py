"""What models get wrong most often, with sentences, as a Markdown page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from hedgerow.markdown import table
from hedgerow.models import Example, Prediction, Task
from hedgerow.models.scoring import spans
from hedgerow.models.tasks import scope
from hedgerow.score.errors import BOUNDARIES, NOTHING
from hedgerow.score.page import escaped
from hedgerow.tokens import Range

KINDS = 10  # kinds of error that are shown for a model
EXAMPLES = 3  # sentences of each kind
WORDS = 5  # of each kind in the table


@dataclass(frozen=True, slots=True)
class Error:
    """One wrong answer: what was right, what was said, and the tokens it is about.

    `first` and `last`, which is not included, are the same for a sentence as a whole.
    """

    gold: str
    predicted: str
    first: int = 0
    last: int = 0


@dataclass(slots=True)
class Kind:
    """Errors with one gold and one predicted label: how many, with which words, some of them."""

    count: int = 0
    words: Counter[str] = field(default_factory=Counter)
    examples: list[tuple[Example, Range]] = field(default_factory=list)


Kinds = dict[tuple[str, str], Kind]


def errors(task: Task, example: Example, prediction: Prediction) -> Iterator[Error]:
    """The errors of one answer."""
    gold, found = example.gold, prediction.labels
    if gold == found:
        return
    if task.kind == "classify":
        first, last = _tokens(example)
        yield Error(gold[0], found[0], first, last)
    elif task.labels == scope.LABELS:
        yield _edges(example, gold, found)
    else:
        yield from _spans(gold, found)


def confusions(task: Task, examples: Sequence[Example], predictions: Sequence[Prediction]) -> Kinds:
    """The errors of all answers by kind, the most frequent first."""
    kinds: Kinds = {}
    for example, prediction in zip(examples, predictions, strict=True):
        for error in errors(task, example, prediction):
            kind = kinds.setdefault((error.gold, error.predicted), Kind())
            place = _place(example, error)
            words = " ".join(example.text[slice(*place)].lower().split())
            kind.count += 1
            kind.words[words] += 1
            if len(kind.examples) < EXAMPLES and (kind.words[words] == 1 or not words):
                kind.examples.append((example, place))
    return dict(sorted(kinds.items(), key=lambda item: (-item[1].count, item[0])))


def page(found: Sequence[tuple[str, str, int, Kinds]]) -> str:
    """Task, family, number of answers and errors of every model, as Markdown."""
    parts = ["# Errors on the test rows", "Each model is the one of the first seed."]
    for task, family, answers, kinds in found:
        wrong = sum(kind.count for kind in kinds.values())
        parts.append(f"## {task}: {family}")
        parts.append(f"Answers: {answers}. Errors: {wrong}.")
        if kinds:
            shown = list(kinds.items())[:KINDS]
            rows = [(*key, str(kind.count), _common(kind)) for key, kind in shown]
            parts.append(table(("gold", "predicted", "errors", "most frequent"), rows))
            parts += [_examples(*key, kind) for key, kind in shown]
    return "\n\n".join(parts) + "\n"


def _examples(gold: str, predicted: str, kind: Kind) -> str:
    lines = []
    for example, (start, end) in kind.examples:
        text = example.text
        before, inside, after = (escaped(t) for t in (text[:start], text[start:end], text[end:]))
        marked = f"{before}**{inside}**{after}" if inside else after
        lines.append(f"- {marked} `{example.id}`")
    return f"### {gold}, predicted {predicted}\n\n" + "\n".join(lines)


def _common(kind: Kind) -> str:
    ordered = sorted(kind.words.items(), key=lambda item: (-item[1], item[0]))
    return ", ".join(f"{escaped(word)} {n}" for word, n in ordered[:WORDS] if word)


def _tokens(example: Example) -> Range:
    """The tokens of the focus, none where the whole sentence is asked about."""
    start, end = example.focus or (0, 0)
    inside = [i for i, (a, b) in enumerate(example.tokens) if start < b and a < end]
    return (inside[0], inside[-1] + 1) if inside else (0, 0)


def _place(example: Example, error: Error) -> Range:
    if error.first == error.last:
        return 0, 0
    return example.tokens[error.first][0], example.tokens[error.last - 1][1]


def _edges(example: Example, gold: Sequence[str], found: Sequence[str]) -> Error:
    """How a wrong scope lies to the right one; the cue is shown."""
    (a, b), (c, d) = _within(gold), _within(found)
    edges = (("starts", a, c), ("ends", b, d))
    said = [f"{verb} {'early' if y < x else 'late'}" for verb, x, y in edges if x != y]
    return Error(example.about, ", ".join(said) or "with a gap", *_tokens(example))


def _within(tags: Sequence[str]) -> Range:
    inside = [i for i, tag in enumerate(tags) if tag == scope.WITHIN]
    return (inside[0], inside[-1] + 1) if inside else (0, 0)


def _spans(gold: Sequence[str], found: Sequence[str]) -> Iterator[Error]:
    """Spans that are missed, spurious, of another label or of other boundaries.

    A span that overlaps several of the other side is paired with the first.
    """
    right, said = list(spans(gold)), list(spans(found))
    paired: set[tuple[int, int, str]] = set()
    for first, last, label in right:
        touching = [s for s in said if s[0] < last and first < s[1] and s not in paired]
        if not touching:
            yield Error(label, NOTHING, first, last)
            continue
        other = next((s for s in touching if s[:2] == (first, last)), touching[0])
        paired.add(other)
        if other[2] != label:
            yield Error(label, other[2], first, last)
        if other[:2] != (first, last):
            yield Error(label, BOUNDARIES, first, last)
    for first, last, label in said:
        if (first, last, label) not in paired:
            yield Error(NOTHING, label, first, last)
