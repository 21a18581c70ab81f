"""Checks over a whole corpus: exact problems of small corpora, one rule at a time."""

import json
import os
import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import make_corpus
from hedgerow import read
from hedgerow.batch.arrays import strings
from hedgerow.checks.links import folded
from hedgerow.corpus import SPLITS, corpus_at, expand, split_of
from hedgerow.corpus_checks import Corpora, alignment
from hedgerow.corpus_checks.kept import Kept
from hedgerow.corpus_checks.pack import pack_all
from hedgerow.corpus_checks.strings import hashes_of, hashes_of_lines
from hedgerow.index import Index
from hedgerow.pipeline import Run, check_corpus, look
from hedgerow.plan import Plan
from hedgerow.problems import Problem


def write(
    root: Path,
    where: str,
    *sentences: str,
    group: str | None = None,
    origin: str = "native",
    **labelled: list[tuple[str, str]],
) -> Path:
    """Write a document at annotations/`where`.json.

    `cues`, `stances`, `rejected` and `mentions` are pairs of a string, found at its first
    occurrence, and its label, reason or entity.
    """
    path = root / "annotations" / f"{where}.json"
    text = " ".join(sentences)
    layers = ("cues", "stances", "mentions", "rejected")
    records = {
        layer: [record(layer, i + 1, text, *pair) for i, pair in enumerate(labelled.get(layer, []))]
        for layer in layers
    }
    value = {
        "schema_version": "1.1",
        "id": path.stem,
        "language": "en",
        "text": text,
        "source": {
            "path": f"seeds/{path.stem}.txt",
            "sha256": "0" * 64,
            "provenance": "composed for a test",
            "licence": "CC0-1.0",
            "genre": "news-analysis",
            "topic": "tests",
            "group": group or path.stem,
        },
        "annotation": {
            "origin": origin,
            "status": "single",
            "annotators": [{"id": "a1", "kind": "model"}],
            "guidelines": "schema-1.0",
            "scope_convention": "clause",
            "layers": ["cues", "stances"],
        },
        "sentences": [
            {
                "id": f"s{i + 1:02d}",
                "start": start,
                "end": start + len(sentence),
                "uncertain": None,
            }
            for i, sentence in enumerate(sentences)
            for start in [len(" ".join((*sentences[:i], ""))) if i else 0]
        ],
        "relations": [],
        **records,
    }
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(value, ensure_ascii=False, indent=1), encoding="utf-8")
    return path


def record(layer: str, number: int, text: str, string: str, label: str) -> dict:
    start = text.index(string)
    span = {"start": start, "end": start + len(string), "text": string}
    if layer == "mentions":
        return {"id": f"m{number:02d}", **span, "entity": label}
    if layer == "rejected":
        return {"id": f"x{number:02d}", **span, "reason": label, "note": None}
    attributes = {"label": label, **span, "holder": "author", "negated": False, "note": None}
    if layer == "stances":
        return {
            "id": f"e{number:02d}",
            **attributes,
            "target": "implicit",
            "topic": "tests",
            "polarity": "neutral",
            "intensity": "medium",
            "explicit": True,
            "mode": "own",
            "confidence": "high",
        }
    epistemic = label == "epistemic"
    return {
        "id": f"c{number:02d}",
        **attributes,
        "scope": {"start": 0, "end": len(text), "text": text},
        "certainty": "possible" if epistemic else None,
        "polarity": "positive" if epistemic else None,
        "reporting": None,
        "confidence": "high",
    }


def kept(path: Path, index: Index) -> Kept | None:
    document, split = index.document, split_of(path)
    data = document.to_json().encode()
    return Kept(path, split, document.source.group, data) if split else None


def problems(root: Path, *codes: str) -> list[Problem]:
    """The problems of a corpus as a whole; with `codes` only these."""
    return found_in([(path, Index(read(path))) for path in expand([root])], *codes)


