"""Offsets against the text, sentences against each other (T006 to T013)."""

from __future__ import annotations

from collections.abc import Iterator

from hedgerow.index import Index, SpanLike
from hedgerow.problems import Problem


def offsets(index: Index) -> Iterator[Problem]:
    """Every span lies in the text and covers the text it stores."""
    text = index.document.text
    for pointer, span, stored in index.spans():
        if not 0 <= span.start < span.end <= len(text):
            yield Problem(
                code="T006",
                message=f"{span.start} to {span.end} is no span of {len(text)} characters",
                pointer=f"{pointer}/start",
                suggestion=_moved(text, span, stored) if stored else "",
            )
        elif stored is not None and text[span.start : span.end] != stored:
            yield Problem(
                code="T007",
                message=f"the span stores {quote(stored)}, but characters {span.start} to "
                f"{span.end} of the text are {quote(text[span.start : span.end])}",
                pointer=f"{pointer}/start",
                suggestion=_moved(text, span, stored),
            )


def edges(index: Index) -> Iterator[Problem]:
    """No span begins or ends with white space or inside a word.

    The words of a foreign document are its source's, not ours.
    """
    text = index.document.text
    for pointer, span, _ in index.spans():
        if not 0 <= span.start < span.end <= len(text):
            continue
        covered = text[span.start : span.end]
        if covered != covered.strip():
            start = span.start + len(covered) - len(covered.lstrip())
            end = span.start + len(covered.rstrip())
            yield Problem(
                code="T008",
                message=f"{quote(covered)} has white space at its edge",
                pointer=f"{pointer}/start",
                suggestion=f"set start to {start} and end to {end}" if start < end else "",
            )
            continue
        if index.document.foreign:
            continue
        for key, offset in (("start", span.start), ("end", span.end)):
            if offset not in index.token_starts and offset not in index.token_ends:
                word = text[max(0, offset - 12) : offset] + "|" + text[offset : offset + 12]
                yield Problem(
                    code="T009",
                    message=f"{key} {offset} is inside a word: {quote(word)}",
                    pointer=f"{pointer}/{key}",
                    suggestion=f"the nearest word edge is {_nearest(index, offset)}",
                )


def sentence_order(index: Index) -> Iterator[Problem]:
    """Sentences are sorted and disjoint, their ids count on, only white space is between."""
    doc = index.document
    previous = 0
    for i, sentence in enumerate(doc.sentences):
        if sentence.start < previous:
            yield Problem(
                code="T010",
                message=f"{sentence.id} starts at {sentence.start}, before {previous}, where the "
                "one before it ends",
                pointer=f"/sentences/{i}/start",
            )
        elif gap := doc.text[previous : sentence.start].strip():
            yield _gap(gap, i)
        previous = max(previous, sentence.end)
        expected = f"s{i + 1:02d}"
        if sentence.id != expected:
            yield Problem(
                code="T011",
                message=f"{sentence.id} is sentence number {i + 1}",
                pointer=f"/sentences/{i}/id",
                suggestion=f"write {expected}",
            )
    if gap := doc.text[previous:].strip():
        yield _gap(gap, len(doc.sentences) - 1)


def one_sentence(index: Index) -> Iterator[Problem]:
    """Every span of a record lies in a single sentence."""
    for pointer, span, stored in index.spans():
        if stored is not None and index.sentence(span) is None:
            yield Problem(
                code="T013",
                message=f"{quote(stored)} is not inside one sentence",
                pointer=f"{pointer}/start",
            )


def quote(text: str, limit: int = 60) -> str:
    """A text in double quotes for a message, shortened in the middle, escapes visible."""
    if len(text) > limit:
        text = f"{text[: limit // 2]} … {text[-limit // 2 :]}"
    return '"' + "".join(c if c.isprintable() else ascii(c)[1:-1] for c in text) + '"'


def _gap(gap: str, index: int) -> Problem:
    return Problem(
        code="T012",
        message=f"{quote(gap)} belongs to no sentence",
        pointer=f"/sentences/{index}/start",
    )


def _moved(text: str, span: SpanLike, stored: str) -> str:
    """Where the stored text really stands, nearest to where the span looked for it."""
    starts: list[int] = []
    found = text.find(stored)
    while found >= 0:
        starts.append(found)
        found = text.find(stored, found + 1)
    if not starts:
        return f"{quote(stored)} does not occur in the text: correct the stored text"
    start = min(starts, key=lambda s: abs(s - span.start))
    end = start + len(stored)
    return f"{quote(stored)} stands at {start} to {end}: set start to {start} and end to {end}"


def _nearest(index: Index, offset: int) -> int:
    edges = index.token_starts | index.token_ends
    return min(edges, key=lambda edge: (abs(edge - offset), edge))


SPAN_CHECKS = (offsets,)
SENTENCE_CHECKS = (edges, sentence_order, one_sentence)
