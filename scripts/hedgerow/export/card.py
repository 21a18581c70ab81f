"""The dataset card: front matter that `datasets` loads by, and prose generated from the schema."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from importlib.metadata import version
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hedgerow import sections
from hedgerow.document import Document, Source
from hedgerow.markdown import fill
from hedgerow.statistics import Statistics
from hedgerow.views import VIEWS, describe

if TYPE_CHECKING:
    from hedgerow.export.writer import Shard

TITLE = "Hedgerow: stance and hedging in analysis of world affairs"
LICENCE = "https://creativecommons.org/licenses/by/4.0/"
RELEASED = "2026-11-23"
MARK = "<!-- written by hedgerow export -->"

_SIZES = ((1_000, "n<1K"), (10_000, "1K<n<10K"), (100_000, "10K<n<100K"), (1_000_000, "100K<n<1M"))


@dataclass(frozen=True, slots=True)
class Summary:
    """What the card says of one document."""

    split: str
    language: str
    kinds: frozenset[str]
    source: Source
    converted: bool

    @classmethod
    def of(cls, split: str, document: Document) -> Summary:
        """The summary of a document."""
        kinds = frozenset(annotator.kind for annotator in document.annotation.annotators)
        converted = document.annotation.origin == "converted"
        return cls(split, document.language, kinds, document.source, converted)


def write(
    folder: Path,
    shards: list[Shard],
    summaries: list[Summary],
    found: Statistics,
    roots: list[Path],
) -> None:
    """Write ``README.md`` for the shards in `folder`.

    The text is the datasheet of the corpus, if there is one; creators come from the index of seeds.
    """
    from huggingface_hub import DatasetCardData

    creators = _creators(roots, summaries)
    front = {**_description(shards, summaries, creators), **_loading(shards)}
    yaml = DatasetCardData(**front).to_yaml()
    text = f"---\n{yaml}\n---\n\n{MARK}\n\n{_body(shards, summaries, found, roots)}"
    (folder / "README.md").write_text(text, encoding="utf-8", newline="\n")


def about(summaries: list[Summary]) -> dict[str, Any]:
    """What schema.org asks of a dataset."""
    return {
        "name": "hedgerow",
        "description": TITLE,
        **({} if _foreign(summaries) else {"license": LICENCE}),
        "inLanguage": sorted({summary.language for summary in summaries}),
        "version": version("hedgerow"),
        "citeAs": f"{TITLE}, version {version('hedgerow')}",
        "datePublished": RELEASED,
        "isLiveDataset": False,
    }


def _foreign(summaries: list[Summary]) -> bool:
    """Whether some of the annotation is somebody else's, and so is its licence."""
    return any(summary.converted for summary in summaries)


def _creators(roots: list[Path], summaries: list[Summary]) -> list[str]:
    """Who made the language of the texts, in the Hub's terms, as seeds/index.json says."""
    index: dict[str, Any] = {}
    for path in (root / "seeds" / "index.json" for root in roots):
        index |= json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
    stems = (Path(summary.source.path).stem for summary in summaries)
    return sorted({index.get(stem, {}).get("creator", "other") for stem in stems})


def _description(
    shards: list[Shard], summaries: list[Summary], creators: list[str]
) -> dict[str, Any]:
    """What the Hub shows and searches."""
    kinds = frozenset[str]().union(*(summary.kinds for summary in summaries))
    names = {"model": "machine-generated", "human": "expert-generated"}
    licence = {"license_name": "cc-by-4.0-annotations", "license_link": LICENCE}
    if _foreign(summaries):
        licence = {"license_name": "as-the-source-of-each-text"}
    sentences = sum(shard.num_examples for shard in shards if shard.config == "sentences")
    return {
        "pretty_name": TITLE,
        "language": sorted({summary.language for summary in summaries}),
        "license": "other",
        **licence,
        "annotations_creators": sorted(names[kind] for kind in kinds),
        "language_creators": creators,
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
                "features": members[0].features._to_yaml_list(),
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


def _body(
    shards: list[Shard], summaries: list[Summary], found: Statistics, roots: list[Path]
) -> str:
    """The corpus's own datasheet if it has one, with figures of this export; then the columns."""
    datasheet = roots[0] / "annotations" / "DATASHEET.md"
    own = len(roots) == 1 and datasheet.is_file()
    page = datasheet.read_text(encoding="utf-8") if own else _DATASHEET
    filled = fill(
        page,
        {**sections.counts(found), "texts": sections.texts((s.split, s.source) for s in summaries)},
    )
    return f"""{filled.rstrip()}

## Configurations

A `text` column and the offsets in the same row belong together: offsets count Unicode code points
of that row's `text`, half-open.

{sections.configurations(_rows(shards))}

```python
from datasets import load_dataset

cues = load_dataset("path/to/this/folder", "cues")
```

## Columns

{_merged(roots)}{sections.columns()}

## Labels of cues

{sections.labels("cue")}

## Labels of stances

{sections.labels("stance")}
"""


def _merged(roots: list[Path]) -> str:
    """The column that several corpora have in every configuration."""
    if len(roots) == 1:
        return ""
    return "".join(f"`{n}` in every configuration: {m}\n\n" for n, m in describe.EXTRA.items())


# For a corpus without a datasheet of its own.
_DATASHEET = """# Annotated corpus of stance and hedging

Span-level annotation in the hedgerow schema: who commits to what, how far, and who is for or
against it. An annotator of kind `model` is a language model; its records have been checked by
program against the scheme, which is not the same as a human judgement.

<!-- generated: sizes -->
<!-- end -->

<!-- generated: genres -->
<!-- end -->

## Texts

<!-- generated: texts -->
<!-- end -->
"""


def _rows(shards: list[Shard]) -> dict[str, str]:
    return {
        name: ", ".join(f"{shard.split} {shard.num_examples}" for shard in group)
        for name, group in groupby(shards, key=lambda shard: shard.config)
    }
