"""Hypothesis strategies: two annotations of one small text, with every trigger word decided."""

import copy
import json
from dataclasses import dataclass

from hypothesis import strategies as st

from conftest import ROOT
from hedgerow import schema
from hedgerow.document import Cue, Document, Mention, Rejected, Sentence, Span, Stance
from hedgerow.index import Index, inside

WORDS = "may could said if some However the ministry peace talks is wants “truce” non-party".split()
EXAMPLE = json.loads((ROOT / "schema" / "example.json").read_text(encoding="utf-8"))
LAYERS = ("cues", "stances", "mentions", "rejected")
Range = tuple[int, int]


@dataclass(frozen=True)
class Text:
    """A text with its sentences, each a list of words, as offsets."""

    text: str
    sentences: list[list[Range]]


@st.composite
def texts(draw) -> Text:
    """One to four sentences of two to eight words."""
    text, sentences = "", []
    words_of_a_sentence = st.lists(st.sampled_from(WORDS), min_size=2, max_size=8)
    for words in draw(st.lists(words_of_a_sentence, min_size=1, max_size=4)):
        ranges = []
        for word in words:
            text += " " if text else ""
            ranges.append((len(text), len(text) + len(word)))
            text += word
        sentences.append(ranges)
        text += "."
    return Text(text, sentences)


def runs(words: list[Range]):
    """A stretch of whole words of one sentence."""
    ends = st.tuples(st.sampled_from(words), st.sampled_from(words))
    return ends.map(lambda pair: (min(pair)[0], max(pair)[1]))


@st.composite
def annotations(draw, text: Text) -> Document:
    """Cues that share no character, and stances and mentions that may."""
    empty = {layer: [] for layer in (*LAYERS, "relations", "sentences")}
    document = Document.from_dict({**copy.deepcopy(EXAMPLE), **empty, "text": text.text})
    for words in text.sentences:
        number = len(document.sentences) + 1
        end = words[-1][1] + 1
        document.sentences.append(Sentence(f"s{number:02d}", words[0][0], end, None))
        for start, stop in draw(st.lists(runs(words), max_size=2)):
            name = f"m{len(document.mentions) + 1:02d}"
            document.mentions.append(Mention(name, start, stop, text.text[start:stop], "x"))
        for place in draw(disjoint(words)):
            document.cues.append(draw(cues(document, words, place)))
        for place in draw(st.lists(runs(words), max_size=2)):
            document.stances.append(draw(stances(document, place)))
    decide_the_rest(document)
    return document


@st.composite
def disjoint(draw, words: list[Range]) -> list[Range]:
    """Stretches of words that share none: every word begins one, continues one or is outside."""
    places: list[Range] = []
    behind = -1  # where the stretch ends that may go on
    tags = draw(st.lists(st.sampled_from("OOBI"), min_size=len(words), max_size=len(words)))
    for (start, end), tag in zip(words, tags, strict=True):
        if tag == "I" and places and behind == places[-1][1]:
            places[-1] = (places[-1][0], end)
        elif tag != "O":
            places.append((start, end))
        behind = end if tag != "O" else -1
    return places


@st.composite
def cues(draw, document: Document, words: list[Range], place: Range) -> Cue:
    other = draw(st.none() | runs(words))
    scope = None
    if other:
        start, end = min(place[0], other[0]), max(place[1], other[1])
        scope = Span(start, end, document.text[start:end])
    return Cue(
        id=f"c{len(document.cues) + 1:02d}",
        label=draw(st.sampled_from(schema.names("cue"))),
        start=place[0],
        end=place[1],
        text=document.text[slice(*place)],
        scope=scope,
        holder=draw(holders(document)),
        certainty=draw(st.sampled_from([None, "possible", "probable"])),
        polarity=draw(st.sampled_from([None, "positive", "negative"])),
        reporting=None,
        negated=draw(st.booleans()),
        confidence="high",
        note=None,
    )


@st.composite
def stances(draw, document: Document, place: Range) -> Stance:
    return Stance(
        id=f"e{len(document.stances) + 1:02d}",
        label=draw(st.sampled_from(schema.names("stance"))),
        start=place[0],
        end=place[1],
        text=document.text[slice(*place)],
        holder=draw(holders(document)),
        target=draw(holders(document).filter(lambda link: link != "author")),
        topic=None,
        polarity=draw(st.sampled_from(["positive", "negative"])),
        intensity="medium",
        explicit=True,
        mode="own",
        negated=False,
        confidence="high",
        note=None,
    )


def holders(document: Document):
    return st.sampled_from(["author", "implicit", *(m.id for m in document.mentions)])


def decide_the_rest(document: Document) -> None:
    """Reject every trigger word that no cue or stance contains."""
    for occurrence in Index(document).occurrences:
        if not any(inside(occurrence, r) for r in (*document.cues, *document.stances)):
            name = f"x{len(document.rejected) + 1:02d}"
            words = document.text[occurrence.start : occurrence.end]
            document.rejected.append(
                Rejected(name, occurrence.start, occurrence.end, words, "other", None)
            )


@st.composite
def pairs(draw) -> tuple[Document, Document]:
    """Two annotations of the same text."""
    text = draw(texts())
    return draw(annotations(text)), draw(annotations(text))


def shuffled(draw, document: Document) -> Document:
    """The same records in another order."""
    other = copy.deepcopy(document)
    for layer in LAYERS:
        setattr(other, layer, draw(st.permutations(getattr(other, layer))))
    return other
