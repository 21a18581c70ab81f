"""Records by the million: nothing lost, keys together, few files open."""

import os

import numpy as np
import pytest

from hedgerow.corpus_checks import spool
from hedgerow.corpus_checks.pack import PLACE
from hedgerow.corpus_checks.spool import Spool


def records(keys: np.ndarray) -> np.ndarray:
    made = np.zeros(len(keys), PLACE)
    made["key"], made["document"] = keys, np.arange(len(keys))
    made["value"] = np.arange(len(keys)) % 3
    return made


def filled(keys: np.ndarray) -> Spool:
    made = Spool(PLACE)
    for some in np.array_split(records(keys), 7):
        made.add(some)
    return made


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Parts of 100 records, split four ways at a time, so that parts are split again."""
    monkeypatch.setattr(spool, "PART", 100 * PLACE.itemsize)
    monkeypatch.setattr(spool, "_SPLIT_BITS", 2)


def test_parts_hold_every_record_once_and_each_key_in_one_part(small: None) -> None:
    keys = np.random.default_rng(1).integers(0, 2**64, 500, "u8").repeat(10)
    parts = list(filled(keys).parts())
    assert len(parts) > 16
    assert max(map(len, parts)) <= 100
    assert sorted(np.concatenate(parts)["document"].tolist()) == list(range(5000))
    found = [set(part["key"].tolist()) for part in parts]
    assert sum(map(len, found)) == len(set.union(*found)) == 500


def test_a_key_with_more_records_than_a_part_stays_whole(small: None) -> None:
    parts = list(filled(np.full(1000, 2**63 + 5, "u8")).parts())
    assert sorted(len(part) for part in parts if len(part)) == [1000]


def test_the_groups_do_not_depend_on_the_size_of_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    keys = np.random.default_rng(2).integers(0, 300, 2000, "u8") << np.uint64(55)

    def groups() -> list[list[int]]:
        return sorted(sorted(g["document"].tolist()) for g in filled(keys).groups())

    whole = groups()
    monkeypatch.setattr(spool, "PART", 50 * PLACE.itemsize)
    monkeypatch.setattr(spool, "_SPLIT_BITS", 3)
    assert groups() == whole
    assert len(whole) > 200


@pytest.mark.skipif(not os.path.isdir("/proc/self/fd"), reason="counts the open files of Linux")  # noqa: PTH112
def test_few_files_are_open_however_many_parts_there_are(small: None) -> None:
    keys = np.random.default_rng(3).integers(0, 2**64, 20_000, "u8")
    before, most, count = len(os.listdir("/proc/self/fd")), 0, 0  # noqa: PTH208
    for _ in filled(keys).parts():
        most = max(most, len(os.listdir("/proc/self/fd")))  # noqa: PTH208
        count += 1
    assert count >= 200
    assert most - before < 40
