"""The wheel is the corpus: built, unpacked into an environment of its own, used from elsewhere."""

import os
import subprocess
import sys
import sysconfig
import venv
from collections import Counter
from pathlib import Path

import pytest

from conftest import ROOT
from hedgerow.corpus import document_paths

CODE = """
import hedgerow, json, sys
assert "site-packages" in hedgerow.__file__ and sys.argv[1] in hedgerow.__file__, hedgerow.__file__
from hedgerow.corpus import data_root
assert data_root().name == "_data", data_root()
from hedgerow.views import VIEWS
print(json.dumps({name: {s: len(d) for s, d in hedgerow.load(name).items()} for name in VIEWS}))
"""


@pytest.fixture(scope="module")
def python(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An environment that has the wheel, and of this one's packages only the dependencies."""
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    (wheel,) = folder.glob("*.whl")
    venv.create(folder / "venv", with_pip=False)
    python = folder / "venv" / "bin" / "python"
    install = [sys.executable, "-m", "pip", "--python", str(python), "install", "--no-deps"]
    subprocess.run([*install, "--quiet", str(wheel)], check=True, capture_output=True)
    # A path line makes the dependencies importable and leaves their own .pth files unread, so
    # that the checkout of an editable install stays out of sight.
    (site,) = (folder / "venv").rglob("site-packages")
    (site / "dependencies.pth").write_text(sysconfig.get_paths()["purelib"] + "\n")
    return python


def run(python: Path, *args: str, cwd: Path) -> str:
    env = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"}
    done = subprocess.run(
        [str(python), *args], cwd=cwd, env=env, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_load_every_configuration(python: Path, tmp_path: Path):
    import json

    counts = json.loads(run(python, "-c", CODE, str(python.parents[1]), cwd=tmp_path))
    expected = Counter(path.parent.name for path in document_paths(ROOT))
    assert counts["documents"] == expected
    assert all(counts["candidates"][split] > 0 for split in expected)


def test_commands(python: Path, tmp_path: Path):
    command = str(python.parent / "hedgerow")
    assert "0 errors" in run(python, command, "validate", cwd=tmp_path)
    assert "written to" in run(python, command, "export", "--out", "out", cwd=tmp_path)
    assert "T007 covered text differs" in run(python, command, "explain", "T007", cwd=tmp_path)
    for name in ("documents", "cues"):
        assert (tmp_path / "out" / name / "test-00000-of-00001.parquet").is_file()
