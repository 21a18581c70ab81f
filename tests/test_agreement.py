"""Agreement: measures against hand-computed cases, published figures and other libraries."""

import itertools
import json
from collections import Counter
from dataclasses import dataclass
from math import isnan
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import cohen_kappa_score

from conftest import ROOT
from hedgerow import read
from hedgerow.agreement import agreement
from hedgerow.matching import match, overlap
from hedgerow.tallies import F1, Kappa, Share, interval, total
from hedgerow.unitizing import compare, expected, observed
from test_cli import hedgerow

EXAMPLE = ROOT / "schema" / "example.json"


@dataclass(frozen=True)
class Span:
    start: int
    end: int


def units(*spans: tuple[int, int]) -> list[tuple[int, int]]:
    """Offset and length on a continuum from 150 to 450, as Krippendorff prints them."""
    return [(start - 150, start - 150 + length) for start, length in spans]


def test_unitizing_alpha_is_that_of_krippendorff_2004_page_254():
    c = compare(300, units((225, 70), (370, 30)), units((220, 80), (355, 20), (400, 20)))
    assert observed(c.sums()) == pytest.approx(0.0144, abs=1e-4)
    assert expected(c.sums()) == pytest.approx(0.0532, abs=1e-4)
    assert c.value() == pytest.approx(0.7286, abs=1e-4)
    k = compare(300, units((180, 60), (300, 50)), units((180, 60), (300, 50)))
    assert observed(k.sums()) == 0
    assert expected(k.sums()) == pytest.approx(0.0490, abs=1e-4)
    assert k.value() == 1
    both = 1 - (observed(c.sums()) + observed(k.sums())) / (expected(c.sums()) + expected(k.sums()))
    assert both == pytest.approx(0.8591, abs=5e-4)


def test_unitizing_alpha_by_hand():
    # One unit of 2 on 10 characters, marked by the first alone: it lies in the other's gap.
    found = compare(10, [(4, 6)], [])
    assert found.disagreement == 2 * 2**2
    assert observed(found.sums()) == 8 / (2 * 10**2)
    assert (found.units, found.gaps) == (Counter({2: 1}), Counter({4: 2, 10: 1}))
    assert isnan(compare(10, [], []).value())


@pytest.mark.parametrize(
    "pairs",
    [
        "aa ab bb bb ba cc",
        "aa aa aa ab",
        "ab ba",
    ],
)
def test_kappa_is_that_of_scikit_learn(pairs):
    split = [tuple(pair) for pair in pairs.split()]
    expected = cohen_kappa_score(*zip(*split, strict=True))
    assert Kappa(Counter(split)).value() == pytest.approx(expected)


def test_kappa_by_hand():
    # Cohen 1960: 0.5 and 0.6 of the labels are a; 0.7 agree by 0.5 chance.
    pairs = Counter({("a", "a"): 4, ("a", "b"): 1, ("b", "a"): 2, ("b", "b"): 3})
    assert Kappa(pairs).value() == pytest.approx((0.7 - 0.5) / (1 - 0.5))
    assert isnan(Kappa(Counter({("a", "a"): 9})).value())
    assert isnan(Kappa().value())


def test_f1_and_share():
    assert F1(3, 4, 5).value() == pytest.approx(6 / 9)
    assert (F1(1, 2, 3) + F1(2, 2, 2)) == F1(3, 4, 5)
    assert isnan(F1().value())
    assert Share(1, 4).value() == 0.25


spans = st.lists(
    st.tuples(st.integers(0, 20), st.integers(1, 6)).map(lambda s: Span(s[0], s[0] + s[1])),
    max_size=5,
    unique=True,
)


def best(first: list[Span], second: list[Span]) -> tuple[int, int]:
    """Pairs and shared characters of the best matching, by trying all."""
    found = (0, 0)
    for k in range(min(len(first), len(second)) + 1):
        for rows in itertools.combinations(first, k):
            for columns in itertools.permutations(second, k):
                shared = [overlap(a, b) for a, b in zip(rows, columns, strict=True)]
                if all(shared):
                    found = max(found, (k, sum(shared)))
    return found


@given(spans, spans)
def test_matching_is_optimal_and_symmetric(first, second):
    pairs = match(first, second)
    assert len({a for a, _ in pairs}) == len({b for _, b in pairs}) == len(pairs)
    shared = [overlap(a, b) for a, b in pairs]
    assert all(shared)
    assert (len(pairs), sum(shared)) == best(first, second)
    turned = match(second, first)
    assert (len(turned), sum(overlap(a, b) for a, b in turned)) == (len(pairs), sum(shared))


def test_touching_spans_do_not_overlap():
    assert match([Span(0, 3)], [Span(3, 5)]) == []


