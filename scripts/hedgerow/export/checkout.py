"""``.huggingface.yaml``: lets ``load_dataset`` read a checkout's annotations as they are.

`datasets` takes types from the first JSON file unless they are declared, misreads files over
320 KiB unless ``chunksize`` is large, and caches without looking at the files: hence the complete
features, the chunk size and the content hash.
"""

from __future__ import annotations

from pathlib import Path

from hedgerow.corpus import SPLITS, document_paths
from hedgerow.export.card import as_yaml, fingerprint
from hedgerow.kinds import as_in_card
from hedgerow.views import documents

NAME = ".huggingface.yaml"


def checkout_yaml(root: Path) -> str:
    """The file's content for the corpus at `root`."""
    splits = [s for s in SPLITS if any((root / "annotations" / s).glob("*.json"))]
    config = {
        "config_name": "documents",
        "data_files": [{"split": s, "path": f"annotations/{s}/*.json"} for s in splits],
        "chunksize": 2**30,
        "description": f"content-sha256 {fingerprint(document_paths(root))}",
    }
    info = {"config_name": "documents", "features": as_in_card(documents.kinds())}
    return f"# Written by hedgerow docs.\n{as_yaml({'configs': [config], 'dataset_info': [info]})}"
