"""Everything in a checkout that is generated from the corpus, the schema and the catalogue."""

from __future__ import annotations

import json
import re
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from hedgerow import schema
from hedgerow.catalogue import CATALOGUE
from hedgerow.catalogue.rule import Edit
from hedgerow.corpus import corpus_at, document_paths, split_of
from hedgerow.explain import example_document, markdown
from hedgerow.export import checkout
from hedgerow.index import Index
from hedgerow.markdown import table
from hedgerow.pipeline import check_file, validate
from hedgerow.problems import has_errors
from hedgerow.render import render_sentence
from hedgerow.report import text
from hedgerow.tokens import tokenize
from hedgerow.views import VIEWS, summary

SHOWN = ("putin-peace-talks-2022", ("s12", "s20"))
LAYERS = ("sentences", "tokens", "cues", "stances", "mentions", "relations", "rejected")


def generated(root: Path) -> dict[Path, str]:
    """The generated files of the checkout at `root`, with the content they should have."""
    readme = root / "README.md"
    indexes = [_index(path) for path in document_paths(root)]
    sections = {
        "example": _block(_example(root)),
        "configurations": _configurations(root),
        "counts": _counts(root),
        "labels": _labels(),
        "record": _record(indexes),
        "problem": _block(_problem()),
    }
    page = readme.read_text(encoding="utf-8")
    for name, content in sections.items():
        pattern = rf"(<!-- generated: {name} -->\n).*?(<!-- end -->)"
        match = re.search(pattern, page, flags=re.DOTALL)
        if match:
            page = f"{page[: match.end(1)]}{content}\n{page[match.start(2) :]}"
    return {
        root / checkout.NAME: checkout.checkout_yaml(root),
        root / "schema" / "problems.md": markdown(),
        readme: page,
    }


def _index(path: Path) -> Index:
    checked = check_file(path)
    if checked.index is None or has_errors(checked.problems):
        raise ValueError(f"{path} has errors: run hedgerow validate")
    return checked.index


def _block(lines: Iterator[str]) -> str:
    body = "\n".join(line.rstrip() for line in lines).strip("\n")
    return f"```text\n{body}\n```"


def _example(root: Path) -> Iterator[str]:
    document, sentences = SHOWN
    path = next(path for path in document_paths(root) if path.stem == document)
    index = _index(path)
    for sentence in index.document.sentences:
        if sentence.id in sentences:
            yield from render_sentence(index, sentence, width=86)
            yield ""


def _configurations(root: Path) -> str:
    rows = []
    indexes = [_index(path) for path in document_paths(root)]
    for name, view in VIEWS.items():
        count = sum(1 for index in indexes for _ in view.rows(index))
        rows.append((f"`{name}`", summary(name).rstrip("."), str(count)))
    return table(("configuration", "a row is", "rows"), rows)


def _counts(root: Path) -> str:
    """Records per layer and split, then per label."""
    by_split: dict[str, Counter[str]] = {}
    labels: Counter[tuple[str, str]] = Counter()
    for path in document_paths(root):
        doc = _index(path).document
        counter = by_split.setdefault(str(split_of(path)), Counter())
        counter["documents"] += 1
        counter["tokens"] += len(tokenize(doc.text))
        for layer in LAYERS:
            counter[layer] += len(getattr(doc, layer, ()))
        labels.update(("cue", cue.label) for cue in doc.cues)
        labels.update(("stance", stance.label) for stance in doc.stances)
        labels.update(("rejected", rejected.reason) for rejected in doc.rejected)
    head = ("split", "documents", *LAYERS)
    rows = [[s, *(str(counter[key]) for key in head[1:])] for s, counter in by_split.items()]
    lines = [table(head, rows), ""]
    for record, key in (("cue", "label"), ("stance", "label"), ("rejected", "reason")):
        counts = [f"{name} {labels[record, name]}" for name in schema.names(record, key)]
        lines.append(f"- {record}: {', '.join(counts)}")
    return "\n".join(lines)


def _labels() -> str:
    rows = []
    for record in ("cue", "stance"):
        rows += [(record, f"`{x.name}`", x.description) for x in schema.labels(record)]
    return table(("layer", "label", "meaning"), rows)


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