def test_interval_is_reproducible_and_holds_the_value():
    tallies = [F1(i % 3, 3, 3) for i in range(12)]
    low, high = interval(tallies, 500)
    assert low <= total(tallies).value() <= high
    assert (low, high) == interval(tallies, 500)
    assert interval([F1(2, 2, 2)] * 3, 50) == (1, 1)


@pytest.mark.parametrize("size", [1, 2, 7])
def test_interval_is_that_of_adding_up_every_resample(size):
    random = Random(size)

    def ranges() -> list[tuple[int, int]]:
        edges = sorted(random.sample(range(60), 2 * random.randrange(4)))
        return list(zip(edges[::2], edges[1::2], strict=True))

    def labels() -> Counter:
        return Counter((random.choice("ab"), random.choice("ab")) for _ in range(4))

    for tallies in (
        [F1(random.randrange(2), 2, 1) for _ in range(size)],
        [Share(0, random.randrange(2)) for _ in range(size)],
        [Kappa(labels()) for _ in range(size)],
        [compare(60, ranges(), ranges()) for _ in range(size)],
    ):
        draws = Random(3)
        values = [total(draws.choices(tallies, k=size)).value() for _ in range(41)]
        values = sorted(value for value in values if not isnan(value))
        low, high = interval(tallies, 41, seed=3)
        if not values:
            assert isnan(low) and isnan(high)
            continue
        last = len(values) - 1
        expected = values[round(0.025 * last)], values[round(0.975 * last)]
        assert (low, high) == pytest.approx(expected, rel=1e-12)


def measured(first, second) -> dict:
    found = agreement([(first, second)], resamples=20)
    return {(m.layer, m.name, m.of): (m.value, m.support) for m in found}


def test_a_document_agrees_with_itself():
    document = read(EXAMPLE)
    values = {value for value, _ in measured(document, document).values()}
    assert values == {1.0}


def test_disagreements_are_counted_where_they_are():
    first, second = read(EXAMPLE), read(EXAMPLE)
    cues = {cue.text: cue for cue in second.cues}
    cues["could"].label = "condition"
    second.cues.remove(cues["claimed"])
    scope = cues["potentially"].scope
    scope.start, scope.text = scope.start + 4, scope.text[4:]  # without "the "
    stance = second.stances[0]
    stance.polarity = {"positive": "negative", "negative": "positive"}[stance.polarity]
    stance.holder = "author"
    found = measured(first, second)
    n = len(first.cues)
    assert found["cue", "exact F1", "all"] == (
        2 * (n - 1) / (2 * n - 1),
        f"{n - 1} of {n} and {n - 1}",
    )
    assert found["cue", "exact F1 with label", "all"][1] == f"{n - 2} of {n} and {n - 1}"
    assert found["cue", "overlap F1", "attribution"] == (0, "0 of 1 and 0")
    assert found["cue", "exact F1", "all but attribution"][0] == 1
    assert found["cue", "scope exact", "all"][1] == f"{n - 2} of {n - 1}"
    assert (
        found["stance", "holder", "all"][1] == f"{len(first.stances) - 1} of {len(first.stances)}"
    )
    assert found["stance", "exact F1", "all"][0] == 1
    assert found["stance", "polarity kappa", "all"][0] < 1


def test_texts_that_differ_are_refused():
    first, second = read(EXAMPLE), read(EXAMPLE)
    second.text += " "
    with pytest.raises(ValueError, match="texts differ"):
        agreement([(first, second)])


def test_the_command(corpus, tmp_path):
    other = tmp_path / "other"
    other.mkdir()
    (other / "example.json").write_bytes(EXAMPLE.read_bytes())
    run = hedgerow("agreement", corpus, other, "--resamples", "20")
    assert (run.returncode, run.stderr) == (0, "")
    assert run.stdout.splitlines()[0] == "1 documents"
    assert all(" 1.000 " in line for line in run.stdout.splitlines()[2:])
    run = hedgerow("agreement", corpus, other, "--resamples", "20", "--format", "json")
    assert {m["value"] for m in json.loads(run.stdout)["measures"]} == {1.0}
    (other / "example.json").rename(other / "elsewhere.txt")
    run = hedgerow("agreement", corpus, other)
    assert (run.returncode, "no document id is in both" in run.stderr) == (2, True)


def test_rejections_by_reason_and_confidence_by_label():
    first, second = read(EXAMPLE), read(EXAMPLE)
    second.rejected[0].reason = "literal"
    second.cues[0].confidence = "low"
    found = measured(first, second)
    (reason,) = {record.reason for record in first.rejected}
    assert found["rejected", "exact F1", reason] == (0, "0 of 1 and 0")
    assert found["rejected", "exact F1", "literal"] == (0, "0 of 0 and 1")
    assert found["cue", "same confidence", first.cues[0].label] == (0, "0 of 1")
    assert found["cue", "same confidence", "epistemic"][0] == 1
