"""Problems name the remedy, and one slip is one problem."""

import hashlib
import json
from pathlib import Path

import pytest

from hedgerow import Document, Problem, validate


def problems(corpus: Path, value: dict) -> list[Problem]:
    path = corpus / "annotations/train/example.json"
    path.write_text(json.dumps(value, ensure_ascii=False), encoding="utf-8")
    return validate(path)


def told(found: list[Problem]) -> list[tuple[str, str, str]]:
    return [(problem.code, problem.pointer, problem.suggestion) for problem in found]


POLARITY = "; polarity does not fit the label either"
GRADES = 'write one of "possible", "probable", '


@pytest.mark.parametrize(
    ("cue", "change", "code", "begin", "end"),
    [
        (1, {"certainty": None}, "A001", GRADES, '"'),
        (1, {"certainty": None, "polarity": None}, "A001", GRADES, '"'),
        (
            1,
            {"label": "condition"},
            "A001",
            "write null",
            POLARITY,
        ),
        (
            0,
            {"label": "condition"},
            "A002",
            "write null",
            POLARITY,
        ),
        (0, {"label": "epistemic"}, "A001", GRADES, "; reporting does not fit the label either"),
        (
            2,
            {"label": "attribution"},
            "A001",
            "write null",
            "; reporting does not fit the label either",
        ),
    ],
)
def test_a_wrong_label_or_grade_is_one_problem(
    corpus: Path, example: dict, cue: int, change: dict, code: str, begin: str, end: str
):
    example["cues"][cue].update(change)
    (problem,) = problems(corpus, example)
    assert (problem.code, problem.suggestion[: len(begin)]) == (code, begin)
    assert problem.suggestion.endswith(end)


@pytest.mark.parametrize(
    ("pointer", "value", "code", "suggestion"),
    [
        ("cues/0/start", "13", "S003", "write 13"),
        ("cues/0/start", "here", "S003", "write a whole number"),
        ("cues/0/start", 13.5, "S003", "write a whole number"),
        ("cues/0/negated", "False", "S003", "write false"),
        ("cues/0/negated", 0, "S003", "write true or false"),
        ("cues/0/note", 3, "S003", 'write "3"'),
        ("cues/0/scope", [], "S003", "write an object or null"),
        ("cues/0/note", "", "S006", "write at least 1 character or null"),
        ("cues/0/start", -1, "S006", "write at least 0"),
        ("sentences", [], "S006", "write at least 1 record"),
        ("id", "a" * 101, "S006", "write at most 100 characters"),
        ("cues/0/label", "volition", "S004", '"volition" is a label of stances: is the record in'),
        ("stances/0/label", "epistemic", "S004", '"epistemic" is a label of cues: is the record'),
        ("rejected/0/reason", "contrat", "S004", 'did you mean "contrast"?'),
    ],
)
def test_the_schema_s_remedies(
    corpus: Path, example: dict, pointer: str, value: object, code: str, suggestion: str
):
    *parents, last = pointer.split("/")
    node = example
    for step in parents:
        node = node[int(step)] if step.isdigit() else node[step]
    node[last] = value
    (problem,) = [p for p in problems(corpus, example) if p.code.startswith("S")]
    assert (problem.code, problem.suggestion[: len(suggestion)]) == (code, suggestion)


def test_an_unknown_key_is_no_slip_for_a_key_that_is_there(corpus: Path, example: dict):
    example["cues"][0]["extra"] = 1
    (problem,) = problems(corpus, example)
    assert (problem.code, problem.suggestion) == ("S002", 'delete "extra"')


def test_a_broken_link_names_what_it_could_mean(corpus: Path, example: dict):
    example["stances"][0]["target"] = "m09"
    example["relations"][0]["target"] = "c99"
    example["relations"][1]["source"] = "c98"
    example["relations"].append(
        {"id": "r03", "label": "conditions", "source": "c97", "target": "c96"}
    )
    assert told(problems(corpus, example)) == [
        (
            "L002",
            "/stances/0/target",
            'in this sentence are m02 "some allies", m03 "talks"; write implicit if none of its '
            "mentions is meant, or add the mention",
        ),
        (
            "L002",
            "/relations/0/target",
            'in this sentence are c01 "claimed", c03 "potentially"; or remove the relation',
        ),
        (
            "L002",
            "/relations/1/source",
            'in this sentence are c04 "some", c05 "if", c06 "“truce”", c07 "likely"; or remove '
            "the relation",
        ),
        ("L002", "/relations/2/source", "or remove the relation"),
        ("L002", "/relations/2/target", "or remove the relation"),
        ("L004", "/mentions/2/id", ""),
    ]


