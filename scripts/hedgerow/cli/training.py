"""What commands that train models have in common."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click

from hedgerow.corpus import data_root
from hedgerow.models import Settings

_USUAL = Settings()


def encoder_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Options of how an encoder is fine-tuned, for a command that takes them by name."""
    for option in (
        click.option(
            "--learning-rate",
            type=click.FloatRange(0, min_open=True),
            default=_USUAL.learning_rate,
            show_default=True,
            help="For transformer: small encoders need more, large ones less.",
        ),
        click.option(
            "--epochs",
            type=click.IntRange(1),
            default=_USUAL.epochs,
            show_default=True,
            help="For transformer: at most so many.",
        ),
        click.option(
            "--encoder", help="For transformer: a pretrained encoder, by its name or as a folder."
        ),
    ):
        command = option(command)
    return command


@contextmanager
def exports_or_own(exports: Sequence[Path]) -> Iterator[Sequence[Path]]:
    """The exports; if there are none, one of hedgerow's own corpus that is removed afterwards."""
    if exports:
        yield exports
        return
    from hedgerow.export.writer import export

    with tempfile.TemporaryDirectory(prefix="hedgerow-") as folder:
        own = Path(folder) / "export"
        export([data_root()], own)
        yield [own]
