"""The scorer: laws over generated documents, and exact figures of small ones."""

import copy
import gc
import warnings
from collections.abc import Iterator
from math import isnan

import numpy as np
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

import generated
from conftest import ROOT
from hedgerow import matching, read, schema
from hedgerow.checks import check_document
from hedgerow.document import Cue, Document
from hedgerow.index import Index, disjoint
from hedgerow.matching import match, overlap
from hedgerow.score import Errors, Score, Scorer, TextsDifferError, score
from hedgerow.score.bootstrap import intervals
from hedgerow.score.errors import Confusion
from hedgerow.score.page import errors_page
from hedgerow.structure import check_structure
from hedgerow.tallies import F1
from hedgerow.views import sentences, tokens

EXAMPLE = ROOT / "schema" / "example.json"
DATA = ROOT / "tests" / "data" / "score"
Key = tuple[str, str, str]
law = settings(deadline=None, max_examples=30, suppress_health_check=[HealthCheck.filter_too_much])


def scored(gold: Document, predicted: Document | None) -> dict[Key, Score]:
    rows = score([(gold, predicted)], resamples=0)
    return {(row.layer, row.measure, row.of): row for row in rows}


def rates(row: Score) -> list[float]:
    """F1 or accuracy, precision, recall; 0 where a rate is not defined."""
    figures = [row.value, row.precision or row.value, row.recall or row.value]
    return [0.0 if isnan(figure.value) else figure.value for figure in figures]


def counts(row: Score) -> tuple[int, int, int]:
    return row.matched, row.gold, row.predicted


# Laws


@law
@given(generated.pairs(), st.data())
def test_a_document_against_itself_is_one_in_any_order(pair, data):
    gold, _ = pair
    rows = scored(gold, generated.shuffled(data.draw, gold))
    assert [key for key, row in rows.items() if rates(row) != [1, 1, 1]] == []
    assert bool(rows) == bool(gold.cues or gold.stances or gold.rejected)


@law
@given(generated.pairs(), st.data())
def test_the_order_of_records_does_not_matter(pair, data):
    first, second = (
        score([(a, b)], resamples=0)
        for a, b in (pair, [generated.shuffled(data.draw, side) for side in pair])
    )
    assert repr(first) == repr(second)  # nan is not equal to itself


@law
@given(generated.pairs())
def test_a_repeated_record_does_not_count(pair):
    gold, predicted = pair
    more = copy.deepcopy(predicted)
    more.cues += predicted.cues
    more.stances += predicted.stances
    assert repr(scored(gold, more)) == repr(scored(gold, predicted))


@law
@given(generated.pairs())
def test_swapping_the_arguments_swaps_precision_and_recall(pair):
    gold, predicted = pair
    there, back = scored(gold, predicted), scored(predicted, gold)
    assert list(there) == list(back)
    for key, row in there.items():
        other = back[key]
        assert counts(other) == (row.matched, row.predicted, row.gold), key
        assert repr(other.value) == repr(row.value), key
        assert repr((other.precision, other.recall)) == repr((row.recall, row.precision)), key


@law
@given(generated.pairs())
def test_touching_spans_do_not_overlap(pair):
    gold, _ = pair
    wide = [cue for cue in gold.cues if " " in cue.text]
    assume(wide)
    predicted = copy.deepcopy(gold)
    gold.cues, predicted.cues = wide, copy.deepcopy(wide)
    for first, second in zip(gold.cues, predicted.cues, strict=True):
        first.end = second.start = first.start + first.text.index(" ")
    rows = scored(gold, predicted)
    for measure in ("exact", "overlap", "token"):
        assert rows["cue", measure, "any label"].matched == 0


@law
@given(generated.pairs(), st.data())
def test_adding_a_wrong_span_never_helps(pair, data):
    gold, predicted = pair
    taken = (*gold.cues, *predicted.cues, *predicted.stances)
    words = [place for place in Index(gold).tokens if disjoint_from(place, taken)]
    assume(words)
    start, end = data.draw(st.sampled_from(words))
    label = data.draw(st.sampled_from(schema.names("cue")))
    before = scored(gold, predicted)
    predicted.cues.append(wrong(gold, start, end, label))
    after = scored(gold, predicted)
    certain = not any(sentence_of(gold, cue) == sentence_of(gold, predicted.cues[-1])
                      for cue in gold.cues)  # fmt: skip
    for key, row in after.items():
        if key in before and (key[0] != "sentence" or certain):
            worse = [a <= b for a, b in zip(rates(row), rates(before[key]), strict=True)]
            assert all(worse), key
    assert rates(after["cue", "exact", "any label"])[1] < 1


def disjoint_from(place: tuple[int, int], spans) -> bool:
    span = Placed(*place)
    return all(disjoint(span, other) for other in spans)