def test_line_ends_of_the_seed(corpus: Path, example: dict):
    seed = corpus / example["source"]["path"]
    seed.write_bytes(seed.read_bytes().replace(b"reopen. ", b"reopen.\n"))
    example["text"] = example["text"].replace("reopen. ", "reopen.\n")
    digest = hashlib.sha256(seed.read_bytes()).hexdigest()
    (problem,) = problems(corpus, example)
    assert problem.code == "T003"
    assert digest in problem.message
    assert example["source"]["sha256"] in problem.message
    assert problem.suggestion == f"the text is that of the seed: write {digest}"
    seed.write_bytes(seed.read_bytes().replace(b"\n", b"\r\n"))
    (problem,) = problems(corpus, example)
    assert (problem.code, "only line ends differ" in problem.suggestion) == ("T003", True)
    example["source"]["sha256"] = hashlib.sha256(seed.read_bytes()).hexdigest()
    (problem,) = [p for p in problems(corpus, example) if p.code != "T005"]
    assert (problem.code, "only line ends differ" in problem.suggestion) == ("T004", True)
    seed.write_bytes(b"The ministers claimed nothing.")
    (problem,) = [p for p in problems(corpus, example) if p.code != "T005"]
    assert (problem.code, "hedgerow reanchor" in problem.suggestion) == ("T003", True)


def test_a_seed_that_is_not_there(corpus: Path, example: dict):
    example["source"]["path"] = "seeds/elsewhere/other.txt"
    (problem,) = problems(corpus, example)
    assert (problem.code, problem.suggestion) == ("T002", "put the text there, byte for byte")


QUOTED = "The minister said that “we want talks and nothing else” was true."


@pytest.mark.parametrize(
    ("text", "holder", "cue", "mode", "suggestion"),
    [
        (QUOTED, "m01", "attribution", "reported", "write quoted"),
        (QUOTED, "m01", None, "reported", "write quoted"),
        (QUOTED, "m01", "attribution", "quoted", None),
        (QUOTED, "m01", "distancing", "reported", None),  # scare quotes
        (QUOTED, "m01", "distancing", "quoted", None),
        (QUOTED, "implicit", "attribution", "reported", None),
        (QUOTED, "author", "distancing", "own", None),
        (QUOTED.replace("“", "").replace("”", ""), "m01", None, "reported", None),
        (QUOTED.replace("“", "").replace("”", ""), "m01", None, "quoted", "write reported"),
    ],
)
def test_mode_and_quotation_marks(example: dict, text, holder, cue, mode, suggestion):
    """Rule R16 both ways; A011 is the only problem that may come of it."""
    start, end = text.find("“"), text.find("”") + 1
    stance = {**example["stances"][0], "holder": holder, "mode": mode, "target": "implicit"}
    stance |= {"topic": "talks", **span(text, "want")}
    quotation = {**example["cues"][5], "label": cue, "start": start, "end": end}
    quotation |= {"text": text[start:end], "scope": span(text, text[start:end])}
    if cue == "attribution":
        quotation |= {"holder": "m01", "reporting": "acknowledge", "polarity": "positive"}
    value = example | {
        "text": text,
        "sentences": [{"id": "s01", "start": 0, "end": len(text), "uncertain": None}],
        "cues": [quotation] if cue else [],
        "stances": [stance],
        "mentions": [{"id": "m01", **span(text, "The minister"), "entity": "minister"}],
        "relations": [],
        "rejected": [],
    }
    found = validate(Document.from_dict(value), select="A")
    expected = [] if suggestion is None else [("A011", "/stances/0/mode", suggestion)]
    assert told(found) == expected


def span(text: str, part: str) -> dict:
    start = text.index(part)
    return {"start": start, "end": start + len(part), "text": part}
