"""The compact notation: what is written is read back, and what cannot be read is named."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from conftest import ROOT
from hedgerow import read
from hedgerow.corpus import document_paths
from hedgerow.document import Document
from hedgerow.index import Index
from hedgerow.notation import parse, write
from hedgerow.pipeline import check_file

DOCUMENTS = [*document_paths(ROOT), ROOT / "schema" / "example.json"]


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.stem)
def test_what_is_written_is_read_back(path):
    document = read(path)
    filled, wrong = parse(write(Index(document)), document)
    assert wrong == []
    assert filled == document


def parsed(notation: str, text: str | None = None) -> tuple[Document, list]:
    base = read(ROOT / "schema" / "example.json")
    base.text = text or notation.split("\n", maxsplit=1)[0].split(" ", 1)[1]
    return parse(notation, base)


def test_defaults_come_from_the_lexical_list():
    document, wrong = parsed(
        "s1 Paris denied that it may pay.\n"
        "cue attribution [denied] scope [denied ... pay] by [Paris] {France}\n"
        "cue epistemic [may] scope [it may pay] by [Paris]\n"
    )
    assert wrong == []
    denied, may = document.cues
    assert (denied.reporting, denied.polarity, denied.certainty) == ("distance", "negative", None)
    assert (may.certainty, may.polarity, may.holder) == ("possible", "positive", "m01")
    assert [mention.entity for mention in document.mentions] == ["France"]


def test_an_unspecified_certainty_has_no_polarity():
    document, _ = parsed(
        "s1 We cannot say why.\ncue epistemic unspecified [cannot say] scope [cannot say why]"
    )
    assert document.cues[0].polarity is None


def test_numbers_gaps_and_words_around_the_cue():
    text = "A ban on the port or a ban on the road may end the war."
    document, wrong = parsed(
        f"s1 {text}\n"
        "cue epistemic [may] scope [a ban ... war]\n"
        "stance evaluation [war] negative on [the]3 {article}\n"
    )
    assert wrong == []
    assert document.cues[0].scope.text == "a ban on the road may end the war"
    assert document.mentions[0].start == text.index("the war")


def test_words_in_several_places_are_not_guessed():
    _, wrong = parsed("s1 The war may end the war.\nstance evaluation [war] negative on [The] {a}")
    assert wrong == [(2, "[war] stands in several places: say more, or which, as in [..]2")]


def test_brackets_and_braces_of_the_text_are_escaped():
    document, _ = parsed("s1 They [sic] may go.\ncue epistemic [may] scope [They [sic\\] may go]")
    document.cues[0].note = "a } and a \\"
    again, wrong = parse(write(Index(document)), document)
    assert wrong == []
    assert again == document


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("cue epistemc [may]", "did you mean epistemic?"),
        ("stence position [may]", "did you mean stance?"),
        ("cue epistemic [might] scope [talks may fail]", "does not stand in the sentence"),
        ("cue epistemic [ma] scope [talks may fail]", "does not stand in the sentence"),
        ("cue epistemic [may]2 scope [talks may fail]", "only 1 times"),
        ("cue epistemic [may] scope [talks", "is not closed"),
        ("cue epistemic [may] scope", "the end of the line"),
        ("stance evaluation [fail] negative", "a stance needs on [target]"),
        ("stance evaluation [fail] negative on [talks]", "say what [talks] is"),
        ("no [may] becaus", "it is one of contrast, future"),
        ("concord [may] [fail]", "is no cue or stance"),
    ],
)
def test_a_wrong_line_is_named(line, message):
    _, wrong = parsed(f"s1 The talks may fail.\n{line}\n")
    assert wrong
    assert message in wrong[0][1]


def test_a_sentence_that_is_not_in_the_text_is_named():
    _, wrong = parsed("s1 The talks failed.\ns2 They failed again.", "The talks failed.")
    assert wrong == [
        (2, "this sentence does not stand in the text, or not behind the one before it")
    ]


def notate(*args) -> subprocess.CompletedProcess:
    command = [str(Path(sys.executable).with_name("hedgerow")), "notate", *map(str, args)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_the_command_goes_both_ways(corpus):
    path = corpus / "annotations" / "train" / "example.json"
    before = path.read_text(encoding="utf-8")
    written = notate(path)
    assert written.returncode == 0
    notation = path.with_suffix(".hedge")
    notation.write_text(written.stdout, encoding="utf-8")
    assert notate(notation).returncode == 0
    assert json.loads(path.read_text(encoding="utf-8")) == json.loads(before)
    assert check_file(path).problems == []

    notation.write_text(written.stdout.replace("cue epistemic", "cue epistemc", 1), "utf-8")
    wrong = notate(notation)
    assert (wrong.returncode, "P012" in wrong.stdout) == (1, True)
    assert json.loads(path.read_text(encoding="utf-8")) == json.loads(before)