def found_in(documents: list[tuple[Path, Index]], *codes: str) -> list[Problem]:
    corpora = Corpora(lambda code: not codes or code in codes)
    for path, index in documents:
        assert corpora.add(path, kept(path, index), index, []) == []
    return list(corpora.finish())


def told(found: list[Problem]) -> list[tuple[str, str, str]]:
    return [
        ("/".join(Path(p.path).with_suffix("").parts[-2:]), p.pointer, p.message) for p in found
    ]


def some_words(tag: str, count: int) -> str:
    """A text of different words that no other tag has."""
    return " ".join(f"{tag}{i}" for i in range(count))


SENTENCE = "The talks in Minsk may fail again."


class TestSentences:
    def test_equal_sentence_in_two_splits(self, tmp_path: Path):
        write(tmp_path, "train/a", "One is here.", SENTENCE)
        write(tmp_path, "test/b", "THE talks  in Minsk may fail\tagain.", "Two is there.")
        found = problems(tmp_path, "C004")
        assert told(found) == [
            (
                "test/b",
                "/sentences/0",
                's01, "THE talks  in Minsk may fail\\tagain.", also stands in train/a.json s02',
            )
        ]
        assert [(p.code, p.line, p.column) for p in found] == [("C004", 32, 3)]

    def test_later_document_is_named_once_whatever_the_number_of_others(self, tmp_path: Path):
        for where in ("train/a", "train/b", "validation/c", "test/d"):
            write(tmp_path, where, SENTENCE)
        assert told(problems(tmp_path, "C004")) == [
            (
                "test/d",
                "/sentences/0",
                f's01, "{SENTENCE}", also stands in train/a.json s01 and 2 more',
            ),
            (
                "validation/c",
                "/sentences/0",
                f's01, "{SENTENCE}", also stands in train/a.json s01 and 1 more',
            ),
        ]

    @pytest.mark.parametrize(
        ("sentence", "count"),
        [
            ("However, this may change.", 0),
            ("Now – it may well change.", 0),
            ("Now it may very well change.", 1),
        ],
    )
    def test_short_sentences_recur_by_chance(self, tmp_path: Path, sentence: str, count: int):
        write(tmp_path, "train/a", sentence)
        write(tmp_path, "test/b", sentence)
        assert len(problems(tmp_path, "C004")) == count

    def test_punctuation_counts(self, tmp_path: Path):
        write(tmp_path, "train/a", SENTENCE)
        write(tmp_path, "test/b", SENTENCE.replace(".", "!"))
        assert problems(tmp_path, "C004") == []

    @pytest.mark.parametrize("other", ["train/b", "passes/a1/b", "passes/a1/a"])
    def test_one_split_and_passes_may_share(self, tmp_path: Path, other: str):
        write(tmp_path, "train/a", SENTENCE, SENTENCE)
        write(tmp_path, other, SENTENCE)
        assert problems(tmp_path, "C004") == []

    def test_a_document_of_the_same_group_is_not_the_one_named(self, tmp_path: Path):
        for where in ("train/a", "train/b", "train/c"):
            write(tmp_path, where, SENTENCE, group="g" if where != "train/b" else "h")
        write(tmp_path, "test/d", SENTENCE, group="g")
        (problem,) = problems(tmp_path, "C004")
        assert problem.message.endswith("also stands in train/b.json s01")

    def test_group_in_two_splits_is_reported_once_by_c003(self, tmp_path: Path):
        write(tmp_path, "train/a", SENTENCE, group="g")
        write(tmp_path, "test/b", SENTENCE, group="g")
        assert problems(tmp_path, "C004") == []


