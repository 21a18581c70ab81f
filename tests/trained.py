"""A small model of whole documents, trained once in a run, for tests of prediction."""

from functools import cache
from pathlib import Path
from tempfile import mkdtemp

from conftest import ROOT
from hedgerow.export.writer import export
from hedgerow.models import bundle
from hedgerow.models.families import crf


@cache
def exported() -> Path:
    """An export of hedgerow's own corpus."""
    out = Path(mkdtemp(prefix="hedgerow-test-")) / "export"
    export(ROOT, out)
    return out


@cache
def model() -> Path:
    """A CRF for every part, trained on the examples alone: the word lists would take longer."""
    lists, crf.framed = crf.framed, lambda task: []
    try:
        trained = bundle.train_bundle("crf", [exported()])
    finally:
        crf.framed = lists
    out = exported().parent / "model"
    out.mkdir()
    bundle.save(trained, out)
    return out
