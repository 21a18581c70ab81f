"""Paths and URLs on the command line."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from hedgerow.stores import there, url


class Place(click.ParamType[Path]):
    """A path, or the URL of a file or folder in a store that fsspec knows.

    With `exists` something must be there, or with `dash` the name be a dash.
    """

    name = "path"

    def __init__(self, exists: bool = False, dash: bool = False) -> None:
        self._exists = exists
        self._dash = dash

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Path:
        """The path, as `hedgerow.stores` writes it."""
        path = Path(value)
        if not self._exists or (self._dash and value == "-"):
            return path
        try:
            found = there(path)
        except OSError as error:
            self.fail(f"{error.filename}: {error.strerror}")
        if not found:
            self.fail(f"Path {url(path)!r} does not exist.")
        return path