class Placed:
    def __init__(self, start: int, end: int) -> None:
        self.start, self.end = start, end


def wrong(document: Document, start: int, end: int, label: str) -> Cue:
    template = read(EXAMPLE).cues[1]
    template.label, template.holder = label, "author"
    template.start, template.end, template.text = start, end, document.text[start:end]
    template.scope = None
    return template


def sentence_of(document: Document, cue: Cue) -> int:
    return sum(sentence.start <= cue.start for sentence in document.sentences)


@law
@given(generated.pairs())
def test_spans_are_scored_as_seqeval_does(pair):
    from seqeval.metrics import classification_report
    from seqeval.scheme import IOB2

    gold, predicted = pair
    assume(gold.cues and predicted.cues)
    tags = [[row["cue_tags"] for row in tokens.rows(Index(side))] for side in pair]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # rates that are not defined
        report = classification_report(
            *tags, mode="strict", scheme=IOB2, output_dict=True, zero_division=0
        )
    rows = scored(gold, predicted)
    for name, values in report.items():
        if name != "weighted avg":
            found = rates(rows["cue", "exact", name.removesuffix(" avg")])
            expected = [values[key] for key in ("f1-score", "precision", "recall")]
            assert found == pytest.approx(expected), name


@law
@given(generated.pairs())
def test_tokens_are_scored_as_the_tokens_view_tags_them(pair):
    sides = []
    for document in pair:
        rows = enumerate(tokens.rows(Index(document)))
        tagged = {(i, j, t) for i, row in rows for j, t in enumerate(row["cue_tags"]) if t != "O"}
        sides.append(tagged)
    row = scored(*pair).get(("cue", "token", "micro"))
    expected = (len(sides[0] & sides[1]), len(sides[0]), len(sides[1]))
    assert (counts(row) if row else (0, 0, 0)) == expected


@law
@given(generated.pairs())
def test_sentences_are_scored_as_the_sentences_view_flags_them(pair):
    flags = [
        [(row["uncertain"], row["uncertain_broad"]) for row in sentences.rows(Index(side))]
        for side in pair
    ]
    rows = scored(*pair)
    for i, name in enumerate(("uncertain", "uncertain_broad")):
        gold, predicted = ([flag[i] for flag in side] for side in flags)
        both = sum(a and b for a, b in zip(gold, predicted, strict=True))
        row = rows.get(("sentence", name, "sentences"))
        assert (counts(row) if row else (0, 0, 0)) == (both, sum(gold), sum(predicted))


# Exact figures


def changed() -> tuple[Document, Document]:
    """The example, and a prediction with a few errors."""
    gold, predicted = read(EXAMPLE), read(EXAMPLE)
    cues = {cue.text: cue for cue in predicted.cues}
    predicted.cues.remove(cues["claimed"])
    predicted.cues.remove(cues["could"])
    potentially = cues["potentially"]
    potentially.start, potentially.text = cues["could"].start, "could potentially"
    some = cues["some"].scope
    some.end, some.text = some.end + 5, some.text + " want"
    cues["if"].label, cues["if"].holder = "investigation", "implicit"
    first = predicted.stances[0]
    first.polarity = "negative" if first.polarity == "positive" else "positive"
    return gold, predicted


# Matched, gold and predicted of every row that is not perfect, counted by hand.
EXPECTED = {
    ("cue", "exact", "epistemic"): (1, 3, 2),
    ("cue", "exact", "condition"): (1, 2, 1),
    ("cue", "exact", "investigation"): (0, 0, 1),
    ("cue", "exact", "attribution"): (0, 1, 0),
    ("cue", "exact", "any label"): (6, 9, 7),
    ("cue", "exact", "uncertain cues"): (3, 5, 4),
    ("cue", "overlap", "epistemic"): (2, 3, 2),
    ("cue", "overlap", "condition"): (1, 2, 1),
    ("cue", "overlap", "investigation"): (0, 0, 1),
    ("cue", "overlap", "attribution"): (0, 1, 0),
    ("cue", "overlap", "any label"): (7, 9, 7),
    ("cue", "overlap", "uncertain cues"): (4, 5, 4),
    ("cue", "token", "epistemic"): (2, 3, 3),
    ("cue", "token", "condition"): (1, 2, 1),
    ("cue", "token", "investigation"): (0, 0, 1),
    ("cue", "token", "attribution"): (0, 1, 0),
    ("cue", "token", "any label"): (9, 11, 10),
    ("cue", "token", "uncertain cues"): (4, 5, 5),
    ("cue", "label accuracy", "matched cues"): (6, 7, 7),
    ("cue", "holder accuracy", "matched cues"): (6, 7, 7),
    ("cue", "holder exact accuracy", "matched cues"): (6, 7, 7),
    ("scope", "exact accuracy", "matched cues"): (6, 7, 7),
    ("scope", "token", "matched cues"): (41, 41, 42),
    ("scope", "exact", "end to end"): (5, 9, 7),
    ("scope", "token", "end to end"): (41, 53, 42),
    ("stance", "polarity accuracy", "matched stances"): (1, 2, 2),
    ("stance", "everything", "end to end"): (1, 2, 2),
    ("candidate", "label accuracy", "trigger words"): (9, 11, 11),
    ("candidate", "label", "condition"): (1, 2, 1),
    ("candidate", "label", "investigation"): (0, 0, 1),
    ("candidate", "label", "attribution"): (0, 1, 0),
}


