"""The dataset card: front matter that `datasets` loads by, and prose generated from the schema."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hedgerow import schema
from hedgerow.corpus import document_paths
from hedgerow.markdown import table
from hedgerow.views import VIEWS, summary

if TYPE_CHECKING:
    from hedgerow.export.writer import Shard

MARK = "<!-- written by hedgerow export -->"

_SIZES = ((1_000, "n<1K"), (10_000, "1K<n<10K"), (100_000, "10K<n<100K"), (1_000_000, "100K<n<1M"))


def write(folder: Path, shards: list[Shard], root: Path) -> None:
    """Write ``README.md`` for the shards in `folder`, made from the corpus at `root`."""
    from huggingface_hub import DatasetCardData

    sources = _sources(root)
    front = {**_description(shards, sources), **_loading(shards)}
    yaml = DatasetCardData(**front).to_yaml()
    body = _body(shards, sources)
    text = f"---\n{yaml}\n---\n\n{MARK}\n\n{body}"
    (folder / "README.md").write_text(text, encoding="utf-8", newline="\n")


def _sources(root: Path) -> list[dict[str, Any]]:
    """Source and annotation of every document, with the seed's creator from the index."""
    index_path = root / "seeds" / "index.json"
    index = json.loads(index_path.read_text(encoding="utf-8")) if index_path.is_file() else {}
    found = []
    for path in document_paths(root):
        value = json.loads(path.read_text(encoding="utf-8"))
        creator = index.get(Path(value["source"]["path"]).stem, {}).get("creator", "other")
        found.append(
            {"id": value["id"], "language": value["language"], "creator": creator}
            | value["source"]
            | value["annotation"]
        )
    return found


def _description(shards: list[Shard], sources: list[dict[str, Any]]) -> dict[str, Any]:
    """What the Hub shows and searches."""
    kinds = {annotator["kind"] for source in sources for annotator in source["annotators"]}
    names = {"model": "machine-generated", "human": "expert-generated"}
    sentences = sum(shard.num_examples for shard in shards if shard.config == "sentences")
    return {
        "pretty_name": "Hedgerow: stance and hedging in analysis of world affairs",
        "language": sorted({source["language"] for source in sources}),
        "license": "other",
        "license_name": "cc-by-4.0-annotations",
        "license_link": "https://creativecommons.org/licenses/by/4.0/",
        "annotations_creators": sorted(names[kind] for kind in kinds),
        "language_creators": sorted({source["creator"] for source in sources}),
        "multilinguality": ["monolingual"],
        "size_categories": [next((n for top, n in _SIZES if sentences < top), "n>1M")],
        "source_datasets": ["original"],
        "task_categories": ["token-classification", "text-classification"],
        "tags": ["hedging", "stance", "uncertainty", "factuality", "span-annotation"],
    }


def _loading(shards: list[Shard]) -> dict[str, Any]:
    """Configs and dataset_info.

    The cache of `datasets` does not look at files, only at this front matter, so the content
    hash in each description is what makes a changed export load anew.
    """
    configs, infos = [], []
    for name, group in groupby(shards, key=lambda shard: shard.config):
        members = list(group)
        size = sum(shard.path.stat().st_size for shard in members)
        config: dict[str, Any] = {"config_name": name}
        if name == next(iter(VIEWS)):
            config["default"] = True
        config["data_files"] = [
            {"split": shard.split, "path": f"{name}/{shard.split}-*.parquet"} for shard in members
        ]
        config["description"] = f"content-sha256 {fingerprint(s.path for s in members)}"
        configs.append(config)
        splits = [
            {"name": s.split, "num_bytes": s.num_bytes, "num_examples": s.num_examples}
            for s in members
        ]
        infos.append(
            {
                "config_name": name,
                "features": VIEWS[name].features()._to_yaml_list(),
                "splits": splits,
                "download_size": size,
                "dataset_size": sum(shard.num_bytes for shard in members),
            }
        )
    return {"configs": configs, "dataset_info": infos}


def fingerprint(paths: Iterable[Path]) -> str:
    """SHA-256 over the bytes of files, in the order given."""
    digest = hashlib.sha256()
    for path in paths:
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _body(shards: list[Shard], sources: list[dict[str, Any]]) -> str:
    kinds = sorted({annotator["kind"] for source in sources for annotator in source["annotators"]})
    texts = [
        f"- `{s['id']}` ({s['genre']}): {s['provenance']}. Rights: {s['licence']}." for s in sources
    ]
    return f"""# Hedgerow

Span-level annotation of stance and hedging in English analysis of world affairs: who commits to
what, how far, and who is for or against it. Every cue has its scope and holder, every stance its
holder and target, and every trigger word that is not annotated has the reason why.

## Annotation

Annotators in this release are of kind: {", ".join(kinds)}. A `model` is a language model; what it
annotated has been checked by program against the scheme, which is not the same as a human
judgement. Documents by status: {_statuses(sources)}.

## Configurations

A `text` column and the offsets in the same row belong together: offsets count Unicode code points
of that row's `text`, half-open.

{table(("name", "a row is", "rows"), _config_rows(shards))}

```python
from datasets import load_dataset

cues = load_dataset("path/to/this/folder", "cues")
```

## Labels of cues

{_labels("cue")}

## Labels of stances

{_labels("stance")}

## Texts and licences

The annotations are licensed under CC BY 4.0. The texts:

{chr(10).join(texts)}

## Limits

{_limits(sources)}
"""


def _limits(sources: list[dict[str, Any]]) -> str:
    genres = ", ".join(sorted({source["genre"] for source in sources}))
    documents = "1 document" if len(sources) == 1 else f"{len(sources)} documents"
    return (
        f"{documents} of English, in these genres: {genres}. What is rare in them is rare here: "
        "do not estimate from it how often anything occurs in English at large."
    )


def _labels(record: str) -> str:
    rows = [(x.name, x.description) for x in schema.labels(record)]
    return table(("label", "meaning"), rows)


def _statuses(sources: list[dict[str, Any]]) -> str:
    found = [source["status"] for source in sources]
    order = [s for s in schema.names("annotation", "status") if s in found]
    return ", ".join(f"{status} {found.count(status)}" for status in order)


def _config_rows(shards: list[Shard]) -> list[tuple[str, str, str]]:
    rows = []
    for name, group in groupby(shards, key=lambda shard: shard.config):
        counts = ", ".join(f"{shard.split} {shard.num_examples}" for shard in group)
        rows.append((f"`{name}`", summary(name).rstrip("."), counts))
    return rows
