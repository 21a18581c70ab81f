"""Everything runs offline; the cache of `datasets` is a folder of the test run."""

import importlib.util
import json
import os
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

os.environ["HF_HUB_OFFLINE"] = "1"
os.environ["HF_HOME"] = tempfile.mkdtemp(prefix="hedgerow-hf-")
os.environ["HF_DATASETS_DISABLE_PROGRESS_BARS"] = "1"

from hedgerow.corpus import corpus_at

# A machine that is busy is no failure.
settings.register_profile("patient", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("patient")

ROOT = Path(__file__).parents[1]
CASES = Path(__file__).parent / "cases"


def needs(*modules: str) -> pytest.MarkDecorator:
    """Skip, loudly, where a heavy library is missing; fail where nothing may be skipped."""
    missing = [module for module in modules if not importlib.util.find_spec(module)]
    may_skip = not os.environ.get("HEDGEROW_NO_SKIP")
    return pytest.mark.skipif(bool(missing) and may_skip, reason=f"missing: {', '.join(missing)}")


def make_corpus(root: Path, raw: str | None = None) -> Path:
    """A corpus at `root` around schema/example.json; `raw` replaces the document's JSON."""
    example = (ROOT / "schema" / "example.json").read_text(encoding="utf-8")
    document = json.loads(example)
    path = corpus_at(root, document["source"]["path"], document["text"], "train/example.json")
    path.write_text(example if raw is None else raw, encoding="utf-8")
    index = {"example": {"creator": "machine-generated", **document["source"]}}
    (root / "seeds" / "index.json").write_text(json.dumps(index), encoding="utf-8")
    return path


@pytest.fixture
def example() -> dict:
    """The value of schema/example.json, free to change."""
    return json.loads((ROOT / "schema" / "example.json").read_text(encoding="utf-8"))


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """A valid corpus of one document; its root."""
    make_corpus(tmp_path / "corpus")
    return tmp_path / "corpus"


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The pages of a small corpus."""
    from browser import small
    from hedgerow.browse.site import write_site

    folder = tmp_path_factory.mktemp("browse")
    write_site(small.corpus(folder / "corpus"), folder / "site")
    return folder / "site"
