"""Noun phrases and clauses beside a word, by rule: runs of words between grammatical ones."""

from __future__ import annotations

from collections.abc import Sequence

Tokens = tuple[int, int]

_AUXILIARIES = frozenset(
    """
    is are was were be been being am has have had having do does did done will would shall should
    can could may might must ought not n't never also still already often even just only now then
    to so long always once again ever both all 's 've 're 'd 'll
    """.split()
)
_BREAKS = frozenset(
    """
    and or but nor yet so that which who whom whose what when where why how if unless whether
    because since although though while whereas as than until till before after in on at by for with
    from to into onto over under between among during through against about within without toward
    towards upon per via is are was were be been being am has have had do does did will would shall
    should can could may might must ought not n't 's
    """.split()
)
_RELATIVES = frozenset({"who", "which", "that"})
_OPENERS = frozenset("the a an this these those its his her their our my your some any no".split())
_PRONOUNS = frozenset("he she they it we i you this that those these nobody everyone".split())
_STOPS = frozenset('.,;:!?()[]—–…"“”‘’')
_ATTACHING = frozenset("of in at from for on with to under".split())
_COPULAS = frozenset("is are was were be been 's 're 'm am".split())
_LONGEST = 9
_NEAR = 4
_CLAUSE = 25


def before(words: Sequence[str], at: int) -> Tokens | None:
    """The noun phrase that a verb or adjective at `at` has before it, auxiliaries skipped."""
    end = at
    while end > 0 and (words[end - 1] in _AUXILIARIES or words[end - 1].endswith("ly")):
        end -= 1
    if end > 0 and words[end - 1] in _RELATIVES:
        end -= 1
        if end > 0 and words[end - 1] == ",":
            end -= 1
    start = end
    while start > 0 and end - start < _LONGEST and _nominal(words[start - 1]):
        start -= 1
        if words[start] in _OPENERS or words[start] in _PRONOUNS:
            break
    return _phrase(words, start, end)


def after(words: Sequence[str], at: int) -> Tokens | None:
    """The noun phrase that begins at `at`."""
    end = at
    while end < len(words) and end - at < _LONGEST and _nominal(words[end]):
        end += 1
        if words[end - 1] in _PRONOUNS:
            break
    return _phrase(words, at, end)


def clause(words: Sequence[str], at: int) -> Tokens | None:
    """The words from `at` to the next punctuation mark."""
    end = at
    while end < len(words) and end - at < _CLAUSE and words[end] not in _STOPS:
        end += 1
    return _phrase(words, at, end)


def _nominal(word: str) -> bool:
    return word not in _BREAKS and any(map(str.isalnum, word))


def _phrase(words: Sequence[str], start: int, end: int) -> Tokens | None:
    """The phrase without *of* at its edges; None if nothing is left or only an article."""
    while start < end and words[start] == "of":
        start += 1
    while start < end and words[end - 1] == "of":
        end -= 1
    if start == end or (end - start == 1 and words[start] in _OPENERS - _PRONOUNS):
        return None
    return start, end


def nominal_at(words: Sequence[str], at: int) -> bool:
    """Whether a noun may stand at `at`."""
    return at < len(words) and _nominal(words[at]) and words[at] not in _OPENERS | _PRONOUNS


def source(words: Sequence[str], at: int) -> Tokens | None:
    """The noun phrase before a verb at `at` with what it is attached to: *officials in Lagos*.

    A phrase behind a preposition is none that anybody says or wants something in, so that the head
    before it is taken in too, if there is one in the same clause.
    """
    found = before(words, at)
    while found and found[0] > 0 and words[found[0] - 1] in _ATTACHING:
        head = before(words, found[0] - 1)
        if head is None or head[1] != found[0] - 1:
            break
        found = head[0], found[1]
    return found


def opened(words: Sequence[str], at: int) -> int:
    """Where the noun phrase begins that a word at `at` is in: its article, if one is near."""
    for start in range(at - 1, max(-1, at - _NEAR), -1):
        if words[start] in _OPENERS:
            return start
        if not _nominal(words[start]):
            break
    return at


def subject_of_copula(words: Sequence[str], at: int) -> Tokens | None:
    """What a noun phrase that begins at `at` is predicated of: *x* in *x was a blunder*."""
    return before(words, at) if at > 0 and words[at - 1] in _COPULAS else None