class TestPassages:
    def pair(self, root: Path, ours: str, theirs: str, **kwargs) -> list[Problem]:
        write(root, "train/a", f"{some_words('a', 10)} {theirs} {some_words('b', 10)}.", **kwargs)
        write(root, "test/b", "Short one.", f"{some_words('c', 7)} {ours} {some_words('d', 7)}.")
        return problems(root, "C005")

    def test_passage_of_twenty_five_words(self, tmp_path: Path):
        passage = some_words("x", 25)
        found = self.pair(tmp_path, passage.upper(), passage)
        shown = f"{passage.upper()[:30]} … {passage.upper()[-30:]}"
        message = (
            f'25 words at characters 32 to 121 also stand in train/a.json at 30 to 119: "{shown}"'
        )
        assert told(found) == [("test/b", "/sentences/1", message)]
        assert [(p.code, p.line) for p in found] == [("C005", 38)]

    def test_twenty_four_words_are_allowed(self, tmp_path: Path):
        assert self.pair(tmp_path, some_words("x", 24), some_words("x", 24)) == []

    def test_short_gaps_may_differ(self, tmp_path: Path):
        theirs = f"{some_words('x', 13)} p q r {some_words('y', 12)}"
        ours = f"{some_words('x', 13)} {some_words('y', 12)}"
        message = self.pair(tmp_path, ours, theirs)[0].message
        assert message.startswith(
            "25 words at characters 32 to 111 also stand in train/a.json at 30 to 115"
        )

    def test_long_gaps_end_a_passage(self, tmp_path: Path):
        theirs = f"{some_words('x', 13)} p q r s {some_words('y', 12)}"
        ours = f"{some_words('x', 13)} {some_words('y', 12)}"
        assert self.pair(tmp_path, ours, theirs) == []

    def test_punctuation_and_apostrophes_do_not_count(self, tmp_path: Path):
        theirs = f"Russia’s {some_words('x', 24)}"
        ours = theirs.replace("’", "'").replace("x7 ", "x7, ")
        assert len(self.pair(tmp_path, ours, theirs)) == 1

    def test_moved_paragraphs_are_two_passages(self, tmp_path: Path):
        one, two = some_words("x", 30), some_words("y", 40)
        found = self.pair(tmp_path, f"{one} between them {two}", f"{two} {one}")
        assert [p.message.split(" at ")[0] for p in found] == ["30 words", "40 words"]

    def test_repetition_is_reported_once(self, tmp_path: Path):
        found = self.pair(tmp_path, some_words("x", 30), " ".join([some_words("x", 30)] * 3))
        assert [p.message.split(" at ")[0] for p in found] == ["30 words"]

    def test_passage_that_begins_with_a_refrain(self, tmp_path: Path):
        refrain = some_words("r", 10)
        passage = f"{refrain} {some_words('x', 15)}"
        found = self.pair(tmp_path, passage, f"{' '.join([refrain] * 9)} and {passage}")
        assert [p.message.split(" at ")[0] for p in found] == ["25 words"]

    def test_one_group_may_share(self, tmp_path: Path):
        passage = some_words("x", 30)
        assert self.pair(tmp_path, passage, passage, group="b") == []

    def test_one_split_and_passes_may_share(self, tmp_path: Path):
        for where in ("train/a", "train/b", "passes/a1/a", "passes/a2/c"):
            write(tmp_path, where, some_words("x", 30))
        assert problems(tmp_path, "C005") == []

    @pytest.mark.parametrize(("others", "count"), [(1, 3), (2, 0)])
    def test_boilerplate(self, tmp_path: Path, others: int, count: int):
        """In three documents every pair of splits is reported; in a fourth it is boilerplate."""
        for where in ("validation/v", "test/t", *(f"train/a{i}" for i in range(others))):
            write(tmp_path, where, some_words("x", 30))
        assert len(problems(tmp_path, "C005")) == count

    def test_boilerplate_is_five_per_cent_of_a_large_corpus(self, tmp_path: Path):
        for i in range(80):
            write(tmp_path, f"train/d{i}", some_words(f"d{i}x", 10))
        for where in ("train/a", "train/b", "train/c", "test/d"):
            write(tmp_path, where, some_words("x", 30))
        found = told(problems(tmp_path, "C005"))
        assert [(path, message.split("train/")[1][:6]) for path, _, message in found] == [
            ("test/d", "a.json"),
            ("test/d", "b.json"),
            ("test/d", "c.json"),
        ]
        write(tmp_path, "test/e", some_words("x", 30))
        assert problems(tmp_path, "C005") == []

    def test_boilerplate_does_not_hide_what_stands_beside_it(self, tmp_path: Path):
        notice = some_words("n", 30)
        for i in range(4):
            write(tmp_path, f"train/d{i}", notice)
        write(tmp_path, "train/a", f"{notice} {some_words('x', 26)}")
        write(tmp_path, "test/b", f"{notice} {some_words('x', 26)}")
        # The four shingles that begin in the notice are not boilerplate.
        found = problems(tmp_path, "C005")
        assert [p.message.split(" at ")[0] for p in found] == ["30 words"]

    @given(st.integers(0, 30), st.integers(15, 40), st.integers(0, 30), st.integers(0, 45))
    def test_planted_passage(self, before: int, length: int, after: int, changed: int):
        """Found exactly if its shared shingles cover 25 words, with the right extent."""
        x = some_words("x", length).split()
        y = ["other" if i == changed else word for i, word in enumerate(x)]
        here = some_words("a", before).split() + x + some_words("b", after).split()
        there = some_words("c", after).split() + y + some_words("d", before).split()
        covered = {i + k for i in range(length - 4) if not i <= changed < i + 5 for k in range(5)}
        found = alignment.passages(*map(alignment.shingles, (here, there)), 25, set())
        if len(covered) < 25:
            assert found == []
        else:
            first, last = min(covered), max(covered) + 1
            assert found == [
                alignment.Passage(
                    (before + first, before + last), (after + first, after + last), len(covered)
                )
            ]

    def test_a_table_of_zeros_does_not_take_for_ever(self):
        zeros = alignment.shingles(["0"] * 20000)
        assert alignment.passages(zeros, zeros, 25, set()) == []


