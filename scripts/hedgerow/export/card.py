"""The dataset card: front matter that `datasets` loads by, and prose generated from the schema."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable
from importlib.metadata import version
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hedgerow import describe, sections
from hedgerow.export.overview import LISTED, Overview
from hedgerow.kinds import as_in_card
from hedgerow.markdown import fill
from hedgerow.statistics import Statistics

if TYPE_CHECKING:
    from hedgerow.export.writer import Table

TITLE = "Hedgerow: stance and hedging in analysis of world affairs"
LICENCE = "https://creativecommons.org/licenses/by/4.0/"
RELEASED = "2026-11-28"
MARK = "<!-- written by hedgerow export -->"

_SIZES = (
    *((1_000, "n<1K"), (10_000, "1K<n<10K"), (100_000, "10K<n<100K"), (1_000_000, "100K<n<1M")),
    *((10**7, "1M<n<10M"), (10**8, "10M<n<100M"), (10**9, "100M<n<1B")),
)


def write(
    folder: Path,
    tables: list[Table],
    overview: Overview,
    found: Statistics,
    roots: list[Path],
) -> None:
    """Write ``README.md`` for the tables in `folder`.

    The text is the datasheet of the corpus, if there is one.
    """
    front = as_yaml({**_description(tables, overview), **_loading(tables)})
    text = f"---\n{front}---\n\n{MARK}\n\n{_body(tables, overview, found, roots)}"
    (folder / "README.md").write_text(text, encoding="utf-8", newline="\n")


def as_yaml(value: dict[str, Any]) -> str:
    """YAML as the Hub writes it; in C where PyYAML has that, which is ten times as fast."""
    import yaml

    dumper = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
    return str(yaml.dump(value, Dumper=dumper, sort_keys=False, allow_unicode=True))


def about(overview: Overview) -> dict[str, Any]:
    """What schema.org asks of a dataset."""
    return {
        "name": "hedgerow",
        "description": TITLE,
        **({} if overview.converted else {"license": LICENCE}),
        "inLanguage": sorted(overview.languages),
        "version": version("hedgerow"),
        "citeAs": f"{TITLE}, version {version('hedgerow')}",
        "datePublished": RELEASED,
        "isLiveDataset": False,
    }


def _description(tables: list[Table], overview: Overview) -> dict[str, Any]:
    """What the Hub shows and searches. Annotation of somebody else's has the licence of its own."""
    names = {"model": "machine-generated", "human": "expert-generated"}
    licence = {"license_name": "cc-by-4.0-annotations", "license_link": LICENCE}
    if overview.converted:
        licence = {"license_name": "as-the-source-of-each-text"}
    configs = {table.config for table in tables}
    counted = "sentences" if "sentences" in configs else tables[0].config
    rows = sum(table.file.rows for table in tables if table.config == counted)
    return {
        "pretty_name": TITLE,
        "language": sorted(overview.languages),
        "license": "other",
        **licence,
        "annotations_creators": sorted(names[kind] for kind in overview.kinds),
        "language_creators": sorted(overview.creators),
        "multilinguality": ["monolingual"],
        "size_categories": [next((n for top, n in _SIZES if rows < top), "n>1B")],
        "source_datasets": ["original"],
        "task_categories": ["token-classification", "text-classification"],
        "tags": ["hedging", "stance", "uncertainty", "factuality", "span-annotation"],
    }


def _loading(tables: list[Table]) -> dict[str, Any]:
    """Configs and dataset_info.

    The cache of `datasets` does not look at files, only at this front matter, so the content
    hash in each description is what makes a changed export load anew.
    """
    configs: list[dict[str, Any]] = []
    infos = []
    for name, group in groupby(tables, key=lambda table: table.config):
        members = list(group)
        config: dict[str, Any] = {"config_name": name}
        if not configs:
            config["default"] = True
        splits = {split: list(some) for split, some in groupby(members, key=lambda t: t.split)}
        config["data_files"] = [
            {"split": split, "path": f"{name}/{split}-*.parquet"} for split in splits
        ]
        content = hashlib.sha256("".join(t.file.sha256 for t in members).encode()).hexdigest()
        config["description"] = f"content-sha256 {content}"
        configs.append(config)
        infos.append(
            {
                "config_name": name,
                "features": as_in_card(members[0].kinds),
                "splits": [
                    {
                        "name": split,
                        "num_bytes": sum(table.file.unpacked for table in some),
                        "num_examples": sum(table.file.rows for table in some),
                    }
                    for split, some in splits.items()
                ],
                "download_size": sum(table.file.size for table in members),
                "dataset_size": sum(table.file.unpacked for table in members),
            }
        )
    return {"configs": configs, "dataset_info": infos}


def fingerprint(paths: Iterable[Path]) -> str:
    """SHA-256 over the bytes of files, in the order given."""
    digest = hashlib.sha256()
    for path in paths:
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _body(tables: list[Table], overview: Overview, found: Statistics, roots: list[Path]) -> str:
    """The corpus's own datasheet if it has one, with figures of this export; then the columns."""
    datasheet = roots[0] / "annotations" / "DATASHEET.md"
    own = len(roots) == 1 and datasheet.is_file()
    page = datasheet.read_text(encoding="utf-8") if own else _DATASHEET
    filled = fill(page, {**sections.counts(found), "texts": _texts(overview)})
    return f"""{filled.rstrip()}

## Configurations

A `text` column and the offsets in the same row belong together: offsets count Unicode code points
of that row's `text`, half-open.

{sections.configurations(_rows(tables))}

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


def _texts(overview: Overview) -> str:
    """Where every text comes from, unless there are very many."""
    if len(overview.sources) > LISTED:
        return f"{overview.documents} texts; the column `source` says where each comes from."
    return sections.texts(overview.sources)


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


def _rows(tables: list[Table]) -> dict[str, str]:
    """The number of rows of each configuration, split by split."""
    counts: dict[str, Counter[str]] = {}
    for table in tables:
        counts.setdefault(table.config, Counter())[table.split] += table.file.rows
    return {
        name: ", ".join(f"{split} {count}" for split, count in splits.items())
        for name, splits in counts.items()
    }
