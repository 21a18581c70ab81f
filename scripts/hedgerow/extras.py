"""What to do where a library of an extra is missing, in the words of every message."""

from __future__ import annotations


def install(extra: str) -> str:
    """The command that installs an extra: hedgerow is on no registry, so from its checkout."""
    return f"in the checkout of hedgerow, pip install -e '.[{extra}]'"
