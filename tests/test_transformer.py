"""The transformer family, with a random encoder of two small layers that is made here."""

import itertools
import json
from dataclasses import replace
from pathlib import Path
from random import Random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks import generate
from conftest import needs
from hedgerow import validate
from hedgerow.document import Source
from hedgerow.export.writer import export
from hedgerow.models import (
    FAMILIES,
    TASKS,
    Example,
    Material,
    ModelError,
    Settings,
    Watch,
    bundle,
    decoding,
    folder,
)
from hedgerow.models.card import card
from hedgerow.models.data import Data
from hedgerow.models.families import transformer
from hedgerow.models.families.transformer.windows import Window, listed, marked, windows
from hedgerow.models.training import Trained, train
from hedgerow.predict.suggest import Suggester
from hedgerow.tokens import tokenize

FAMILY = FAMILIES["transformer"]
LETTERS = "abcdefghijklmnopqrstuvwxyz"
WORDS = "the talks may fail officials said he will go it is likely possible now then".split()
LENGTH = 32
CUES = {
    "The talks may fail now.": "O O B-epistemic O O O",
    "He said it is possible.": "O B-attribution O O B-epistemic O",
    "Officials will go now.": "O O O O O",
    "It is likely, said he.": "O O B-epistemic O B-attribution O O",
}
SCOPES = {
    "Then it may fail.": (8, 11, "before in in in after"),
    "The talks may go, he said.": (10, 13, "in in in in after after after after"),
    "He said it is possible.": (14, 22, "before before in in in after"),
}
SOURCE = Source("seeds/a.txt", "0" * 64, "composed", "none", "unspecified", "none", "a")
QUICK = Settings(epochs=40, learning_rate=2e-3)


def sentence(text: str, gold: str = "", **more) -> Example:
    return Example(text, tuple(tokenize(text)), gold=tuple(gold.split()), **more)


CUE_EXAMPLES = [sentence(text, gold) for text, gold in CUES.items()]
SCOPE_EXAMPLES = [
    sentence(text, gold, focus=(start, end), about="epistemic")
    for text, (start, end, gold) in SCOPES.items()
]
POLARITY_EXAMPLES = [
    sentence("The talks may fail.", label, focus=focus, about="evaluation")
    for label, focus in (("positive", (4, 9)), ("negative", (14, 18)))
]
EXAMPLES = {"cues": CUE_EXAMPLES, "scope": SCOPE_EXAMPLES, "polarity": POLARITY_EXAMPLES}


def answers(labels: tuple[str, ...], follows, first, length: int):
    """Every allowed sequence."""
    for path in itertools.product(range(len(labels)), repeat=length):
        if first[path[0]] and all(follows[a, b] for a, b in itertools.pairwise(path)):
            yield path


@pytest.mark.parametrize(
    ("labels", "allowed"),
    [
        (("O", "B-x", "I-x", "B-y", "I-y"), decoding.bio),
        (("before", "in", "after"), decoding.in_order),
    ],
)
@given(data=st.data())
def test_the_best_sequence_is_the_best_of_all_that_are_allowed(labels, allowed, data):
    length = data.draw(st.integers(1, 4))
    numbers = st.integers(-5, 0)
    rows = [[data.draw(numbers) for _ in labels] for _ in range(length)]
    found = decoding.best(np.array(rows, dtype=float), *allowed(labels))
    every = {
        path: sum(row[i] for row, i in zip(rows, path, strict=True))
        for path in answers(labels, *allowed(labels), length)
    }
    assert every[tuple(found)] == max(every.values())


def test_tags_that_are_allowed():
    follows, first = decoding.bio(("O", "B-x", "I-x", "B-y", "I-y"))
    assert first.tolist() == [True, True, False, True, False]
    assert follows[:, 2].tolist() == [False, True, True, False, False]
    assert follows[:, [0, 1, 3]].all()
    assert decoding.best(np.zeros((0, 5)), follows, first) == []


@given(st.lists(st.sampled_from([*WORDS, "😀", "(", "n't"]), min_size=1), st.data())
def test_marks_move_the_tokens_along(words, data):
    tokens, at = [], 0
    for word in words:
        tokens.append((at, at + len(word)))
        at += len(word) + data.draw(st.integers(0, 1))
    text = "".join(
        word + " " * (after - end)
        for word, (_, end), (after, _) in zip(words, tokens, [*tokens[1:], (at, at)], strict=True)
    )
    focus = data.draw(st.sampled_from(tokens))
    about = data.draw(st.sampled_from(["", "epistemic"]))
    one = marked(Example(text, tuple(tokens), focus, about))
    assert [one.text[a:b] for a, b in one.tokens] == words
    start, _ = one.mark
    opening = f"@ * {about} * " if about else "@ "
    assert one.text[start:].startswith(f"{opening}{text[slice(*focus)]} @")


