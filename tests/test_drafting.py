"""hedgerow new: where a document begins."""

import hashlib
from pathlib import Path

from click.testing import CliRunner
from hypothesis import example, given, settings
from hypothesis import strategies as st

from hedgerow import read, validate
from hedgerow.checks import check_document
from hedgerow.cli.new import command
from hedgerow.document import Source
from hedgerow.draft import candidates, draft
from hedgerow.index import Index
from hedgerow.structure import check_structure


def run_new(folder: Path, text: bytes, *options: str):
    (folder / "seeds").mkdir(exist_ok=True)
    seed = folder / "seeds" / "port.txt"
    seed.write_bytes(text)
    return CliRunner().invoke(command, [str(seed), *options], standalone_mode=False)


def test_a_draft_lacks_only_decisions(tmp_path: Path):
    out = tmp_path / "annotations" / "train" / "port.json"
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
    assert [problem.code for problem in validate(out, ignore="C009")] == [
        *["W005"] * 4,
        "C010",
    ]


def test_new_never_overwrites_and_says_what_is_wrong(tmp_path: Path):
    out = tmp_path / "port.json"
    out.write_text("mine", encoding="utf-8")
    assert "never overwritten" in str(run_new(tmp_path, b"A text.", "--out", str(out)).exception)
    assert out.read_text(encoding="utf-8") == "mine"
    for text, code in ((b"", "P002"), (b"caf\xe9", "P003"), (b"\xef\xbb\xbfA", "P004")):
        run = run_new(tmp_path, text, "--out", str(tmp_path / "x" / "port.json"))
        assert (run.return_value, code in run.stdout) == (1, True)
    assert not (tmp_path / "x").exists()
    file = tmp_path / "file"
    file.touch()
    run = run_new(tmp_path, b"A text.", "--out", str(file / "port.json"))
    assert "cannot create" in str(run.exception)


def test_new_prints_the_entry_that_the_index_lacks(tmp_path: Path):
    out = tmp_path / "drafts" / "port.json"
    run = run_new(tmp_path, b"A text.", "--out", str(out), "--genre", "opinion")
    assert "fill in under source: provenance, licence, topic\n" in run.stderr
    assert "status: single, double (two independent passes) or adjudicated" in run.stderr
    pasted = run.stderr.split("the same as source:\n")[1]
    index = tmp_path / "seeds" / "index.json"
    index.write_text(f"{{{pasted}}}", encoding="utf-8")
    assert validate(out) == []
    out.unlink()
    assert "index.json" not in run_new(tmp_path, b"A text.", "--out", str(out)).stderr


ALPHABET = st.sampled_from(
    [*"aAzI.!?…,;:-–’”“\"'()[]5 \n\r\t\u2028\u00a0\u0301é😀", "U.S.", "may "]
)
TEXTS = st.lists(ALPHABET, min_size=1, max_size=60).map("".join).filter(str.strip)


@settings(deadline=None)
@given(st.one_of(TEXTS, st.text(st.characters(exclude_categories=["Cs"])).filter(str.strip)))
@example("a\x1cb\x85 c\x00.")
def test_a_draft_of_any_text_lacks_only_decisions(text: str):
    digest = hashlib.sha256(text.encode()).hexdigest()
    source = Source("seeds/x.txt", digest, "made up", "CC0-1.0", "news", "nothing", "x")
    document = draft("x", text, source)
    assert check_structure(document.to_dict()) == []
    problems = check_document(Index(document))
    assert {problem.code for problem in problems} <= {"W005"}
    assert len(problems) == len(list(candidates(document)))
    covered = "".join(text[s.start : s.end] for s in document.sentences)
    assert "".join(covered.split()) == "".join(text.split())
