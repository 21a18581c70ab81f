"""The segmenter on what English makes hard."""

import pytest

from conftest import ROOT
from hedgerow import read
from hedgerow.segment import segment


def sentences(text: str) -> list[str]:
    return [text[start:end] for start, end in segment(text)]


@pytest.mark.parametrize(
    "parts",
    [
        ["It rained.", "It stopped."],
        ["Mr. Smith met Dr. Jones.", "They spoke."],
        ["The U.S. Senate voted.", "It failed."],
        ["He lives in the U.S.", "He likes it."],
        ["It cost 2.5 million.", "Nobody paid."],
        ["“We will go.”", "Nobody went."],
        ["He waited … and left.", "She stayed."],
        ["Really?!", "Yes."],
        ["The firm, i.e. the bank, e.g. in Rome, failed.", "It closed."],
        ["J. R. Smith came at 5 p.m. on Monday.", "He left."],
        ["It ended.[1]", "It began."],
        ["maintain its land. has taken by force.", "The end came."],
        ["He lives in Washington, D.C.", "The rest is unclear."],
        ["George W. Bush met J. R. R. Tolkien and J. A. Smith.", "So did I.", "Putin agreed."],
        ["Read No. 5 today.", "Was it No?", "No.", "I do not think so."],
        ["St. Petersburg is on St. James St.", "The shop is closed."],
        ["Acme Inc. declined.", "It was bought by Acme Ltd.", "The price fell."],
        ["In Jan. 2022 it fell.", "By Feb. 3 it rose."],
        ["Smith et al. (2004) found it.", "See Fig. 3, vol. 7 and pp. 12–14.", "15 people died."],
        ["It was over…", "Nobody came."],
        ["He waited . . . and left . . .", "Nobody came."],
        ["He waited....", "Nobody came."],
        ["He came. [...]", "Then he left."],
        ["(He left.)", "She stayed.", "(Why?)", "Nobody knows."],
        ["He asked (why not?) Putin himself.", "He left (in May).", "She stayed."],
        ["He said “It is over.”", "Then he left."],
        ['He said "It is over."', '"Is it?"', "It is."],
        ["He cried ‘No!’", "Then it was over."],
        ["“Why now?” Zelensky asked.", "“Yes!”", "He left."],
        ["“Why now?” the minister asked.", "Nobody knew."],
        ["It fell by .5 percent, to $1.25.", "€6 was paid in 2014.", "15 people came."],
        ["Yahoo.com and U.S.-led forces, e.g. the 7th, met the U.S. 7th Fleet.", "It left."],
        ["He has a Ph.D. from Yale.", "Dr. No met Gen. An.", "It ended."],
        ["1. Open the door.", "2. Close it."],
        ["**It is over.**", "*Really?*", "Yes."],
        ["Article 5 Since Ukraine was no party, it failed.", "It ended."],
        ["It began at 9 a.m. Moscow time and ended at 5 p.m.", "Then they left."],
    ],
)
def test_sentences_in_a_row(parts: list[str]):
    assert sentences(" ".join(parts)) == parts


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A heading\n\nThe text.", ["A heading", "The text."]),
        ("- one thing\n- another thing\n", ["- one thing", "- another thing"]),
        ("A line that is\nwrapped here. And on.", ["A line that is\nwrapped here.", "And on."]),
        ("One.\r\n\r\nTwo.\r\n", ["One.", "Two."]),
        ("  Blanks around.  ", ["Blanks around."]),
    ],
)
def test_blocks(text: str, expected: list[str]):
    assert sentences(text) == expected


def test_the_given_text_has_the_sentences_of_its_annotation():
    doc = read(ROOT / "annotations/test/putin-peace-talks-2022.json")
    assert segment(doc.text) == [(s.start, s.end) for s in doc.sentences]


@pytest.mark.parametrize(
    "parts",
    [
        ["Talks stall", "The talks began.", "They went on."],
        ["# Talks stall", "The talks began. They went on, in the old\ncity of the north."],
        ["Points:", "- one thing", "- another", "(a) a third", "2. a fourth", "• a fifth"],
        ["By John Smith", "Kyiv, 3 March", "It rained."],
    ],
)
def test_lines_that_end_sentences(parts: list[str]):
    text = "\n".join(parts)
    expected = [
        sentence for part in parts for sentence in part.replace(". They", ".|They").split("|")
    ]
    assert sentences(text) == expected


def test_wrapped_lines_do_not():
    text = (
        "The negotiators met in the old palace of the city of Istanbul on\n"
        "Tuesday. The mediator said that the ministers of both sides – so\n"
        "– she added – had been told by the\n"
        "foreign ministers of Turkey and the United Nations to wait for\n"
        "Monday.\n"
    )
    assert [sentence.split()[0] for sentence in sentences(text)] == ["The", "The"]


@pytest.mark.parametrize("piece", [".", "a. ", "A. ", "(why?) A ", "x\n", ".)", "“?” A ", "- x\n"])
def test_no_text_takes_long(piece: str):
    segment(piece * (100_000 // len(piece)))
