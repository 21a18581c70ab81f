"""hedgerow new and hedgerow format: where a document begins, and the form it is kept in."""

import json
import random
from pathlib import Path

import pytest
from click.testing import CliRunner

from conftest import CASES, ROOT
from hedgerow import read, validate
from hedgerow.canonical import canonical
from hedgerow.cli.format import command as format_command
from hedgerow.cli.new import command as new_command
from hedgerow.segment import segment

GIVEN = ROOT / "annotations/test/putin-peace-talks-2022.json"


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
        ["See No. 5 and p. 12.", "Then stop."],
        ["“We will go.”", "Nobody went."],
        ["“Will you go?” he asked.", "Nobody went."],
        ["He left (why?) in May.", "She stayed."],
        ["He waited … and left.", "She stayed."],
        ["Really?!", "Yes."],
        ["The firm, i.e. the bank, e.g. in Rome, failed.", "It closed."],
        ["J. R. Smith came at 5 p.m. on Monday.", "He left."],
        ["It ended.[1]", "It began."],
        ["maintain its land. has taken by force.", "The end came."],
    ],
)
def test_sentences(parts: list[str]):
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
    doc = read(GIVEN)
    assert segment(doc.text) == [(s.start, s.end) for s in doc.sentences]


def run_new(folder: Path, text: bytes, *options: str):
    (folder / "seeds").mkdir(exist_ok=True)
    seed = folder / "seeds" / "port.txt"
    seed.write_bytes(text)
    return CliRunner().invoke(new_command, [str(seed), *options], standalone_mode=False)


def test_a_draft_lacks_only_decisions(tmp_path: Path):
    out = tmp_path / "annotations" / "train" / "port.json"
    out.parent.mkdir(parents=True)
    text = "The port may “reopen”.\r\nHowever, it could take time.".encode()
    run = run_new(tmp_path, text, "--out", str(out))
    assert run.return_value == 0
    lines = [line.split() for line in run.stdout.splitlines()]
    assert [line[:4] for line in lines] == [
        ["sentence", "start", "end", "word"],
        ["s01", "9", "12", "may"],
        ["s01", "13", "21", "“reopen”"],
        ["s02", "24", "31", "However"],
        ["s02", "36", "41", "could"],
    ]
    doc = read(out)
    assert doc.text.encode() == text
    assert doc.annotation.status == "draft"
    assert [problem.code for problem in validate(out)] == ["V001"] * 4


def test_new_never_overwrites_and_says_what_is_wrong(tmp_path: Path):
    out = tmp_path / "port.json"
    out.write_text("mine", encoding="utf-8")
    assert "never overwritten" in str(run_new(tmp_path, b"A text.", "--out", str(out)).exception)
    assert out.read_text(encoding="utf-8") == "mine"
    for text, code in ((b"", "P002"), (b"caf\xe9", "P003"), (b"\xef\xbb\xbfA", "P004")):
        run = run_new(tmp_path, text, "--out", str(tmp_path / "x" / "port.json"))
        assert (run.return_value, code in run.stdout) == (1, True)


FILES = [
    GIVEN,
    ROOT / "schema/example.json",
    *sorted((CASES / "valid").rglob("annotations/**/*.json")),
]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_canonical_files_stay_as_they_are(path: Path):
    raw = path.read_text(encoding="utf-8")
    assert canonical(json.loads(raw)).text == raw


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_shuffled_documents_come_back(path: Path):
    raw = path.read_text(encoding="utf-8")
    rng = random.Random(3)
    value = json.loads(raw)
    for records in (records for records in value.values() if isinstance(records, list)):
        rng.shuffle(records)
    shuffled = dict(rng.sample(sorted(value.items()), len(value)))
    assert canonical(shuffled).text == raw


def test_a_new_record_gets_the_next_id_and_moves_no_other(example):
    record = {"start": 27, "end": 30, "text": "x", "reason": "literal", "note": None}
    example["rejected"].insert(0, record)
    again = json.loads(canonical(example).text)
    assert [r["id"] for r in again["rejected"]] == ["x02", "x01"]
    assert {k: v for k, v in again.items() if k != "rejected"} == {
        k: v for k, v in example.items() if k != "rejected"
    }


def test_a_repeated_id_is_given_up_by_the_later_record_and_links_follow(example):
    example["mentions"][3]["id"] = "m01"
    example["stances"][1]["target"] = "m01"
    again = json.loads(canonical(example).text)
    assert [m["id"] for m in again["mentions"]] == ["m01", "m02", "m03", "m04"]
    assert again["stances"][1]["target"] == "m04"
    assert again["cues"][0]["holder"] == "m01"


def test_format_command(corpus: Path):
    path = corpus / "annotations/train/example.json"
    raw = path.read_text(encoding="utf-8")
    path.write_text(json.dumps(json.loads(raw)), encoding="utf-8")
    path.chmod(0o640)
    run = CliRunner().invoke(format_command, [str(corpus), "--check"], standalone_mode=False)
    assert (run.return_value, "1 would change" in run.stdout) == (1, True)
    assert path.read_text(encoding="utf-8") != raw
    assert CliRunner().invoke(format_command, [str(path)], standalone_mode=False).return_value == 0
    assert path.read_text(encoding="utf-8") == raw
    assert path.stat().st_mode & 0o777 == 0o640
    path.write_text("{", encoding="utf-8")
    run = CliRunner().invoke(format_command, [str(path)], standalone_mode=False)
    assert (run.return_value, "P005" in run.stdout, path.read_text()) == (1, True, "{")
