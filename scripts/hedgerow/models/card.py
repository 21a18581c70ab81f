"""The model card: what a model is, what it was trained on, how good it is, in plain words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from math import isnan

from hedgerow.markdown import table
from hedgerow.models.data import Data
from hedgerow.models.frames import framed
from hedgerow.models.training import Trained

CURVE = "learning-curve.svg"
_TOLD = ("linear", "crf", "transformer")  # families that also learn from the word lists
_RULES = """
What no part of the model learns follows by rule, stated in `hedgerow.predict`: attributes by the
lexical list of `schema/triggers.json`, holders from the words before an expression, targets and
implicit topics from the noun phrases beside it, concord and conditions from the distance of cues.
The corpus is too small to learn these. `hedgerow score` measures all of them.
"""


def card(title: str, parts: Mapping[str, Trained], use: str, rules: bool) -> str:
    """The card of a model, or of one with several parts, as Markdown."""
    return "\n".join(_lines(title, parts, use, rules)) + "\n"


def _lines(title: str, parts: Mapping[str, Trained], use: str, rules: bool) -> Iterator[str]:
    first = next(iter(parts.values()))
    yield f"# {title}"
    yield ""
    made = f"Seed: {first.settings.seed}. Made by `hedgerow train`."
    if first.family == "transformer":
        made = f"Encoder: {first.settings.encoder_name}. {made}"
    yield f"Family: {first.family}. {made}"
    yield ""
    yield from ("## Use", "", use, "")
    yield "It is meant for English prose, and best at prose like that it was trained on."
    if rules:
        yield _RULES.rstrip()
    yield from ("", "## Scores", "")
    yield table(("part", "split", "measure", "score"), list(scores_of(parts)))
    if any(trained.curve for trained in parts.values()):
        yield from ("", f"![Learning curve]({CURVE})")
    yield from ("", "## Training data", "")
    for name, trained in parts.items():
        yield f"- {name}: {_data(trained.data)}"
    yield ""
    yield from _honestly(first.data)
    if first.family in _TOLD and any(framed(part.data.task) for part in parts.values()):
        yield (
            "Besides these, short sentences were made from the trigger list and from words of "
            "published word lists (`hedgerow.models.frames`), so that words that the data lacks "
            "are known."
        )


def scores_of(parts: Mapping[str, Trained]) -> Iterator[tuple[str, str, str, str]]:
    """Part, split, measure and score, in words."""
    for name, trained in parts.items():
        for split, scores in trained.scores.items():
            for measure, value in scores.items():
                yield name, split, measure, number(value)


def number(value: float) -> str:
    """A score with three places, a dash where it is not defined."""
    return "–" if isnan(value) else f"{value:.3f}"


def _data(data: Data) -> str:
    rows = ", ".join(f"{len(examples)} {split}" for split, examples in data.splits.items())
    return f"{rows} rows; training data `{data.fingerprint[:16]}`"


def _honestly(data: Data) -> Iterator[str]:
    """Where the training data comes from."""
    seen = data.split("train")
    corpora = Counter(example.corpus for example in seen)
    genres = Counter(example.genre for example in seen)
    documents = len({example.document for example in seen})
    yield f"The training split of the first part is from {documents} documents."
    yield f"Corpora: {_counted(corpora)}. Genres: {_counted(genres)}."
    yield (
        "The texts and annotations of the corpus hedgerow were written by a language model, but "
        "for one text; no person has checked them all. Scores on its test split say how well the "
        "model repeats these annotations, not how well it agrees with people."
    )
    yield ""


def _counted(counts: Counter[str]) -> str:
    return ", ".join(f"{name} ({count} rows)" for name, count in counts.most_common())
