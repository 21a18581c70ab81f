"""A sentence with its annotation below it, for terminals and plain text.

A thick line is a cue or a stance expression, a thin line the rest of a cue's scope.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from hedgerow.document import Cue, Rejected, Sentence, Stance
from hedgerow.index import Index, SpanLike, inside
from hedgerow.report.text import printable

THICK, THIN = "━", "─"


@dataclass(frozen=True, slots=True)
class Bar:
    """A record as it is drawn: where its line is thick, how far it runs, what it says."""

    thick: tuple[int, int]
    whole: tuple[int, int]
    caption: str


def render_sentence(
    index: Index, sentence: Sentence, width: int = 100, rejected: bool = False
) -> Iterator[str]:
    """Lines of one sentence: its text, folded at `width`, and below each line the records in it."""
    bars = list(_bars(index, sentence, rejected))
    place = sentence.start, sentence.end
    return underlined(index.document.text, place, bars, f"{sentence.id} ", width)


def terminal_width() -> int:
    """A width at which sentences fit into the terminal, with their ids."""
    return max(40, shutil.get_terminal_size().columns - 6)


def underlined(
    text: str, place: tuple[int, int], bars: Sequence[Bar], lead: str = "", width: int = 100
) -> Iterator[str]:
    """Lines of the text from one offset to another, behind a `lead`, with bars below them."""
    margin = " " * len(lead)
    for start, end in _fold(text, place, width):
        yield lead + _flat(text[start:end])
        lead = margin
        for bar in bars:
            if bar.whole[0] < end and start < bar.whole[1]:
                line = "".join(_stroke(bar, i) for i in range(start, end)).rstrip()
                caption = f" {bar.caption}" if bar.whole[1] <= end else ""
                yield f"{margin}{line}{caption}"


def _fold(text: str, place: tuple[int, int], width: int) -> Iterator[tuple[int, int]]:
    """Offsets of the lines a sentence is folded into, broken after white space."""
    start = end = place[0]
    for word in re.finditer(r"\S+\s*", text[place[0] : place[1]]):
        word_end = place[0] + word.end()
        if end > start and word_end - start > width:
            yield start, end
            start = end
        end = word_end
    yield start, end


def _flat(text: str) -> str:
    """One printable character for every code point, so that the bars stand where they belong."""
    return "".join(
        char if len(printable(char)) == 1 and char.isprintable() else " " for char in text
    )


def _stroke(bar: Bar, offset: int) -> str:
    if bar.thick[0] <= offset < bar.thick[1]:
        return THICK
    return THIN if bar.whole[0] <= offset < bar.whole[1] else " "


def _bars(index: Index, sentence: Sentence, rejected: bool) -> Iterator[Bar]:
    doc = index.document
    records: list[Cue | Stance | Rejected] = [*doc.cues, *doc.stances]
    records += doc.rejected if rejected else []
    here = [record for record in records if inside(record, sentence)]
    for record in sorted(here, key=lambda r: (r.start, r.end)):
        thick = (record.start, record.end)
        whole: SpanLike = record
        if isinstance(record, Cue):
            whole = record.scope or record
        yield Bar(
            thick, (whole.start, whole.end), printable(f"{record.id} {caption(index, record)}")
        )


def caption(index: Index, record: Cue | Stance | Rejected) -> str:
    """What a record says in a line: label, values, holder, target."""
    if isinstance(record, Rejected):
        return f"rejected: {record.reason}"
    words = [record.label]
    if isinstance(record, Cue):
        words += [value for value in (record.certainty, record.reporting) if value]
        words += ["negative"] if record.polarity == "negative" else []
    else:
        words.append(record.polarity)
    words += ["negated"] if record.negated else []
    caption = f"{' '.join(words)}, {_who(index, record.holder)}"
    if isinstance(record, Stance):
        caption += f" → {record.topic or _who(index, record.target)}"
    return caption


def _who(index: Index, link: str) -> str:
    mention = index.mentions.get(link)
    return mention.entity if mention else link