class TestEntities:
    def test_minority_spelling(self, tmp_path: Path):
        for name in "abcd":
            write(tmp_path, f"train/{name}", "Kyiv asks.", mentions=[("Kyiv", "the United States")])
        path = write(
            tmp_path,
            "test/e",
            "Kyiv asks us.",
            mentions=[("us", "us"), ("Kyiv", "The United-States")],
        )
        found = problems(tmp_path, "C006")
        assert told(found) == [
            (
                "test/e",
                "/mentions/1/entity",
                '"The United-States" is spelled in more than one way: "the United States" 4 times '
                "(train/a.json m01, train/b.json m01, train/c.json m01, …), "
                '"The United-States" once (test/e.json m02)',
            )
        ]
        assert found[0].suggestion == 'write "the United States"'
        line = path.read_text(encoding="utf-8").splitlines()[found[0].line - 1]
        assert (found[0].code, line.strip()) == ("C006", '"entity": "The United-States"')

    def test_converted_documents_spell_as_their_source(self, tmp_path: Path):
        write(tmp_path, "train/a", "Kyiv asks.", mentions=[("Kyiv", "Kyiv")])
        for name, entity in (("b", "KYIV"), ("c", "kyiv")):
            mentions = [("Kyiv", entity)]
            write(tmp_path, f"train/{name}", "Kyiv asks.", mentions=mentions, origin="converted")
        assert problems(tmp_path, "C006") == []

    def test_tie_is_reported_at_every_place(self, tmp_path: Path):
        write(tmp_path, "train/a", "Kyiv asks.", mentions=[("Kyiv", "U.S.")])
        write(tmp_path, "train/b", "Kyiv asks.", mentions=[("Kyiv", "US")])
        found = problems(tmp_path, "C006")
        counts = '"U.S." once (train/a.json m01), "US" once (train/b.json m01)'
        assert told(found) == [
            ("train/a", "/mentions/0/entity", f'"U.S." is spelled in more than one way: {counts}'),
            ("train/b", "/mentions/0/entity", f'"US" is spelled in more than one way: {counts}'),
        ]
        assert {p.suggestion for p in found} == {"write one spelling everywhere"}

    def test_one_document_alone_and_passes_do_not_count(self, tmp_path: Path):
        mentions = [("Kyiv", "US"), ("asks", "U.S.")]
        write(tmp_path, "train/a", "Kyiv asks.", mentions=mentions)
        write(tmp_path, "passes/a1/b", "Kyiv asks.", mentions=mentions)
        assert problems(tmp_path, "C006") == []

    def test_names_without_letters_and_other_names_are_left_alone(self, tmp_path: Path):
        write(tmp_path, "train/a", "Kyiv asks.", mentions=[("Kyiv", "?"), ("asks", "Kiev")])
        write(tmp_path, "train/b", "Kyiv asks.", mentions=[("Kyiv", "!"), ("asks", "Kyiv")])
        assert problems(tmp_path, "C006") == []

    def test_long_names_that_differ_in_the_middle(self, tmp_path: Path):
        for name, dash in (("a", "-"), ("b", " ")):
            entity = f"{'long ' * 20}a{dash}b {'name ' * 20}"
            write(tmp_path, f"train/{name}", "Kyiv asks.", mentions=[("Kyiv", entity)])
        assert len(problems(tmp_path, "C006")) == 2


