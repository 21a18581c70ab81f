"""How a sentence is asked whether it is uncertain: word by word."""

import pytest

pytest.importorskip("pycrfsuite")

from hedgerow.models import TASKS, Example, Material, Settings, Watch, bags
from hedgerow.models.families import crf
from hedgerow.models.tasks.uncertain import CERTAIN, UNCERTAIN
from hedgerow.tokens import tokenize

TASK = TASKS["uncertain"]


def example(text: str, gold: str) -> Example:
    return Example(text, tuple(tokenize(text)), gold=(gold,))


def words(text: str) -> list[str]:
    found = bags.rows(TASK, example(text, CERTAIN))
    return [f[2:] for row in found for f in row if f.startswith("w=")]


def gold(text: str, label: str) -> list[str]:
    asked = example(text, label)
    return bags.gold(TASK, asked, bags.rows(TASK, asked))


def test_only_words_that_the_lists_know_are_asked():
    assert words("The ferry may reach the harbour.") == ["may"]


def test_a_sentence_without_any_is_one_row():
    assert len(bags.rows(TASK, example("The ferry is red.", CERTAIN))) == 1


def test_no_word_of_a_certain_sentence_hedges():
    assert set(gold("He said that the ferry may sail.", CERTAIN)) == {CERTAIN}


def test_in_an_uncertain_sentence_the_usual_hedge_does():
    assert gold("He said that the ferry may sail.", UNCERTAIN) == [CERTAIN, UNCERTAIN]


def test_without_a_usual_hedge_all_known_words_do():
    assert set(gold("He said that the ferry sails.", UNCERTAIN)) == {UNCERTAIN}


def test_the_surest_word_answers_for_the_sentence():
    answer = bags.answer(TASK, [CERTAIN, UNCERTAIN, CERTAIN], [0.9, 0.8, 0.7])
    assert (answer.labels, answer.probabilities) == ((UNCERTAIN,), (0.8,))
    answer = bags.answer(TASK, [CERTAIN, CERTAIN], [0.9, 0.75])
    assert (answer.labels, answer.probabilities) == ((CERTAIN,), (0.75,))


def test_a_trigger_that_never_hedges_here_is_unlearned():
    """Only what a corpus says of a word can go beyond the list."""
    material = [example(f"Prices rose in May {year}.", CERTAIN) for year in range(1950, 1990)]
    material += [example(f"Prices may rise by {i} percent.", UNCERTAIN) for i in range(40)]
    model = crf.train(Material(TASK, material), Settings(), Watch())
    texts = "It fell in May 2001.", "It may fall."
    answers = model.predict([example(text, "") for text in texts])
    assert [a.labels for a in answers] == [(CERTAIN,), (UNCERTAIN,)]
