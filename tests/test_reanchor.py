"""hedgerow reanchor: every span follows a corrected text, or is listed."""

import hashlib
import json
import random
import time
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from conftest import CASES, ROOT
from hedgerow import read, validate
from hedgerow.align import Alignment
from hedgerow.checks import check_document
from hedgerow.cli.reanchor import command
from hedgerow.document import Document
from hedgerow.index import Index
from hedgerow.reanchor import Reanchored, reanchor
from hedgerow.tokens import tokenize

GIVEN = read(ROOT / "annotations/test/putin-peace-talks-2022.json")
Span = tuple[int, int]
Edit = tuple[int, int, str]  # replace text[start:end]


def spans(document: Document) -> dict[str, Span]:
    """Every span but the sentences, by record id, scopes as "c01 scope"."""
    found = {}
    for layer in (document.cues, document.stances, document.mentions, document.rejected):
        found |= {record.id: (record.start, record.end) for record in layer}
    for cue in document.cues:
        found[f"{cue.id} scope"] = (cue.scope.start, cue.scope.end)
    return found


def apply(text: str, edits: list[Edit]) -> str:
    for start, end, new in sorted(edits, reverse=True):
        text = text[:start] + new + text[end:]
    return text


def shifted(span: Span, edits: list[Edit]) -> Span:
    """Where a span stands after edits outside it; what is inserted at its start moves it."""
    by = sum(len(new) - (end - start) for start, end, new in edits if end <= span[0])
    return span[0] + by, span[1] + by


def run(document: Document, text: str) -> Reanchored:
    return reanchor(document, text, hashlib.sha256(text.encode()).hexdigest())


def text_level_problems(document: Document) -> list[str]:
    codes = [problem.code for problem in check_document(Index(document))]
    return [code for code in codes if code.startswith("T")]


def outside(document: Document) -> list[Span]:
    """Tokens that no span but a sentence touches, and the empty places between spans."""
    taken = list(spans(document).values())
    free = []
    for start, end in tokenize(document.text):
        if not any(a < end and start < b for a, b in taken):
            free.append((start, end))
        if not any(a < start < b for a, b in taken):
            free.append((start, start))
    return free


@given(st.data())
def test_edits_outside_all_spans_move_every_span(data):
    places = data.draw(st.lists(st.sampled_from(outside(GIVEN)), min_size=1, unique=True))
    words = st.text(alphabet="qxz", min_size=1, max_size=5)
    edits = [(a, b, f" {data.draw(words)} " if a == b else " ") for a, b in places]
    result = run(GIVEN, apply(GIVEN.text, edits))
    assert result.lost == []
    assert spans(result.document) == {k: shifted(v, edits) for k, v in spans(GIVEN).items()}
    assert text_level_problems(result.document) == []


@given(st.text(alphabet="may if. \n", max_size=30))
def test_text_before_everything_shifts_all(prefix: str):
    prefix += "\n\n"
    result = run(GIVEN, prefix + GIVEN.text)
    by = len(prefix)
    assert result.lost == result.changed == result.dropped == []
    assert spans(result.document) == {k: (a + by, b + by) for k, (a, b) in spans(GIVEN).items()}
    old = [(s.start + by, s.end + by) for s in GIVEN.sentences]
    assert [(s.start, s.end) for s in result.document.sentences][-20:] == old
    assert text_level_problems(result.document) == []


@given(st.data())
def test_a_span_whose_text_changed_is_always_listed(data):
    """Words anywhere are deleted or replaced by words that the text does not have."""
    chosen = st.lists(st.sampled_from(tokenize(GIVEN.text)), min_size=1, max_size=60, unique=True)
    edits = [(a, b, data.draw(st.sampled_from(["zq", "zx zy", ""]))) for a, b in data.draw(chosen)]
    text = apply(GIVEN.text, edits)
    result = run(GIVEN, text)
    before, after = spans(GIVEN), spans(result.document)
    listed = {f"{c.record} {c.part}".rstrip() for c in (*result.lost, *result.changed)}
    assert listed >= {
        name
        for name, (start, end) in before.items()
        if any(a < end and start < b for a, b, _ in edits)
    }
    scopes = {f"{c.record} {c.part}" for c in result.changed if c.part}
    for name, span in after.items():
        same = text[slice(*span)] == GIVEN.text[slice(*before[name])]
        assert same is (name not in scopes)
    gone = {change.record for change in result.lost} | {record for record, _ in result.dropped}
    assert {name.split()[0] for name in after} == {name.split()[0] for name in before} - gone
    assert text_level_problems(result.document) == []