def test_errors_are_counted_where_they_are():
    rows = scored(*changed())
    found = {
        key: counts(row)
        for key, row in rows.items()
        if rates(row) != [1, 1, 1] and key[2] not in ("micro", "macro")
    }
    assert found == EXPECTED


def test_micro_and_macro_averages():
    rows = scored(*changed())
    by_label = [
        row
        for (layer, measure, of), row in rows.items()
        if (layer, measure) == ("cue", "exact") and of in schema.names("cue")
    ]
    micro, macro = rows["cue", "exact", "micro"], rows["cue", "exact", "macro"]
    assert counts(micro) == tuple(map(sum, zip(*map(counts, by_label), strict=True)))
    for i in range(3):
        assert rates(macro)[i] == pytest.approx(
            sum(rates(row)[i] for row in by_label) / len(by_label)
        )


def test_of_equally_long_overlaps_the_alike_one_is_taken():
    gold = read(EXAMPLE)
    predicted = copy.deepcopy(gold)
    gold.cues = gold.cues[1:2]  # "could"
    gold.cues[0].start, gold.cues[0].end = 35, 52  # "could potentially"
    predicted.cues = predicted.cues[1:3]
    predicted.cues[0].end, predicted.cues[0].start = 43, 35
    predicted.cues[1].start, predicted.cues[1].end = 44, 52
    for alike in (0, 1):
        for cue in predicted.cues:
            cue.label = "booster"
        predicted.cues[alike].label = gold.cues[0].label
        assert counts(scored(gold, predicted)["cue", "label accuracy", "matched cues"]) == (1, 1, 1)


def test_where_gold_knows_no_scopes_none_is_counted_against_a_prediction():
    gold, predicted = read(EXAMPLE), read(EXAMPLE)
    for cue in gold.cues:
        cue.scope = None
    assert scored(gold, predicted)["scope", "exact", "end to end"].gold == 0
    gold.annotation.scope_convention = "none"
    assert not [key for key in scored(gold, predicted) if key[0] == "scope"]


def test_a_missing_prediction_is_an_empty_one():
    gold = read(EXAMPLE)
    rows = scored(gold, None)
    n = len(gold.cues)
    assert counts(rows["cue", "exact", "micro"]) == (0, n, 0)
    assert isnan(rows["cue", "exact", "micro"].precision.value)
    assert rows["cue", "exact", "micro"].recall.value == 0
    assert rows["candidate", "label accuracy", "trigger words"].value.value < 1
    assert ("cue", "label accuracy", "matched cues") not in rows


def test_trigger_words_that_are_not_marked_are_none():
    gold = read(EXAMPLE)
    row = scored(gold, None)["candidate", "label accuracy", "trigger words"]
    marked = len(gold.cues) + 1  # "want" is a stance, "disaster" no trigger word
    assert counts(row) == (len(gold.rejected), *(len(gold.rejected) + marked,) * 2)


def test_an_attribute_counts_where_one_of_the_two_has_it():
    gold, predicted = read(EXAMPLE), read(EXAMPLE)
    predicted.cues[1].certainty = None  # "could"
    assert counts(scored(gold, predicted)["cue", "certainty accuracy", "matched cues"]) == (2, 3, 3)


def test_a_cue_belongs_to_the_sentence_in_which_it_starts():
    gold, predicted = read(EXAMPLE), read(EXAMPLE)
    gold.cues, predicted.cues = gold.cues[1:2], predicted.cues[1:2]  # "could", in the first
    predicted.cues[0].end = 70  # in the second sentence
    assert counts(scored(gold, predicted)["sentence", "uncertain", "sentences"]) == (1, 1, 1)


@pytest.mark.parametrize("key", ["label", "polarity", "holder", "target"])
def test_everything_about_a_stance_must_be_right(key):
    gold, predicted = read(EXAMPLE), read(EXAMPLE)
    other = {"label": "position", "polarity": "neutral", "holder": "implicit", "target": "implicit"}
    assert getattr(predicted.stances[0], key) != other[key]
    setattr(predicted.stances[0], key, other[key])
    assert counts(scored(gold, predicted)["stance", "everything", "end to end"]) == (1, 2, 2)


