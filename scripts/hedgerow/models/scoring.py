"""Scores of answers: of one label each, of labelled spans, of one span each."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Sequence

from hedgerow.models.example import Example, Prediction
from hedgerow.tallies import F1, Share

Span = tuple[int, int, str]  # first token, behind the last token, label


def spans(tags: Sequence[str]) -> Iterator[Span]:
    """Labelled spans of a sequence of BIO tags; an I- that continues nothing begins a span."""
    start, label = 0, ""
    for i, tag in enumerate([*tags, "O"]):
        if label and tag != f"I-{label}":
            yield start, i, label
            label = ""
        if tag != "O" and not label:
            start, label = i, tag[2:]


def of_labels(
    examples: Sequence[Example], predictions: Sequence[Prediction], positive: Container[str]
) -> dict[str, float]:
    """Accuracy, macro F1 over the labels of the gold, and how well `positive` labels are found."""
    pairs = [(e.gold[0], p.labels[0]) for e, p in zip(examples, predictions, strict=True)]
    share = Share(sum(a == b for a, b in pairs), len(pairs))
    found = F1(
        sum(a in positive and b in positive for a, b in pairs),
        sum(a in positive for a, _ in pairs),
        sum(b in positive for _, b in pairs),
    )
    by_label = [
        F1(sum(a == b == x for a, b in pairs), sum(a == x for a, _ in pairs), _count(pairs, x))
        for x in sorted({a for a, _ in pairs})
    ]
    macro = sum(tally.value() for tally in by_label) / len(by_label) if by_label else float("nan")
    return {
        "precision": found.precision(),
        "recall": found.recall(),
        "F1": found.value(),
        "accuracy": share.value(),
        "macro F1": macro,
    }


def _count(pairs: Iterable[tuple[str, str]], label: str) -> int:
    return sum(b == label for _, b in pairs)


def of_spans(
    examples: Sequence[Example], predictions: Sequence[Prediction]
) -> tuple[F1, F1, list[tuple[set[Span], set[Span]]]]:
    """Exact matches with label, and without; and the spans of both sides by example."""
    both = [
        (set(spans(e.gold)), set(spans(p.labels)))
        for e, p in zip(examples, predictions, strict=True)
    ]
    return _f1(both), _f1([(_bare(a), _bare(b)) for a, b in both]), both


def _f1(both: Iterable[tuple[set[Span], set[Span]]]) -> F1:
    return sum((F1(len(a & b), len(a), len(b)) for a, b in both), F1())


def _bare(found: set[Span]) -> set[Span]:
    return {(start, end, "") for start, end, _ in found}


def chosen(both: Iterable[tuple[set[Span], set[Span]]], labels: Container[str]) -> tuple[F1, F1]:
    """Spans with one of `labels`, whichever; and examples that have such a span."""
    kept = [({s for s in a if s[2] in labels}, {s for s in b if s[2] in labels}) for a, b in both]
    sentences = sum((F1(bool(a) and bool(b), bool(a), bool(b)) for a, b in kept), F1())
    return _f1([(_bare(a), _bare(b)) for a, b in kept]), sentences
