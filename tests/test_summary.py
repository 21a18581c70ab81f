"""What documents may not share, taken in many at a time: as if they had come one by one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from hedgerow.corpus import Folder
from hedgerow.problems import Problem
from hedgerow.summary import Digest, Firsts, Summary

Given = tuple[Path, Digest]
TRAIN, TEST, PASSES, BESIDE = (
    Folder("x/train", None, "train", misplaced=False),
    Folder("x/test", None, "test", misplaced=False),
    Folder("x/passes/a", None, None, misplaced=False),
    Folder("x", None, None, misplaced=True),
)


def document(
    name: str,
    folder: Folder = TRAIN,
    *,
    called: str | None = None,
    seed: str | None = None,
    group: str | None = None,
    status: str = "single",
) -> Given:
    digest = Digest(
        folder, called or name, seed or f"seeds/{name}.txt", "0" * 64, group or name, status
    )
    return Path(folder.path, f"{name}.json"), digest


def told(found: list[tuple[bool, list[Problem]]]) -> list[list[tuple[str, str]]]:
    return [[(p.code, p.message) for p in problems] for _, problems in found]


class TestTogether:
    def test_ids_among_one_another_and_with_earlier_ones(self):
        summary = Summary()
        assert told(summary.add_all([document("a"), document("b")])) == [[], []]
        found = summary.add_all(
            [document("c", called="d"), document("d", TEST), document("e", called="a")]
        )
        assert told(found) == [
            [],
            [("C001", "d is also the id of x/train/c.json")],
            [("C001", "a is also the id of x/train/a.json")],
        ]
        assert [new for new, _ in found] == [True, True, True]

    def test_the_same_file_again_is_not_new(self):
        summary = Summary()
        found = summary.add_all([document("a"), document("a"), document("b")])
        assert [new for new, _ in found] == [True, False, True]
        assert [new for new, _ in summary.add_all([document("b")])] == [False]
        assert told(found) == [[], [], []]

    def test_seeds_and_groups(self):
        summary = Summary()
        summary.add_all([document("a", group="g")])
        found = summary.add_all(
            [
                document("b", group="g"),
                document("c", TEST, group="g", seed="seeds/a.txt"),
                document("d", TEST, group="h"),
                document("e", group="h", seed="seeds/d.txt"),
            ]
        )
        assert told(found) == [
            [],
            [
                ("C002", "seeds/a.txt is also annotated by x/train/a.json"),
                ("C003", "group g is in test here and in train by x/train/a.json"),
            ],
            [],
            [
                ("C002", "seeds/d.txt is also annotated by x/test/d.json"),
                ("C003", "group h is in train here and in test by x/test/d.json"),
            ],
        ]

    def test_passes_share_nothing_with_splits(self):
        found = Summary().add_all([document("a"), document("a", PASSES), document("b", PASSES)])
        assert told(found) == [[], [], []]

    def test_a_place_between_ids_and_a_value_are_told_apart(self):
        """Ids of one place begin like the number of another."""
        folders = [Folder(str(n), None, None, misplaced=False) for n in range(12)]
        documents = [document(name, f) for f in folders for name in ("a", "1 a", "0 a", "11 a")]
        assert told(Summary().add_all(documents)) == [[] for _ in documents]

    def test_a_folder_below_a_split_is_a_place_of_its_own(self):
        inner = Folder("x/train/test", None, "test", misplaced=False)
        found = Summary().add_all([document("a"), document("a", inner, group="b")])
        assert told(found) == [[], []]

    def test_drafts_and_what_is_misplaced(self):
        found = Summary().add_all(
            [
                document("a", status="draft"),
                document("b"),
                document("c", BESIDE),
                document("d", BESIDE),
            ]
        )
        assert [[code for code, _ in some] for some in told(found)] == [
            ["C010"],
            [],
            ["C008"],
            ["C008"],
        ]

    def test_no_documents(self):
        assert Summary().add_all([]) == []

    def test_a_name_that_is_no_text(self):
        odd = Path("x/train/\udcff.json")
        found = Summary().add_all([(odd, document("a")[1]), document("b", seed="seeds/a.txt")])
        assert told(found) == [
            [],
            [("C002", "seeds/a.txt is also annotated by x/train/\udcff.json")],
        ]


names = st.sampled_from("abcd")
documents = st.builds(
    document,
    names,
    st.sampled_from([TRAIN, TEST, PASSES, BESIDE]),
    called=names,
    seed=names,
    group=names,
    status=st.sampled_from(["single", "draft"]),
)


def cut(some: list[Given], sizes: list[int]) -> Iterator[list[Given]]:
    for size in sizes:
        yield some[:size]
        some = some[size:]
    yield some


@given(st.lists(documents, max_size=20), st.lists(st.integers(0, 8), max_size=6))
def test_together_as_one_by_one(some: list[Given], sizes: list[int]):
    alone, together = Summary(), Summary()
    one_by_one = [found for item in some for found in alone.add_all([item])]
    assert [f for part in cut(some, sizes) for f in together.add_all(part)] == one_by_one


@given(st.lists(st.lists(st.sampled_from("abcdefgh"), max_size=8), max_size=8))
def test_firsts(batches: list[list[str]]):
    """Against a dictionary."""
    firsts, known, count = Firsts(), {}, 0
    for batch in batches:
        start = firsts.open([(None, Path(f"{count + i}")) for i in range(len(batch))])
        expected = {}
        for i, key in enumerate(batch, count):
            if known.setdefault(key, i) != i:
                expected[i] = (None, f"{known[key]}")
        assert start == count
        assert firsts.add_all([(key, i) for i, key in enumerate(batch, start)]) == expected
        count += len(batch)
