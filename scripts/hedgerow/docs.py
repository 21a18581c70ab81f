"""Everything in a checkout that is generated from the corpus, the schema and the catalogue."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator
from pathlib import Path

from hedgerow import sections, speed
from hedgerow.agreement import agreement
from hedgerow.catalogue import CATALOGUE
from hedgerow.catalogue.rule import Edit
from hedgerow.corpus import corpus_at, document_paths, split_of
from hedgerow.explain import example_document, markdown
from hedgerow.export import checkout
from hedgerow.index import Index
from hedgerow.markdown import fill
from hedgerow.pipeline import check_file, read, validate
from hedgerow.problems import has_errors
from hedgerow.render import render_sentence
from hedgerow.report import text
from hedgerow.statistics import statistics
from hedgerow.views import VIEWS

SHOWN = ("putin-peace-talks-2022", ("s12", "s20"))


def generated(root: Path) -> dict[Path, str]:
    """The generated files of the checkout at `root`, with the content they should have."""
    readme, datasheet = root / "README.md", root / "annotations" / "DATASHEET.md"
    documents = [(str(split_of(path)), _index(path)) for path in document_paths(root)]
    indexes = [index for _, index in documents]
    found = statistics(documents)
    parts = {
        "example": _block(_example(indexes)),
        "configurations": _configurations(indexes),
        "labels": _labels(),
        "record": _record(indexes),
        "problem": _block(_problem()),
        "agreement": _agreement(root),
        "export-speed": speed.export_table(root),
        "export-cost": speed.cost_table(root),
        **sections.counts(found),
        "texts": sections.texts((split, index.document.source) for split, index in documents),
    }
    return {
        root / checkout.NAME: checkout.checkout_yaml(root),
        root / "schema" / "problems.md": markdown(),
        readme: fill(readme.read_text(encoding="utf-8"), parts),
        datasheet: fill(datasheet.read_text(encoding="utf-8"), parts),
    }


def _index(path: Path) -> Index:
    checked = check_file(path)
    if checked.index is None or has_errors(checked.problems):
        raise ValueError(f"{path} has errors: run hedgerow validate")
    return checked.index


def _block(lines: Iterator[str]) -> str:
    body = "\n".join(line.rstrip() for line in lines).strip("\n")
    return f"```text\n{body}\n```"


def _example(indexes: list[Index]) -> Iterator[str]:
    document, sentences = SHOWN
    index = next(index for index in indexes if index.document.id == document)
    for sentence in index.document.sentences:
        if sentence.id in sentences:
            yield from render_sentence(index, sentence, width=86)
            yield ""


def _configurations(indexes: list[Index]) -> str:
    counts = {
        name: sum(1 for index in indexes for _ in view.rows(index)) for name, view in VIEWS.items()
    }
    return sections.configurations({name: str(count) for name, count in counts.items()})


def _labels() -> str:
    return "\n\n".join(f"{record}s:\n\n{sections.labels(record)}" for record in ("cue", "stance"))


def _agreement(root: Path) -> str:
    """Agreement of the two passes, where there are two."""
    passes = sorted(path for path in (root / "annotations" / "passes").glob("*") if path.is_dir())
    if len(passes) != 2:
        return "There are no two independent passes yet."
    first, second = ({p.stem: read(p) for p in sorted(f.glob("*.json"))} for f in passes)
    common = sorted(first.keys() & second.keys())
    return sections.agreement(agreement([(first[name], second[name]) for name in common]))


def _record(indexes: list[Index]) -> str:
    document, sentences = SHOWN
    doc = next(index.document for index in indexes if index.document.id == document)
    home = next(sentence for sentence in doc.sentences if sentence.id == sentences[0])
    position = next(i for i, cue in enumerate(doc.cues) if cue.start >= home.start)
    value = json.dumps(doc.to_dict()["cues"][position], ensure_ascii=False, indent=2)
    return f"```json\n{value}\n```"


def _problem() -> Iterator[str]:
    """What validate prints for the example of T007."""
    base = example_document()
    example = CATALOGUE["T007"].example
    assert isinstance(example, Edit)  # noqa: S101
    with tempfile.TemporaryDirectory() as folder:
        path = corpus_at(Path(folder), base["source"]["path"], base["text"], "train/example.json")
        path.write_text(example.apply(base), encoding="utf-8")
        problems = validate(path, select="T007")
        edited = json.loads(path.read_text(encoding="utf-8"))
    for _, line in text.lines(problems, edited):
        yield line.replace(f"{folder}/", "")
