"""Every code: declared once, documented, shown by an example that really gives it."""

import json
from pathlib import Path

import pytest

from conftest import CASES, ROOT, make_corpus
from hedgerow import Problem, validate
from hedgerow.catalogue import CATALOGUE, FAMILIES
from hedgerow.catalogue.rule import Edit, Move, Swap, Told
from hedgerow.explain import example_document, explain, markdown

EXECUTED = {code: rule for code, rule in CATALOGUE.items() if not isinstance(rule.example, Told)}
EXPECTED = json.loads((CASES / "catalogue.json").read_text(encoding="utf-8"))
FIXTURES = {path.name.split("-")[0] for path in (CASES / "invalid").iterdir()}
# No fixture can hold them: see test_reader.py, test_notation.py and test_export_of_several.py.
ELSEWHERE = {"P001", "P009", "P010", "P011", "P012", "F001", "C011"}


def told(problems: list[Problem]) -> list[list]:
    return [[p.code, p.line, p.column, p.pointer, p.message, p.suggestion] for p in problems]


@pytest.mark.parametrize("code", EXECUTED)
def test_example_gives_exactly_its_problem(code: str, tmp_path: Path):
    make_corpus(tmp_path, CATALOGUE[code].example.apply(example_document()))
    problems = validate(tmp_path)
    assert {problem.code for problem in problems} == {code}
    assert told(problems) == EXPECTED[code]


def test_the_example_itself_is_clean(corpus: Path):
    assert validate(corpus) == []


def test_every_code_is_produced_by_a_fixture():
    assert EXECUTED.keys() | FIXTURES | ELSEWHERE == CATALOGUE.keys()
    assert EXPECTED.keys() == EXECUTED.keys()


def test_codes_begin_with_their_family_and_are_sorted():
    for letter, (_, rules) in FAMILIES.items():
        codes = [rule.code for rule in rules]
        assert all(code[0] == letter and len(code) == 4 for code in codes)
        assert codes == sorted(set(codes))
    assert len(CATALOGUE) == sum(len(rules) for _, rules in FAMILIES.values())


def test_an_unknown_code_cannot_be_made():
    with pytest.raises(KeyError, match="X999"):
        Problem(code="X999", message="")


@pytest.mark.parametrize("code", CATALOGUE)
def test_page(code: str):
    rule, page = CATALOGUE[code], explain(code)
    for text in (code, rule.title, rule.meaning, rule.why, rule.advice, "Passes", "Fails"):
        assert text in page
    assert f"### {code} {rule.title}" in markdown()
    assert ("of schema/example.json: " in page) is isinstance(rule.example, (Edit, Move))
    assert ("in schema/example.json: " in page) is isinstance(rule.example, Swap)


def test_the_page_of_all_codes_is_up_to_date():
    assert (ROOT / "schema" / "problems.md").read_text(encoding="utf-8") == markdown()