@given(st.lists(st.sampled_from("keep drop new change".split()), min_size=3, max_size=40))
def test_a_word_is_never_taken_for_another_occurrence(fates: list[str]):
    """Every sentence has the same cue, only one word is its own."""
    old = [f"He may see number{i} if he may go." for i in range(len(fates))]
    new = []
    for sentence, fate in zip(old, fates, strict=True):
        new += ["They may sleep if they may."] if fate == "new" else []
        changed = sentence.replace("may see", "may never see")
        new += {"drop": [], "change": [changed]}.get(fate, [sentence])
    before, after = " ".join(old), " ".join(new)
    alignment = Alignment(before, after)
    for i, fate in enumerate(fates):
        at = before.index(old[i])
        for offset in (3, old[i].rindex("may")):
            moved = alignment.move((at + offset, at + offset + 3))
            if fate in ("keep", "new"):
                assert moved is not None
                assert after.rfind("He", 0, moved[0]) == after.index(old[i])
            elif fate == "change" and moved:
                assert f"number{i} " in after[after.rfind("He", 0, moved[0]) :][:40]


def test_two_lost_and_found_words_are_not_mixed_up():
    """The first may was deleted; the second, between changed words, must not stand in for it."""
    old = "Some may agree. We think it may rain."
    alignment = Alignment(old, "Some agree. They say it may snow.")
    assert alignment.move((5, 8)) is None
    assert alignment.move((28, 31)) in (None, (24, 27))
    alignment = Alignment("It may one may two.", "It zq three may four.")
    assert alignment.move((3, 6)) is None
    assert alignment.move((11, 14)) is None


def test_refrains_stay_where_they_are():
    refrain = "We may win. We may lose. "
    old = "Alpha. " + refrain * 30 + "Middle. " + refrain * 30 + "Omega."
    new = old.replace("Alpha", "Alfa").replace("Middle.", "Center. More.").replace("Omega", "End")
    alignment = Alignment(old, new)
    for at in (old.index("may"), old.rindex("may"), old.index("may", old.index("Middle"))):
        moved = alignment.move((at, at + 3))
        assert moved is not None
        assert old[:at].count("may") == new[: moved[0]].count("may")


def test_a_long_text_is_quick():
    rng = random.Random(1)
    words = GIVEN.text.split()
    old = " ".join(rng.choice(words) for _ in range(17000))
    tokens = old.split(" ")
    for _ in range(300):
        tokens[rng.randrange(len(tokens))] = "zq"
    assert len(old) > 100_000
    started = time.perf_counter()
    Alignment(old, " ".join(tokens))
    assert time.perf_counter() - started < 20  # half a second; slow machines have their time


def test_sentences_are_found_anew_where_the_text_changed():
    text = GIVEN.text.replace("Article 5 Since", "Article 5. Since")
    text = text.replace("its land. has taken", "the land it has taken")
    result = run(GIVEN, text)
    assert [(c.record, c.part) for c in result.changed] == [
        ("s12", ""),
        ("s16", ""),
        (next(cue.id for cue in GIVEN.cues if cue.text == "may"), "scope"),
    ]
    assert result.changed[0].now_text.startswith("Article 5. Since Ukraine")
    shown = [text[s.start : s.end] for s in result.document.sentences]
    assert len(shown) == 21
    assert shown[11] == "Article 5."
    assert [s.id for s in result.document.sentences][-1] == "s21"
    assert text_level_problems(result.document) == []


def test_labels_of_sentences_follow_those_that_do_not_change():
    path = CASES / "valid/labelled-sentences/annotations/train/labelled-sentences.json"
    document = read(path)
    text = "New. " + document.text.replace("Friday", "Monday")
    moved = reanchor(document, text, "").document
    assert [sentence.uncertain for sentence in moved.sentences] == [None, True, None, None]


def test_a_scope_follows_over_words_that_changed_inside_it():
    cue = next(cue for cue in GIVEN.cues if cue.text == "unlikely")
    result = run(GIVEN, GIVEN.text.replace("unlikely to win it any", "unlikely ever to win any"))
    assert (result.lost, result.dropped) == ([], [])
    assert [f"{c.record} {c.part}".rstrip() for c in result.changed] == ["s12", f"{cue.id} scope"]
    scope = next(c.scope for c in result.document.cues if c.id == cue.id)
    assert scope.text == result.changed[1].now_text == "unlikely ever to win any time soon"
    assert {p.code for p in check_document(Index(result.document))} == set()


@pytest.mark.parametrize(
    "now",
    [
        "unlikely to win it any time.",  # the edge is gone
        "unlikely. To win it any time soon",  # the scope would be two sentences
        "to win it any time soon",  # the cue is gone
    ],
)
def test_a_scope_without_its_cue_edges_or_sentence_is_lost(now: str):
    text = GIVEN.text.replace("unlikely to win it any time soon", now)
    cue = next(cue for cue in GIVEN.cues if cue.text == "unlikely")
    result = run(GIVEN, text)
    assert cue.id in {change.record for change in result.lost}
    assert cue.id not in {change.record for change in result.changed}


