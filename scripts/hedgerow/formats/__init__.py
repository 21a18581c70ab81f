"""Formats of other tools and corpora: one module each, in one registry.

A format module holds

``FORMAT``
    a :class:`~hedgerow.formats.base.Format`: its name, what it is for, what it loses.
``read(path, report) -> Iterator[Document]``
    the documents of a file or folder, which may lie in a store (see `hedgerow.stores`), one at a
    time, with ``origin: converted`` unless the file says that they are ours. Whatever cannot be
    carried over is counted in the report; whatever is broken is a problem there; neither raises.
``write(documents, out, report) -> None``
    the documents as a file or folder at `out`, which does not exist yet.
``carried(document) -> Document``
    what of a document comes back after `write` and `read`: the declared losses, executed. A
    format that loses nothing leaves it out.

A module that cannot read or cannot write leaves that function out.
"""

from __future__ import annotations

from importlib import import_module
from types import ModuleType

# Modules are imported when they are asked for: some need libraries that are extras.
NAMES: tuple[str, ...] = (
    "hedgerow",
    "notation",
    "bioscope",
    "brat",
    "cas-json",
    "cas-xmi",
    "conll",
    "conll2010",
    "doccano",
    "doccano-graphemes",
    "label-studio",
    "prodigy",
    "semeval2022",
    "sentences",
    "sfu",
    "spacy",
    "szeged",
    "web-annotation",
)


def format_module(name: str) -> ModuleType:
    """The module of a format; KeyError for an unknown name, ImportError without its extra."""
    if name not in NAMES:
        raise KeyError(name)
    return import_module(f"hedgerow.formats.{name.replace('-', '_')}")
