"""A few of the hostile documents of tests/fuzz; `python tests/fuzz/run.py` tries 20,000."""

import sys
from itertools import chain
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent / "fuzz"))

import mutate
import run


def test_hostile_documents_give_problems_and_nothing_else():
    codes, failed, _ = run.fuzz(chain(mutate.made(40), mutate.mutated(160)))
    assert failed == []
    assert len(codes) >= 15


def test_control_characters_are_noticed():
    assert not any(map(run._harmless, "\x1b\x07\x9b\u202e\x00\r"))
    assert all(map(run._harmless, "aé’ 🏳"))
