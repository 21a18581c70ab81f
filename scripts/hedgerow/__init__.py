"""Hedgerow: an annotated corpus of stance and hedging, with its checks and its dataset.

>>> import hedgerow
>>> cues = hedgerow.load("cues")              # a datasets.DatasetDict
>>> problems = hedgerow.validate("my-corpus") # a list of hedgerow.Problem
>>> document = hedgerow.read("document.json") # a hedgerow.Document
>>> hedgerow.show(cues["test"][0])            # a row with its marks

`hedgerow.plugins` says how another distribution adds checks of its own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from hedgerow.browse.notebook import show
    from hedgerow.dataset import load
    from hedgerow.document import Document
    from hedgerow.pipeline import read, validate
    from hedgerow.plugins import PluginError
    from hedgerow.problems import Problem

__all__ = ["Document", "PluginError", "Problem", "load", "read", "show", "validate"]

_HOMES = {
    "Document": ("hedgerow.document", "Document"),
    "PluginError": ("hedgerow.plugins", "PluginError"),
    "Problem": ("hedgerow.problems", "Problem"),
    "load": ("hedgerow.dataset", "load"),
    "read": ("hedgerow.pipeline", "read"),
    "show": ("hedgerow.browse.notebook", "show"),
    "validate": ("hedgerow.pipeline", "validate"),
}


def __getattr__(name: str) -> Any:
    """Import on first use: the validator must not pay for `datasets`."""
    import importlib

    if name == "__version__":
        return importlib.import_module("importlib.metadata").version("hedgerow")
    if name in _HOMES:
        module, attribute = _HOMES[name]
        return getattr(importlib.import_module(module), attribute)
    raise AttributeError(f"module 'hedgerow' has no attribute {name!r}")