def test_what_stands_there_now(example):
    document = Document.from_dict(example)
    cue = next(cue for cue in document.cues if cue.text == "could")
    text = document.text.replace("could potentially", "can perhaps")
    result = run(document, text)
    change = next(c for c in result.lost if (c.record, c.part) == (cue.id, ""))
    assert (change.old, change.text) == ((cue.start, cue.end), "could")
    assert text[slice(*change.now)] == change.now_text == "can perhaps"
    gone = run(document, document.text.replace("could potentially ", ""))
    change = next(c for c in gone.lost if (c.record, c.part) == (cue.id, ""))
    assert (change.now[0], change.now_text) == (change.now[1], "")


def test_links_to_lost_records_go_with_them(example):
    document = Document.from_dict(example)
    holder = next(m for m in document.mentions if m.id == document.cues[0].holder)
    result = run(document, document.text.replace(holder.text, "Zq", 1))
    assert holder.id in {change.record for change in result.lost}
    reasons = dict(result.dropped)
    for record in (*document.cues, *document.stances):
        if record.holder == holder.id and record.id not in {c.record for c in result.lost}:
            assert reasons[record.id] == f"its holder {holder.id} is gone"
    codes = {problem.code for problem in check_document(Index(result.document))}
    assert codes <= {"V001"}


@pytest.fixture
def new_text(corpus: Path) -> Path:
    return corpus / "corrected.txt"


def invoke(*args: object):
    return CliRunner().invoke(command, [str(arg) for arg in args], standalone_mode=False)


def test_command_moves_and_writes(corpus: Path, example: dict, new_text: Path):
    path = corpus / "annotations/train/example.json"
    before = path.read_bytes()
    new_text.write_bytes(("Port news\n\n" + example["text"]).encode())
    result = invoke(path, new_text)
    assert (result.return_value, "nothing written" in result.stdout) == (0, True)
    assert path.read_bytes() == before
    result = invoke(path, new_text, "--write")
    digest = hashlib.sha256(new_text.read_bytes()).hexdigest()
    assert (result.return_value, digest in result.stdout) == (0, True)
    assert f"copy {new_text} to {corpus / 'seeds/example.txt'}" in result.stdout
    document = read(path)
    assert document.text.encode() == new_text.read_bytes()
    assert document.source.sha256 == digest
    (corpus / document.source.path).write_bytes(new_text.read_bytes())
    index = json.loads((corpus / "seeds/index.json").read_text(encoding="utf-8"))
    index["example"]["sha256"] = digest
    (corpus / "seeds/index.json").write_text(json.dumps(index), encoding="utf-8")
    assert validate(corpus) == []


def test_command_takes_the_corrected_seed_itself(corpus: Path, example: dict):
    path, seed = corpus / "annotations/train/example.json", corpus / "seeds/example.txt"
    assert "on this text already" in invoke(path).stdout
    seed.write_text(example["text"] + "\n", encoding="utf-8")
    problem = validate(corpus)[0]
    assert (problem.code, "hedgerow reanchor" in problem.rule.advice) == ("T003", True)
    result = invoke(path, "--write")
    assert (result.return_value, "copy" in result.stdout) == (0, False)
    assert [problem.code for problem in validate(corpus)] == ["T005"]
    seed.unlink()
    result = invoke(path, "--write")
    assert (result.return_value, "P001" in result.stdout) == (1, True)


def test_command_refuses_to_lose_anything_unasked(corpus: Path, example: dict, new_text: Path):
    path = corpus / "annotations/train/example.json"
    before = path.read_bytes()
    new_text.write_text(example["text"].replace("could potentially", "can"), encoding="utf-8")
    for args in ((), ("--write",), ("--drop-lost",)):
        result = invoke(path, new_text, *args)
        assert (result.return_value, "did not survive" in result.stdout) == (1, True)
        assert path.read_bytes() == before
    assert '"could"; now "can"' in result.stdout
    result = invoke(path, new_text, "--write", "--drop-lost")
    assert (result.return_value, "lost too" in result.stdout) == (0, True)
    text = read(path).text
    assert text == new_text.read_text(encoding="utf-8")
    assert text_level_problems(read(path)) == []


def test_command_says_what_is_wrong(corpus: Path, example: dict, new_text: Path):
    path = corpus / "annotations/train/example.json"
    for data, code in ((b"", "P002"), (b"caf\xe9", "P003"), (b"\xef\xbb\xbfA", "P004")):
        new_text.write_bytes(data)
        result = invoke(path, new_text, "--write")
        assert (result.return_value, code in result.stdout) == (1, True)
    assert invoke(path, corpus / "nowhere.txt").return_value == 1
    new_text.write_text(example["text"], encoding="utf-8")
    for value, code in (("{", "P005"), ("{}", "S001")):
        path.write_text(value, encoding="utf-8")
        result = invoke(path, new_text, "--write")
        assert (result.return_value, code in result.stdout) == (1, True)
        assert path.read_text(encoding="utf-8") == value
    example["cues"][0]["start"] -= 1
    path.write_text(json.dumps(example), encoding="utf-8")
    result = invoke(path, new_text, "--write")
    assert (result.return_value, "T007" in result.stdout) == (1, True)
    assert "mend this first" in result.stderr
