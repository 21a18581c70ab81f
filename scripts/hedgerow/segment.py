"""Sentences of English text.

The segmenter is small and careful. Where English leaves it open whether a full stop ends a
sentence, it rather joins two sentences than cuts one, since no span may cross a cut.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from hedgerow.tokens import Range

# Before a name or an explanation: a sentence never ends here.
_JOINING = frozenset(
    """
    Mr Mrs Ms Dr Prof Rev Hon Gen Lt Col Sgt Capt Cmdr Adm Maj Gov Sen Rep Pres Messrs Mme Mt Ft
    Brig Supt Insp Amb vs cf viz e.g i.e E.g I.e approx ca
    """.split()
)
# Before a number.
_NUMBERED = frozenset("no nos p pp art arts sec secs fig figs ch vol para paras eq".split())
# May stand at the end of a sentence or within it; so may U.S., p.m. and initials.
_OPEN = frozenset(
    """
    St Inc Ltd Co Corp Bros Jr Sr al Ave Blvd Rd Dept Univ Assn Jan Feb Mar Apr Jun Jul Aug Sep
    Sept Oct Nov Dec
    """.split()
)
# After those, only a capitalised word of this list starts a new sentence.
_STARTERS = frozenset(
    """
    The A An This That These Those It He She They We You I There Here But And Or So Yet Nor In
    On At By For From With Without To As If When While After Before Since Because Although
    Though However Despite Its His Her Their Our My Your What Who Why How Where Some Many Most
    Several Both Each Every Not Nobody Now Then Yesterday Meanwhile Still Even Only Also Instead
    Moreover During Until Unless Once According Such Another Any Nothing Neither Perhaps Maybe
    """.split()
)
_REPORTED = re.compile(
    r"(?:[A-Z][\w’'-]*\.?\s+){1,4}"
    r"(?:said|says|asked|asks|replied|wrote|added|told|shouted|cried|demanded|wondered|answered)\b"
)
_STOP = re.compile(r"(?<![.!?…])([.!?…]+)([\"'”’»)\]*_]*)(?:\[[0-9]{1,3}\])*(?=\s)")
_OPENERS = "\"'“‘«([{*_"
_BEFORE_STOP = re.compile(r"[^\W\d_]+(?:\.[^\W\d_]+)*$|\w+$")
_DOTTED = re.compile(r"[A-Za-z](?:\.[A-Za-z])*|Ph\.D")
_BULLET = re.compile(r"[•◦▪‣·*]\s|#{1,6}\s")
_MARKER = re.compile(r"[-–—]\s|\(?(?:[0-9]{1,3}|[A-Za-z]|[ivx]{2,4})[.)]\s")


def segment(text: str) -> list[Range]:
    """Sentences as half-open ranges of code points, in order, without white space at the edges."""
    sentences: list[Range] = []
    for start, end in _blocks(text):
        first = start
        for stop in _STOP.finditer(text, start, end):
            if _ends_sentence(text, first, stop, end):
                sentences.append((first, stop.end()))
                first = _skip_space(text, stop.end())
        sentences.append((first, end))
    return sentences


def _skip_space(text: str, offset: int) -> int:
    while text[offset].isspace():
        offset += 1
    return offset


def _blocks(text: str) -> Iterator[Range]:
    """Ranges that no sentence crosses: paragraphs, list items, headings."""
    paragraphs = list(_paragraphs(text))
    # Where no line ever goes on in lower case, each line is a paragraph.
    wrapped = any(text[b[0]].islower() for lines in paragraphs for _, b in pairwise(lines))
    for lines in paragraphs:
        width = max(end - start for start, end in lines)
        first = lines[0][0]
        for (start, end), (next_start, next_end) in pairwise(lines):
            tail = text[next_start:next_end]
            room = width - (end - start) > len(tail.split(maxsplit=1)[0])
            if _line_ends(text[start:end], tail + " ", room or not wrapped):
                yield first, end
                first = next_start
        yield first, lines[-1][1]


def _paragraphs(text: str) -> Iterator[list[Range]]:
    """Lines between blank lines, each without white space at its edges."""
    lines: list[Range] = []
    offset = 0
    for line in text.splitlines(keepends=True):
        content = line.strip()
        if content:
            start = offset + len(line) - len(line.lstrip())
            lines.append((start, start + len(content)))
        elif lines:
            yield lines
            lines = []
        offset += len(line)
    if lines:
        yield lines


def _line_ends(head: str, tail: str, deliberate: bool) -> bool:
    """Whether the break between two lines ends a sentence even without a full stop.

    `deliberate`: the next word would have fitted, so that the break is no mere wrapping.
    """
    if _BULLET.match(tail) or re.match(r"#{1,6}\s", head):
        return True
    if _MARKER.match(tail):
        return deliberate or head[-1] in ".!?…:;" or bool(_MARKER.match(head))
    return deliberate and not tail.lstrip(_OPENERS)[:1].islower() and head[-1] not in ",;-–—"


def _ends_sentence(text: str, first: int, stop: re.Match[str], end: int) -> bool:
    """Whether the stop ends the sentence that began at `first`."""
    after = _skip_space(text, stop.end())
    following = text[after : min(end, after + 100)].lstrip(_OPENERS)
    if not following or following[0].islower() or following[0] in ".,;:!?…-–—)]”":
        return False
    mark, closers = stop.groups()
    if mark[0] in "!?" and ")" in closers:
        bracket = text.rfind("(", first, stop.start())
        return bracket in (-1, first)  # else an aside: he left (why?) Moscow
    word = re.match(r"(\w+)(\.?)", following)
    initial = word is not None and len(word[1]) == 1 and bool(word[2])
    starter = word is not None and word[1] in _STARTERS and not initial
    if mark[0] in "!?…" and closers:
        return starter or not _REPORTED.match(following)
    if mark != ".":
        return True
    return _full_stop_ends(text, first, stop.start(), following, starter)


def _full_stop_ends(text: str, first: int, at: int, following: str, starter: bool) -> bool:
    """Whether the single full stop at `at` is more than the point of an abbreviation."""
    if _MARKER.fullmatch(text[first : min(at + 2, first + 10)]):
        return False
    before = text[max(first, at - 40) : at]
    match = _BEFORE_STOP.search(before)
    if match is None:
        return True
    word = match.group()
    if word in _JOINING:
        return False
    if word.lower() in _NUMBERED and following[0].isdigit():
        return False
    pronoun = word == "I" and re.search(r"[a-z]\s+I$", before)
    if word in _OPEN or (_DOTTED.fullmatch(word) and not pronoun):
        return starter
    return True
