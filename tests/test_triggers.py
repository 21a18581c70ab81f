"""The trigger list is consistent, and its occurrences are found where they stand."""

import json

import pytest

from conftest import ROOT
from hedgerow import schema, triggers
from hedgerow.tokens import tokenize

LIST = json.loads((ROOT / "schema" / "triggers.json").read_text(encoding="utf-8"))
LABELS = {*schema.names("cue"), *schema.names("stance")}
REASONS = set(schema.names("rejected", "reason"))


def words(text):
    found = triggers.find(text, [(0, len(text))])
    return [(text[o.start : o.end], o.trigger.cls) for o in found]


def test_every_entry_uses_known_classes_labels_and_values():
    for entry in LIST["entries"]:
        assert entry["class"] in LIST["classes"], entry
        assert set(entry["may_be"]) <= LABELS, entry
        assert entry["default"] in {*entry["may_be"], *REASONS}, entry
        for key in ("certainty", "reporting", "polarity"):
            assert entry.get(key) in {None, *schema.names("cue", key)}, entry


def test_forms_and_lemmas_are_unique_and_lower_case():
    forms = [form for entry in LIST["entries"] for form in entry["forms"]]
    assert len(forms) == len(set(forms))
    assert all(form == form.lower().strip() for form in forms)
    lemmas = [entry["lemma"] for entry in LIST["entries"]]
    assert len(lemmas) == len(set(lemmas))


@pytest.mark.parametrize("entry", LIST["entries"], ids=lambda entry: entry["lemma"])
def test_every_form_is_found_as_its_entry(entry):
    for form in entry["forms"]:
        trigger = triggers.lookup(form)
        assert trigger is not None
        assert trigger.lemma == entry["lemma"], form


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It MAY rain.", [("MAY", "modal")]),
        ("maybe", [("maybe", "likelihood")]),
        ("They couldn’t say.", [("could", "modal"), ("say", "reporting-verb")]),
        ("a would-be ally", [("would-be", "distancing")]),
        (
            "It looks like rain, if you look.",
            [("looks like", "likelihood"), ("if", "subordinator")],
        ),
        ("no doubt", [("no doubt", "booster")]),
        (
            "rather than peace, rather odd",
            [("rather than", "contrast"), ("rather", "approximator")],
        ),
        ("dismay and Mayor", []),
        ("some\n  people", [("some", "indefinite")]),
        ("the “so-called” ally", [("“so-called”", "quotation"), ("so-called", "distancing")]),
        ('a "bad peace" here', [('"bad peace"', "quotation")]),
        ("the ‘bad peace’ and Russia’s land", [("‘bad peace’", "quotation")]),
        ("an unclosed “quote and an end", []),
    ],
)
def test_occurrences(text, expected):
    assert words(text) == expected


def test_a_quotation_across_sentences_is_no_occurrence():
    text = "He “said so. And left” then."
    assert [o.trigger.cls for o in triggers.find(text, [(0, 12), (13, len(text))])] == [
        "reporting-verb"
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Moscow’s land.", ["Moscow", "’s", "land", "."]),
        ("It isn't 2.5%", ["It", "is", "n't", "2.5", "%"]),
        ("so-called “peace”", ["so-called", "“", "peace", "”"]),
        ("U.S. troops", ["U.S", ".", "troops"]),
        ("cafe\u0301 x", ["cafe\u0301", "x"]),
        ("😀 Ada 𝒵ola", ["😀", "Ada", "𝒵ola"]),
        ("a\r\nb\tc", ["a", "b", "c"]),
        ("", []),
    ],
)
def test_tokens(text, expected):
    assert [text[a:b] for a, b in tokenize(text)] == expected
