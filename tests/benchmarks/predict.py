"""How well the default cue model does on texts unlike those it saw, and how fast prediction is.

    python tests/benchmarks/predict.py [--texts 1000] [--save]

A model is trained on all genres but one and asked about that one, for every genre: as it stands, in
small letters, in capitals, tokenized as in the Penn Treebank, and with its nouns replaced by
those of molecular biology. The trigger list is asked the same. Then a model of whole documents is
trained, and annotates the corpus again and again; rates are sentences a second of processor time.
With `--texts` nothing else is measured but the command on a file of so many texts, those of the
generated documents; `--save` keeps that in predict.json, from which `hedgerow docs` says what a
billion texts would take.
"""

from __future__ import annotations

import argparse
import datetime
import json
import os
import platform
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import generate

from hedgerow import read
from hedgerow.corpus import data_root, document_paths
from hedgerow.export.writer import export
from hedgerow.models import (
    FAMILIES,
    TASKS,
    Example,
    Material,
    Settings,
    Watch,
    bundle,
    data,
)
from hedgerow.models.families import crf
from hedgerow.models.words import describe
from hedgerow.predict import Predictor

HERE = Path(__file__).parent
COMMAND = [sys.executable, "-c", "from hedgerow.cli import main; main()", "predict"]
TASK = TASKS["cues"]
MEASURES = ("F1", "F1 uncertain cues", "F1 uncertain sentences")
SPELLED = {"“": "``", "”": "''", "(": "-LRB-", ")": "-RRB-"}
NOUNS = "p53 NF-kappaB IL-2 lymphocytes phosphorylation kinase promoter transcription cells".split()


def rebuilt(example: Example, word: Callable[[str, str], str]) -> Example:
    """The sentence with one space between tokens, each replaced by `word` of itself and its tag."""
    text, tokens = "", []
    for old, tag in zip(example.words, example.gold, strict=True):
        new = word(old, tag)
        text += " " if text else ""
        tokens.append((len(text), len(text) + len(new)))
        text += new
    return replace(example, text=text, tokens=tuple(tokens))


def biological(old: str, tag: str) -> str:
    noun = describe(old).kind in ("word", "name", "-s", "-tion", "-ity", "-al")
    return random.choice(NOUNS) if noun and tag == "O" else old


WAYS: dict[str, Callable[[Example], Example]] = {
    "as it stands": lambda example: example,
    "small letters": lambda example: rebuilt(example, lambda old, _: old.lower()),
    "capitals": lambda example: rebuilt(example, lambda old, _: old.upper()),
    "tokenized": lambda example: rebuilt(example, lambda old, _: SPELLED.get(old, old)),
    "biology": lambda example: rebuilt(example, biological),
}


def genres(exported: Path) -> None:
    """Print the scores over all genres, each left out once."""
    found = [e for examples in data.load(TASK, [exported]).splits.values() for e in examples]
    asked: dict[str, list[Example]] = {way: [] for way in WAYS}
    answers: dict[tuple[str, str], list] = {(way, f): [] for way in WAYS for f in ("crf", "list")}
    listed = FAMILIES["trigger-list"].load(Path(), TASK)
    for genre in sorted({e.genre for e in found}):
        seen = [e for e in found if e.genre != genre]
        model = FAMILIES["crf"].train(Material(TASK, seen), Settings(), Watch())
        for way, change in WAYS.items():
            some = [change(e) for e in found if e.genre == genre]
            asked[way] += some
            answers[way, "crf"] += model.predict(some)
            answers[way, "list"] += listed.predict(some)
    print(f"{'text':14}{'model':8}" + "".join(f"{measure:>24}" for measure in MEASURES))
    for (way, family), given in answers.items():
        scores = TASK.score(asked[way], given)
        print(f"{way:14}{family:8}" + "".join(f"{scores[m]:>24.3f}" for m in MEASURES))


def trained(exported: Path, folder: Path) -> Path:
    """The folder with a model of whole documents."""
    bundle.save(bundle.train_bundle("crf", [exported]), folder)
    return folder


def speed(exported: Path) -> None:
    """Print the median rate of five rounds over the corpus, of the tagger and of it all."""
    with tempfile.TemporaryDirectory() as folder:
        predictor = Predictor(bundle.load(trained(exported, Path(folder))))
    documents = [read(path) for path in document_paths(data_root())]
    read_once = data.load(TASK, [exported])
    examples = [e for some in read_once.splits.values() for e in some]
    rates: dict[str, list[float]] = {"cue tagger": [], "whole documents": []}
    for _ in range(5):
        crf.forget()
        start = time.process_time()
        predictor.parts["cues"].model.predict(examples)
        middle = time.process_time()
        crf.forget()
        for document in documents:
            predictor.predict(document.id, document.text, document.source)
        rates["cue tagger"].append(len(examples) / (middle - start))
        rates["whole documents"].append(len(examples) / (time.process_time() - middle))
    for name, found in rates.items():
        print(f"{name}: {sorted(found)[2]:,.0f} sentences a second")


def archive(exported: Path, folder: Path, count: int) -> dict[str, object]:
    """The processor time that the command takes for a file of texts, its start included."""
    model = folder / "model"
    model.mkdir()
    trained(exported, model)
    rows = [generate.document(number) for number in range(count)]
    file = folder / "texts.jsonl"
    lines = [json.dumps({"id": row["id"], "text": row["text"]}) + "\n" for row in rows]
    file.write_text("".join(lines), encoding="utf-8")
    command = [*COMMAND, str(file), "--model", str(model), "--out", str(folder / "out.jsonl.zst")]
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return {
        "machine": f"{os.cpu_count()} cores, Python {platform.python_version()}",
        "date": datetime.datetime.now(tz=datetime.timezone.utc).date().isoformat(),
        "texts": count,
        "bytes": sum(len(row["text"].encode()) for row in rows),
        "sentences": sum(len(row["sentences"]) for row in rows),
        "processor": after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime,
    }


def main() -> None:
    parser = argparse.ArgumentParser(description="Measure prediction.")
    parser.add_argument("--texts", type=int, help="measure the command on so many texts, alone")
    parser.add_argument("--save", action="store_true")
    options = parser.parse_args()
    random.seed(0)
    with tempfile.TemporaryDirectory() as folder:
        exported = Path(folder) / "export"
        export(data_root(), exported)
        if options.texts:
            found = json.dumps(archive(exported, Path(folder), options.texts), indent=2)
            print(found)
            if options.save:
                (HERE / "predict.json").write_text(f"{found}\n", encoding="utf-8")
            return
        genres(exported)
        speed(exported)


if __name__ == "__main__":
    main()
