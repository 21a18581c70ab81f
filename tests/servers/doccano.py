"""doccano for real: its importer reads the corpus, its exporter writes it, and it is the same.

    python tests/servers/doccano.py [FOLDER]

Installs doccano 1.8.4 into FOLDER, with the older libraries that it needs, unless it is there; has
it import the corpus and some generated documents into a project with relations and overlapping
spans, export them again, and compares. In a project without overlapping spans its importer would
drop them. The web server is not part of this.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

from server import corpus

from hedgerow.formats import doccano
from hedgerow.formats.base import Report

INSTALL = (
    "python3 -m venv doccano && doccano/bin/pip install --quiet doccano==1.8.4 'marshmallow<4'"
    " 'numpy<2' 'setuptools<80'"
)


def main() -> None:
    """Install, import, export, compare."""
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else tempfile.mkdtemp()).absolute()
    folder.mkdir(parents=True, exist_ok=True)
    python = folder / "doccano" / "bin" / "python"
    if not python.exists():
        subprocess.run(["bash", "-c", INSTALL], cwd=folder, check=True)
    documents = corpus()
    with tempfile.TemporaryDirectory(dir=folder) as home:
        doccano.write(documents, Path(home) / "out", Report())
        (file,) = (Path(home) / "out").glob("*.jsonl")
        inside = Path(__file__).with_name("doccano_inside.py")
        subprocess.run([python, inside, file, home], check=True)
        report = Report()
        back = {d.id: d for d in doccano.read(Path(home) / "all.jsonl", report)}
    same = sum(back.get(document.id) == document for document in documents)
    print(f"{same} of {len(documents)} documents equal, {len(report.problems)} problems,", end=" ")
    print(f"losses: {dict(report.lost) or 'none'}")
    assert (same, report.problems, dict(report.lost)) == (len(documents), [], {})


if __name__ == "__main__":
    main()