class TestLabels:
    def test_minority_label(self, tmp_path: Path):
        for name in "abcd":
            write(tmp_path, f"train/{name}", "The talks may fail.", cues=[("may", "epistemic")])
        write(tmp_path, "test/e", "Those talks MAY fail, too.", rejected=[("MAY", "dynamic")])
        found = problems(tmp_path, "W003")
        assert told(found) == [
            (
                "test/e",
                "/rejected/0",
                '"MAY" in "talks MAY fail" is rejected: dynamic here; in this context: epistemic '
                "4 times (train/a.json c01, train/b.json c01, train/c.json c01, …), rejected: "
                "dynamic once (test/e.json x01)",
            )
        ]
        assert (found[0].code, found[0].suggestion) == ("W003", "most are epistemic")

    def test_string_without_label(self, tmp_path: Path):
        for name in "ab":
            write(
                tmp_path,
                f"train/{name}",
                "It is a hard task now.",
                stances=[("hard", "evaluation")],
            )
        write(tmp_path, "test/c", "Who knows?", "What a hard task.")
        found = problems(tmp_path, "W003")
        assert told(found) == [
            (
                "test/c",
                "/sentences/1",
                '"hard" in "a hard task" is nothing here; in this context: evaluation 2 times '
                "(train/a.json e01, train/b.json e01), nothing once (test/c.json s02)",
            )
        ]

    def test_string_without_label_in_a_pack_without_labels(self, tmp_path: Path):
        for name in "ab":
            write(tmp_path, f"train/{name}", "A hard task.", stances=[("hard", "evaluation")])
        write(tmp_path, "test/c", "A hard task.")
        corpora = Corpora(lambda code: code == "W003")
        for path in expand([tmp_path]):
            index = Index(read(path))
            found = kept(path, index)
            assert found is not None
            pack_all([found])
            corpora.add(path, found, index, [])
        assert [(p.path, p.pointer) for p in corpora.finish()] == [
            (str(tmp_path / "annotations/test/c.json"), "/sentences/0")
        ]

    def test_majority_without_label(self, tmp_path: Path):
        write(tmp_path, "train/a", "What a hard task.", stances=[("hard", "evaluation")])
        for name in "bc":
            write(tmp_path, f"train/{name}", "What a hard task.")
        found = problems(tmp_path, "W003")
        assert [(path, pointer) for path, pointer, _ in told(found)] == [("train/a", "/stances/0")]
        assert found[0].suggestion == "most are nothing"

    def test_tie_is_reported_at_every_place(self, tmp_path: Path):
        write(tmp_path, "train/a", "The talks could fail.", cues=[("could", "epistemic")])
        write(tmp_path, "train/b", "The talks could fail.", cues=[("could", "condition")])
        found = problems(tmp_path, "W003")
        counts = (
            "in this context: condition once (train/b.json c01), epistemic once (train/a.json c01)"
        )
        assert told(found) == [
            (f"train/{name}", "/cues/0", f'"could" in "talks could fail" is {label} here; {counts}')
            for name, label in (("a", "epistemic"), ("b", "condition"))
        ]
        assert {p.suggestion for p in found} == {"none is more frequent: decide on one"}

    def test_inside_one_document(self, tmp_path: Path):
        text = "The talks may fail."
        write(tmp_path, "train/a", text, "Yes.", text, cues=[("may", "epistemic")])
        assert problems(tmp_path) == []  # corpus checks are for more documents than one
        write(tmp_path, "train/b", "No.")
        assert [pointer for _, pointer, _ in told(problems(tmp_path, "W003"))] == [
            "/sentences/2",
            "/cues/0",
        ]

    @pytest.mark.parametrize(
        "other",
        [
            "Most talks may end.",  # another word to the right
            "The truce may fail.",  # to the left
            "Peace talks, may fail.",  # punctuation between
            "May fail.",  # the edge of the sentence
        ],
    )
    def test_other_context(self, tmp_path: Path, other: str):
        write(tmp_path, "train/a", "The talks may fail.", cues=[("may", "epistemic")])
        write(tmp_path, "train/b", other)
        assert problems(tmp_path, "W003") == []

    @pytest.mark.parametrize("other", ["Minsk, may, it fails.", "Kyiv, may, we fail."])
    def test_punctuation_is_no_context_of_its_own(self, tmp_path: Path, other: str):
        write(tmp_path, "train/a", "Kyiv, may, it fails.", cues=[("may", "epistemic")])
        write(tmp_path, "train/b", other)
        assert problems(tmp_path, "W003") == []

    def test_context_reaches_over_punctuation_and_to_the_edge(self, tmp_path: Path):
        write(tmp_path, "train/a", "“If so, fine.”", cues=[("If", "condition")])
        write(tmp_path, "train/b", "Well.", "“If so, not.”", rejected=[("If", "literal")])
        assert [message.split(" is ")[0] for *_, message in told(problems(tmp_path, "W003"))] == [
            '"If" in "“If so"',
            '"If" in "“If so"',
        ]

    def test_parts_of_cues_and_stances_are_no_nuclei(self, tmp_path: Path):
        write(tmp_path, "train/a", "It is hard to say.", stances=[("hard", "evaluation")])
        write(tmp_path, "train/b", "It is hard to say.", cues=[("is hard to say", "epistemic")])
        found = told(problems(tmp_path, "W003"))
        # What is whole in b is not labelled in a; what is whole in a is a part in b.
        assert [message.split(" is ")[0] for *_, message in found] == [
            '"is hard to say" in "It'
        ] * 2

    def test_parts_of_rejected_strings_are(self, tmp_path: Path):
        write(tmp_path, "train/a", "A “hard to say” thing.", stances=[("hard", "evaluation")])
        write(
            tmp_path, "train/b", "A “hard to say” thing.", rejected=[("“hard to say”", "literal")]
        )
        found = told(problems(tmp_path, "W003"))
        assert [message.split(" in ")[0] for *_, message in found if '"hard"' in message] == [
            '"hard"'
        ] * 2

    def test_native_and_converted_documents_are_not_compared(self, tmp_path: Path):
        write(tmp_path, "train/a", "The talks may fail.", cues=[("may", "epistemic")])
        write(tmp_path, "train/b", "The talks may fail.", origin="converted")
        write(tmp_path, "passes/a1/c", "The talks may fail.")
        assert problems(tmp_path, "W003") == []