@pytest.mark.parametrize(
    ("task", "about", "known"),
    [("candidates", "", "epistemic"), ("reason", "modal", "modal epistemic"), ("scope", "x", "x")],
)
def test_of_a_trigger_word_is_known_what_the_list_takes_it_for(task, about, known):
    one = sentence("It may rain.", focus=(3, 6), about=about)
    assert listed(TASKS[task], one) == replace(one, about=known)


def test_an_encoder_in_a_folder_is_called_by_its_name(tmp_path):
    assert Settings(encoder=str(tmp_path)).encoder_name == tmp_path.name
    assert Settings(encoder="owner/name").encoder_name == "owner/name"
    data = Data(TASKS["cues"], {"train": CUE_EXAMPLES})
    made = Trained("transformer", Settings(encoder=str(tmp_path)), data, None, {})
    said = card("cues", {"cues": made}, "", rules=False)
    assert f"Family: transformer. Encoder: {tmp_path.name}. Seed: 0." in said


def test_what_no_window_answers_begins_no_span():
    from hedgerow.models.families.transformer import _tags

    labels = TASKS["cues"].labels
    table = np.zeros((4, len(labels)))
    table[0, labels.index("B-weasel")] = table[2, labels.index("I-weasel")] = 1
    found = _tags(TASKS["cues"], sentence("a b c d"), table)
    assert [labels[i] for i in found] == ["B-weasel", "I-weasel", "I-weasel", "O"]


def test_a_focus_is_in_its_scope():
    from hedgerow.models.families.transformer import _tags

    table = np.array([[0.8, 0.1, 0.1], [0.8, 0.1, 0.1], [0.1, 0.1, 0.8]])
    found = _tags(TASKS["scope"], sentence("a b c", focus=(2, 3)), table)
    assert found == [0, 1, 2]


@pytest.fixture(scope="module")
def encoder(tmp_path_factory) -> str:
    """A folder with a random BERT for 32 sub-tokens and its tokenizer."""
    import torch
    from transformers import BertConfig, BertModel, BertTokenizerFast

    torch.set_num_threads(1)
    torch.manual_seed(0)
    made = tmp_path_factory.mktemp("encoder")
    special = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
    vocabulary = [*special, *LETTERS, *"@*.,", *(f"##{c}" for c in LETTERS), *WORDS]
    (made / "vocab.txt").write_text("\n".join(vocabulary), encoding="utf-8")
    BertTokenizerFast(str(made / "vocab.txt")).save_pretrained(made)
    config = BertConfig(
        vocab_size=len(vocabulary),
        hidden_size=32,
        num_hidden_layers=2,
        num_attention_heads=2,
        intermediate_size=64,
        max_position_embeddings=LENGTH + 2,
    )
    BertModel(config).save_pretrained(made)
    return str(made)


@pytest.fixture(scope="module")
def tokenizer(encoder):
    from transformers import AutoTokenizer

    return AutoTokenizer.from_pretrained(encoder)


@pytest.fixture(scope="module")
def saved(encoder, tmp_path_factory) -> Path:
    """A folder with a model."""
    out = tmp_path_factory.mktemp("model")
    data = Data(TASKS["cues"], {"train": CUE_EXAMPLES, "test": CUE_EXAMPLES})
    settings = replace(QUICK, encoder=encoder, epochs=1)
    folder.save(train("transformer", data, settings), out)
    return out


def learned(task: str, encoder: str):
    return FAMILY.train(
        Material(TASKS[task], EXAMPLES[task]), replace(QUICK, encoder=encoder), Watch()
    )


@pytest.fixture
def no_lists(monkeypatch):
    """Nothing is learned but the examples."""
    monkeypatch.setattr(transformer, "framed", lambda task: [])


