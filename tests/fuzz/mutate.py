"""Hostile documents: values of any shape, and good files with bytes and values changed."""

import json
import random
from collections.abc import Iterator
from pathlib import Path

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

ROOT = Path(__file__).parents[2]
# What has led parsers and terminals astray.
BYTES = (b"\x1b[31m", b"\x1b]0;x\x07", b"\x9b", b"\x00", b"\xff", b"\xed\xa0\x80", b"\xef\xbb\xbf")
BYTES += (b'"', b"{", b"[", b"}", b"]", b",", b":", b"\\u001b", b"\\ud800", b"1e999", b"-0", b"NaN")
BYTES += (b"9" * 5000, b"[" * 3000, b'{"a":' * 2000, b"\\", b"\n", b"\xe2\x80\xae", b"\xe2\x80\xa8")
TEXTS = (
    "",
    "\x1b[2J",
    "\u202e",
    "\x07",
    "\ud7ff",
    "a" * 10_000,
    "../../etc/passwd",
    "seeds/../a.txt",
)
TEXTS += (
    "/etc/passwd",
    "m999",
    "author\n",
    "\x9b31m",
    "🏳️‍🌈",
    "\u0000",
    "<script>",
    "::error::x",
    "%0A",
)
NUMBERS = (-1, 0, 2**31, 2**63, 10**400, 1.5, -0.0, 1e308, True, None)


def good() -> list[bytes]:
    """The files that mutations start from."""
    return [
        (ROOT / "schema" / "example.json").read_bytes(),
        *(path.read_bytes() for path in sorted((ROOT / "annotations" / "test").glob("*.json"))[:2]),
    ]


def mutated(count: int, start: int = 0) -> Iterator[bytes]:
    """Good files with a few bytes, or a few values, changed; always the same for a number."""
    files = good()
    values = [json.loads(data) for data in files]
    for number in range(start, start + count):
        rng = random.Random(number)
        # Most are small, so that many can be tried.
        which = rng.choice((0, 0, 0, *range(len(files))))
        if number % 2:
            yield _bytes_changed(rng, files[which])
        else:
            yield _values_changed(rng, values[which])


def _bytes_changed(rng: random.Random, data: bytes) -> bytes:
    changed = bytearray(data)
    for _ in range(rng.choice((1, 1, 2, 5, 30))):
        at = rng.randrange(len(changed) + 1)
        action = rng.randrange(5)
        if action == 0:
            changed[at:at] = rng.choice(BYTES)
        elif action == 1:
            del changed[at : at + rng.choice((1, 2, 10, 1000))]
        elif action == 2:
            changed[at : at + 1] = bytes([rng.randrange(256)])
        elif action == 3:
            other = rng.randrange(len(changed) + 1)
            changed[at:at] = changed[other : other + rng.choice((1, 10, 200))]
        else:
            changed[at : at + 1] = rng.choice(BYTES)
    return bytes(changed)


def _values_changed(rng: random.Random, value: object) -> bytes:
    value = json.loads(json.dumps(value))
    for _ in range(rng.choice((1, 1, 2, 3, 10))):
        node, key = _somewhere(rng, value)
        node[key] = rng.choice((*TEXTS, *NUMBERS, [], {}, [[[]]], {"a": {"b": []}}))
    return json.dumps(value, ensure_ascii=rng.random() < 0.5).encode("utf-8", "surrogatepass")


def _somewhere(rng: random.Random, value: object) -> tuple:
    """A list or object inside of `value`, and one of its keys."""
    while True:
        keys = list(value) if isinstance(value, dict) else range(len(value))
        key = rng.choice(keys)
        if not isinstance(value[key], (dict, list)) or not value[key] or rng.random() < 0.2:
            return value, key
        value = value[key]


LEAVES = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=30)
VALUES = st.recursive(
    LEAVES,
    lambda inner: st.lists(inner, max_size=5) | st.dictionaries(st.text(max_size=8), inner),
    max_leaves=20,
)
_KEYS = ("id", "text", "sentences", "cues", "stances", "mentions", "source", "annotation", "start")
DOCUMENTS = VALUES | st.dictionaries(st.sampled_from(_KEYS), VALUES)


def made(count: int) -> list[bytes]:
    """Values of any shape, as hypothesis makes them; always the same."""
    found: list[bytes] = []

    @seed(3)
    @settings(
        max_examples=count,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(DOCUMENTS)
    def collect(value: object) -> None:
        found.append(json.dumps(value).encode("utf-8", "surrogatepass"))

    collect()
    return found