def example() -> dict:
    root = Path(__file__).parents[1]
    return json.loads((root / "schema" / "example.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def mixed(tmp_path_factory: pytest.TempPathFactory) -> list[tuple[Path, Index]]:
    """Twelve documents with all kinds of problems."""
    root = tmp_path_factory.mktemp("mixed")
    rng = random.Random(7)
    for i in range(12):
        write(
            root,
            f"{rng.choice(SPLITS)}/d{i}",
            "The talks may fail.",
            f"{rng.choice(['A', 'Another'])} sentence that {rng.choice('xy')} others have too.",
            some_words(rng.choice("pqrstu"), 30),
            cues=[("may", rng.choice(["epistemic", "condition"]))],
            mentions=[("talks", rng.choice(["Kyiv", "kyiv", "KYIV"]))],
        )
    return [(path, Index(read(path))) for path in expand([root])]


class TestOrder:
    @settings(max_examples=15, deadline=None)
    @given(st.randoms(use_true_random=False))
    def test_order_does_not_matter(self, mixed: list[tuple[Path, Index]], rng: random.Random):
        expected = found_in(mixed)
        assert {problem.code for problem in expected} == {"C004", "C005", "C006", "W003"}
        assert found_in(rng.sample(mixed, len(mixed))) == expected

    def test_a_document_named_twice_counts_once(self, tmp_path: Path):
        value = example()
        for split, name in (("train", "a"), ("test", "b")):
            source = {**value["source"], "path": f"seeds/{name}.txt", "group": name}
            path = corpus_at(tmp_path, source["path"], value["text"], f"{split}/{name}.json")
            path.write_text(json.dumps({**value, "id": name, "source": source}), encoding="utf-8")
        once, twice = (
            [problem for checked in check_corpus(paths) for problem in checked.problems]
            for paths in ([tmp_path], [tmp_path, path])
        )
        assert {"C004", "C005"} <= {problem.code for problem in once}
        assert once == twice


def test_a_file_whose_name_is_no_text(tmp_path: Path):
    path = make_corpus(tmp_path)
    odd = path.parent / os.fsdecode(b"\xff.json")
    try:
        odd.write_bytes(path.read_bytes())
    except OSError:
        pytest.skip("this file system has no such names")
    found = [problem for checked in check_corpus([tmp_path]) for problem in checked.problems]
    assert [problem.code for problem in found if problem.path == str(odd)] == [
        "T001",
        "C001",
        "C002",
    ]


class TestFiles:
    def test_file_that_is_gone(self, tmp_path: Path):
        write(tmp_path, "train/a", SENTENCE)
        path = write(tmp_path, "test/b", SENTENCE)
        corpora = Corpora()
        for found in expand([tmp_path]):
            corpora.add(found, kept(found, Index(read(found))), None, [])
        path.unlink()
        problem = next(corpora.finish())
        assert (problem.code, problem.path) == ("P001", str(path))
        assert "has changed since it was checked" in problem.message


@pytest.mark.parametrize("path", ["passes/a1/a.json", "passes/test/a.json", "a.json"])
def test_passes_and_loose_files_are_not_kept(tmp_path: Path, path: str):
    value = example()
    file = corpus_at(tmp_path, value["source"]["path"], value["text"], path)
    file.write_text(json.dumps(value), encoding="utf-8")
    checked, digest, found = look(file, Run(Plan(seeds=False)))
    assert checked.problems == []
    assert digest is not None
    assert found is None


def test_other_corpora_of_a_run_do_not_count(tmp_path: Path):
    write(tmp_path / "one", "train/a", SENTENCE)
    write(tmp_path / "other", "test/b", SENTENCE)
    assert problems(tmp_path) == []


def test_the_corpus_itself_has_no_problem():
    root = Path(__file__).parents[1]
    assert problems(root) == []


@given(st.lists(st.text(max_size=20) | st.text("ab\n _é", max_size=30)))
def test_entities_are_folded_and_hashed_together(entities: list[str]):
    lines = folded(entities).split("\n")[: len(entities)]
    assert lines == ["".join(filter(str.isalnum, entity.casefold())) for entity in entities]
    whole = hashes_of(strings(entities)).tolist()
    assert whole == [int(hashes_of(strings([entity]))[0]) for entity in entities]
    assert len(set(whole)) == len(set(entities))
    assert hashes_of_lines(folded(entities)).tolist()[: len(lines)] == [
        value if line else 0
        for line, value in zip(lines, hashes_of(strings(lines)).tolist(), strict=True)
    ]