@pytest.mark.transformers
@pytest.mark.usefixtures("no_lists")
@needs("torch", "transformers")
class TestWithAnEncoder:
    @pytest.mark.parametrize("task", EXAMPLES)
    def test_it_learns_and_a_saved_model_answers_as_before(self, task, encoder, tmp_path):
        examples = EXAMPLES[task]
        model = learned(task, encoder)
        found = model.predict(examples)
        assert [p.labels for p in found] == [e.gold for e in examples]
        assert all(0 < p <= 1 for one in found for p in one.probabilities)
        again = learned(task, encoder)
        assert again.predict(examples) == found
        model.save(tmp_path)
        assert FAMILY.load(tmp_path, TASKS[task]).predict(examples) == found
        endings = {path.suffix for path in tmp_path.iterdir()}
        assert ".safetensors" in endings
        assert endings <= {".safetensors", ".json", ".txt"}

    def test_windows_answer_every_token_and_fit(self, tokenizer):
        @given(st.lists(st.sampled_from([*WORDS, "x" * 7, "😀", "𝒵", ",", "Öl"]), min_size=1))
        def holds(words):
            example = sentence(" ".join(words))
            found = windows(tokenizer, TASKS["cues"], [example], LENGTH)
            assert {slot for one in found for slot in one.slots} == set(range(len(example.tokens)))
            assert all(len(one.inputs["input_ids"]) <= LENGTH for one in found)
            pieces = tokenizer.convert_ids_to_tokens
            for one in found:
                for slot, place in zip(one.slots, one.places, strict=True):
                    piece = pieces(one.inputs["input_ids"][place])
                    start, end = example.tokens[slot]
                    word = example.text[start:end].lower()
                    assert piece == "[UNK]" or word.replace("ö", "o").startswith(piece)

        holds()

    @pytest.mark.parametrize("task", ["scope", "polarity"])
    def test_every_window_has_the_focus(self, task, tokenizer):
        text = " ".join(["the talks"] * 30 + ["may"] + ["fail"] * 60)
        start = text.index("may")
        example = sentence(text, focus=(start, start + 3), about="epistemic")
        found = windows(tokenizer, TASKS[task], [example], LENGTH)
        assert found
        may = tokenizer.convert_tokens_to_ids("may")
        assert all(may in one.inputs["input_ids"] for one in found)

    def test_a_word_without_sub_tokens_gets_an_answer(self, encoder):
        example = Example("The \u200b talks may", ((0, 3), (4, 5), (6, 11), (12, 15)))
        model = learned("cues", encoder)
        assert windows(model.tokenizer, TASKS["cues"], [example], LENGTH)[0].slots == [0, 2, 3]
        assert model.predict([example])[0].labels == ("O", "O", "O", "B-epistemic")
        assert model.predict([Example("", ())])[0].labels == ()
        assert model.predict([]) == []

    @pytest.mark.parametrize("task", EXAMPLES)
    def test_a_long_sentence_is_answered_to_its_end(self, task, encoder):
        text = "He will go now, " * 40 + "the talks may fail."
        start = text.index("may")
        focus = None if task == "cues" else (start, start + 3)
        example = sentence(text, focus=focus, about="epistemic" if focus else "")
        (found,) = learned(task, encoder).predict([example])
        tags = TASKS[task].kind == "tag"
        assert len(found.labels) == (len(example.tokens) if tags else 1)
        if task == "cues":
            assert all(found.probabilities)  # nought where no window answers

    def test_the_best_epoch_is_kept_and_patience_ends(self, encoder):
        script, seen = iter([0.1, 0.5, 0.4, float("nan"), 0.2, 0.9]), []

        def score(examples, predictions):
            seen.append(predictions)
            return {"F1": next(script)}

        task = replace(TASKS["cues"], score=score)
        told = []
        model = FAMILY.train(
            Material(task, CUE_EXAMPLES, CUE_EXAMPLES),
            replace(QUICK, encoder=encoder),
            Watch(lambda done, of: told.append(done / of)),
        )
        assert len(seen) == 5  # the second was the best, and three were no better
        assert model.predict(CUE_EXAMPLES) == seen[1] != seen[4]
        assert told == sorted(told)
        assert told[-1] == 1

    def test_an_epoch_has_all_the_data_and_a_part_of_the_lists(self):
        from hedgerow.models.families.transformer import loop

        @given(st.integers(1, 600), st.integers(0, 100), st.integers(1, 4), st.integers(0, 2))
        def holds(data, lists, epochs, seed):
            lengths = Random(seed)
            made = [
                Window(i, {"input_ids": [0] * lengths.randint(3, 60)}, [0], [0])
                for i in range(data + lists)
            ]
            lessons = loop.Lessons(made[:data], made[data:], [])
            found = lessons.batches(epochs, Random(seed))
            assert found == lessons.batches(epochs, Random(seed))
            seen = [[one.example for batch in epoch for one in batch] for epoch in found]
            assert len(seen) == epochs
            assert all(sorted(epoch)[:data] == list(range(data)) for epoch in seen)
            spread = sorted(i for epoch in seen for i in epoch if i >= data)
            assert spread == list(range(data, data + lists))
            assert all(len(batch) <= loop.BATCH for epoch in found for batch in epoch)

        holds()

    def test_a_batch_goes_where_the_network_is(self):
        import torch
        from transformers import BertConfig, BertForTokenClassification

        from hedgerow.models.families.transformer import loop

        def pad(inputs, return_tensors):
            return {"input_ids": torch.tensor([one["input_ids"] for one in inputs])}

        size = {"hidden_size": 8, "num_attention_heads": 2, "num_hidden_layers": 1}
        network = BertForTokenClassification(BertConfig(vocab_size=9, num_labels=3, **size))
        made = [Window(0, {"input_ids": [1, 2, 3]}, [0], [1])]
        lessons = loop.Lessons(made, [], [[2]])
        # A tensor left behind on the CPU cannot meet one that is meta.
        loop.fine_tune(network.to("meta"), pad, lessons, None, Settings(epochs=2), Watch())
        assert {parameter.device.type for parameter in network.parameters()} == {"meta"}

    def test_what_the_word_lists_say_is_learned(self, encoder, monkeypatch):
        frame = sentence("Then he will go.", "O O B-booster O O")
        monkeypatch.setattr(transformer, "framed", lambda task: [frame] * 40)
        model = learned("cues", encoder)
        assert model.predict([frame])[0].labels == frame.gold
        assert model.predict(CUE_EXAMPLES)[0].labels == CUE_EXAMPLES[0].gold

    def test_an_encoder_in_half_precision_is_trained_in_full(self, encoder, tmp_path):
        import torch
        from transformers import AutoTokenizer, BertModel

        BertModel.from_pretrained(encoder).half().save_pretrained(tmp_path)
        AutoTokenizer.from_pretrained(encoder).save_pretrained(tmp_path)
        model = learned("cues", str(tmp_path))
        assert {parameter.dtype for parameter in model.network.parameters()} == {torch.float32}
        model.save(tmp_path)
        again = FAMILY.load(tmp_path, TASKS["cues"])
        assert again.predict(CUE_EXAMPLES) == model.predict(CUE_EXAMPLES)

    def test_of_equal_scores_the_likelier_is_better(self):
        from hedgerow.models.families.transformer.loop import Best

        best = Best()
        offered = [(0.0, -3.0), (0.0, -2.0), (0.0, -2.0), (float("nan"), 0.0), (0.1, -9.0)]
        kept = []
        for epoch, quality in enumerate(offered):
            best.offer(quality, epoch, dict)
            kept.append(best.epoch)
        assert kept == [0, 1, 1, 1, 4]

    def test_an_encoder_that_cannot_be_used(self, tmp_path):
        material = Material(TASKS["cues"], CUE_EXAMPLES)
        with pytest.raises(ValueError, match="needs an encoder"):
            FAMILY.train(material, Settings(), Watch())
        with pytest.raises(ValueError, match="cannot be read as an encoder"):
            FAMILY.train(material, Settings(encoder=str(tmp_path)), Watch())

    @pytest.mark.parametrize("name", ["config.json", "model.safetensors", "tokenizer.json"])
    @pytest.mark.parametrize("content", [None, "", "[]", "{}"])
    def test_a_damaged_model(self, name, content, saved: Path, tmp_path):
        for path in saved.iterdir():
            if path.name != name:
                (tmp_path / path.name).write_bytes(path.read_bytes())
            elif content is not None:
                (tmp_path / name).write_text(content, encoding="utf-8")
        with pytest.raises(ModelError, match=str(tmp_path)):
            folder.load(tmp_path, "cues")

    @pytest.mark.parametrize("name", ["config.json", "model.safetensors"])
    def test_weights_that_cannot_be_read(self, name, saved: Path, tmp_path):
        for path in saved.iterdir():
            (tmp_path / path.name).write_bytes(path.read_bytes())
        (tmp_path / name).write_text("{", encoding="utf-8")
        with pytest.raises((OSError, ValueError)):
            FAMILY.load(tmp_path, TASKS["cues"])

    def test_a_model_with_other_labels(self, saved: Path, tmp_path):
        for path in saved.iterdir():
            (tmp_path / path.name).write_bytes(path.read_bytes())
        config = json.loads((tmp_path / "config.json").read_text(encoding="utf-8"))
        config["id2label"]["0"] = "outside"
        (tmp_path / "config.json").write_text(json.dumps(config), encoding="utf-8")
        with pytest.raises(ValueError, match="other labels than cues"):
            FAMILY.load(tmp_path, TASKS["cues"])

    def test_a_folder_is_read_as_any_model(self, saved: Path, tmp_path):
        assert folder.load(saved, "cues").family == "transformer"
        with pytest.raises(ModelError):
            folder.load(saved, "scope")

    def test_whole_documents(self, encoder, tmp_path):
        generate.corpus(tmp_path / "corpus", 5)
        export([tmp_path / "corpus"], tmp_path / "export")
        settings = replace(QUICK, encoder=encoder, epochs=1)
        trained = bundle.train_bundle("transformer", [tmp_path / "export"], settings=settings)
        (tmp_path / "model").mkdir()
        bundle.save(trained, tmp_path / "model")
        suggester = Suggester(bundle.load(tmp_path / "model"))
        text = (
            "He said it may fail, \u200b perhaps “soon”.\n\nIt is 😀 likely that " + "he will " * 40
        )
        document = suggester.predict("a", text, SOURCE).document
        assert {problem.code for problem in validate(document)} <= {"W005"}
        assert suggester.worth[0].wrong > 0
