"""Who may import whom, and what start-up may not cost."""

import ast
import subprocess
import sys
from pathlib import Path

from conftest import ROOT

PACKAGE = ROOT / "scripts" / "hedgerow"
# A room and the rooms it may import; rooms that are not listed may import everything below cli.
ALLOWED = {
    "stores": set(),
    "corpus": {"stores"},
    "schema": {"corpus"},
    "tokens": set(),
    "triggers": {"corpus", "tokens"},
    "document": {"browse"},  # how it looks in a notebook, imported when one asks
    "segment": {"tokens"},
    "extras": set(),
    "places": set(),
    "catalogue": set(),
    "markdown": set(),
    "problems": {"catalogue"},
    "plain": {"stores"},
    "syntax": {"places"},
    "reader": {"corpus", "places", "plain", "problems", "streams", "syntax"},
    "streams": {"corpus", "document", "plain", "problems", "reader", "schema", "stores"},
    "keywords": {"schema"},
    "structure": {"keywords", "schema", "places", "problems"},
    "index": {"document", "tokens", "triggers"},
    "summary": {"corpus", "document", "problems", "reader", "seed_problems"},
    "workers": set(),
    "seed_problems": {"document", "problems", "reader", "stores"},
    "seeds": {"corpus", "document", "plain", "problems", "reader", "seed_problems"},
    "commitment": {"document"},
    "uncertainty": {"document", "index"},
    "decisions": {"document", "index", "triggers"},
    "checks": {"index", "document", "problems", "tokens", "triggers"},
    "verdicts": {"batch", "checks", "document", "index", "tokens", "triggers"},
    "plugins": {"catalogue", "index", "problems"},
    "settings": {"catalogue", "plugins", "problems"},
    "corpus_checks": {
        *("batch", "catalogue", "checks", "corpus", "document", "index", "places", "problems"),
        *("reader", "tokens"),
    },
    "describe": {"schema"},
    "kinds": set(),
    "batch": {"document", "kinds", "plain", "schema", "structure", "tokens", "triggers"},
    "views": {
        *("batch", "commitment", "decisions", "describe", "index", "kinds", "schema", "triggers"),
        "uncertainty",
    },
    "notation": {"index", "document", "schema", "tokens", "triggers"},
    "matching": {"extras", "index"},
    "tallies": set(),
    "unitizing": {"tallies", "tokens"},
    "benchmark": {"markdown", "models", "score", "tokens"},
    "predict": {
        *("canonical", "checks", "corpus", "document", "draft", "export", "folders", "formats"),
        *(
            "models",
            "plain",
            "problems",
            "reader",
            "schema",
            "stores",
            "streams",
            "summary",
            "tokens",
        ),
        "triggers",
    },
    "models": {"extras", "folders", "markdown", "schema", "tallies", "tokens", "triggers"},
    "agreement": {"document", "index", "matching", "schema", "tallies", "unitizing"},
    "score": {
        *("corpus", "decisions", "document", "index", "markdown", "matching", "pipeline", "report"),
        *("schema", "tallies", "tokens", "uncertainty"),
    },
    "formats": {
        "canonical",
        "checks",
        "corpus",
        "document",
        "index",
        "notation",
        "places",
        "plain",
        "problems",
        "reader",
        "schema",
        "segment",
        "stores",
        "streams",
        "structure",
        "tokens",
        "triggers",
    },
    "report": {"problems", "catalogue"},
    "folders": set(),
    "browse": {
        *("agreement", "catalogue", "checks", "commitment", "corpus", "decisions", "document"),
        *("draft", "explain"),
        *("extras", "folders", "index", "matching", "notation", "pipeline", "problems", "render"),
        "schema",
        *("statistics", "tokens", "triggers", "uncertainty", "views"),
    },
}


def room(path: Path) -> str:
    return path.relative_to(PACKAGE).with_suffix("").parts[0]


def imports(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module == "hedgerow":
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith("hedgerow."):
            found.add(node.module.split(".")[1])
    return found


def test_rooms_import_only_what_they_may():
    seen = set()
    for path in PACKAGE.rglob("*.py"):
        here = room(path)
        seen.add(here)
        others = imports(path) - {here}
        assert others <= ALLOWED.get(here, others - {"cli"}), path
    assert seen >= ALLOWED.keys()


def test_modules_are_short():
    long = {
        str(path.relative_to(PACKAGE)): lines
        for path in PACKAGE.rglob("*.py")
        if (lines := len(path.read_text(encoding="utf-8").splitlines())) > 260
    }
    assert long == {}


def test_an_export_imports_no_library_that_takes_longer_than_the_export(corpus: Path):
    out = corpus.parent / "out"
    code = (
        "import sys; from pathlib import Path; from hedgerow.export.writer import export; "
        f"assert export(Path({str(corpus)!r}), Path({str(out)!r})).problems == []; "
        "print([m for m in ('datasets', 'pandas', 'jsonschema', 'rich') if m in sys.modules])"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"


def test_validating_a_good_file_imports_no_heavy_library(corpus: Path):
    code = (
        "import sys; from hedgerow.pipeline import validate; "
        f"assert validate({str(corpus)!r}) == []; "
        "print([m for m in ('datasets', 'pandas', 'pyarrow', 'jsonschema', 'rich') "
        "if m in sys.modules])"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"