def test_texts_that_differ_are_named():
    gold, predicted = read(EXAMPLE), read(EXAMPLE)
    predicted.text = predicted.text.replace("ministry", "Ministry")
    with pytest.raises(TextsDifferError) as error:
        score([(gold, predicted)])
    assert str(error.value) == (
        "example: the texts differ from character 4 on: "
        "'ministry claimed tha' in the gold document, 'Ministry claimed tha' in the predicted one"
    )


# Intervals


def test_intervals_of_two_documents_reach_from_the_worse_to_the_better():
    gold = [read(DATA / "gold" / f"{name}.json") for name in ("grain-quota", "harbour-fund")]
    predicted = [read(DATA / "predicted" / f"{doc.id}.json") for doc in gold]
    alone = [scored(a, b) for a, b in zip(gold, predicted, strict=True)]
    pairs = list(zip(gold, predicted, strict=True))
    rows = score(pairs, resamples=200)
    assert repr(rows) == repr(score(pairs, resamples=200))
    tried = 0
    for row in rows:
        both = [side.get((row.layer, row.measure, row.of)) for side in alone]
        if all(both) and row.of != "macro":  # whose labels change with the resample
            values = sorted(side.value.value for side in both)
            assert [row.value.low, row.value.high] == values
            tried += 1
    assert tried > 20


def test_one_document_has_no_interval():
    figure = score([changed()])[0].value
    assert isnan(figure.low)
    assert isnan(figure.high)


def test_resamples_without_a_case_are_left_out():
    shares = np.array([[[0.0]], [[1.0]]])

    def defined(sums):
        return np.where(sums > 0, sums, np.nan)

    low, high = intervals(shares, defined, 400)
    assert (low.item(), high.item()) == (1, 2)
    low, high = intervals(shares * 0, defined, 50)
    assert isnan(low.item())
    assert isnan(high.item())


def test_precision_and_recall_of_a_tally():
    assert (F1(3, 4, 6).precision(), F1(3, 4, 6).recall()) == (0.5, 0.75)
    assert isnan(F1(0, 4, 0).precision())
    assert isnan(F1(0, 0, 6).recall())


# Memory, errors, examples


def test_documents_are_scored_one_pair_at_a_time():
    alive = []

    def documents() -> Iterator[tuple[Document, Document]]:
        for _ in range(5):
            alive.append(sum(type(found) is Document for found in gc.get_objects()))
            yield read(EXAMPLE), read(EXAMPLE)

    gc.collect()
    scorer = Scorer(Errors())
    for pair in documents():
        scorer.add(*pair)
    del pair
    assert max(alive) - alive[0] <= 2
    assert scorer.documents == 5


def test_errors_are_grouped_by_what_is_confused():
    errors = Errors()
    gold, predicted = changed()
    errors.add(Index(gold), Index(predicted))
    found = {confusion: kind.words for confusion, kind in errors.kinds.items()}
    assert found == {
        Confusion("cue", "attribution", "nothing"): {"claimed": 1},
        Confusion("cue", "condition", "investigation"): {"if": 1},
        Confusion("cue", "epistemic", "nothing"): {"could": 1},
        Confusion("cue", "epistemic", "other boundaries"): {"potentially → could potentially": 1},
        Confusion("scope", "weasel", "ends late"): {"some": 1},
    }
    assert errors.strings["cue"].missed == {"claimed": 1, "could": 1}
    assert not errors.strings["cue"].spurious


def test_a_sentence_is_shown_as_it_is():
    gold, predicted = changed()
    gold.text = predicted.text = gold.text.replace("the road", "<b> * `x")
    errors = Errors()
    errors.add(Index(gold), Index(predicted))
    line = next(line for line in errors_page(errors).splitlines() if "**claimed**" in line)
    assert line == (
        "- The ministry **claimed** that \\<b\\> \\* \\`x could potentially reopen. `example:s01`"
    )


def test_the_kinds_of_error_have_few_examples_of_different_words():
    errors = Errors()
    for _ in range(10):
        errors.add(*map(Index, changed()))
    kind = errors.kinds[Confusion("cue", "attribution", "nothing")]
    assert (kind.count, len(kind.examples)) == (10, 1)


@pytest.mark.parametrize(
    "path", sorted(DATA.rglob("*.json")), ids=lambda p: f"{p.parts[-2]}-{p.stem}"
)
def test_the_examples_are_valid(path):
    document = read(path)
    assert check_structure(document.to_dict()) == check_document(Index(document)) == []


def test_matching_compares_only_spans_that_hang_together(monkeypatch):
    compared = []
    monkeypatch.setattr(matching, "overlap", lambda a, b: compared.append(a) or overlap(a, b))
    spans = [Placed(3 * i, 3 * i + 2) for i in range(300)]
    assert len(match(spans, spans)) == len(compared) == 300
