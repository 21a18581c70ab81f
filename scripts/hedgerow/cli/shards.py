"""The options of commands that work in shards."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from hedgerow.stores import in_store

if TYPE_CHECKING:
    from hedgerow.export.engines import Engine
    from hedgerow.export.on_ray import Actors

_UNITS = {"": 1, "KB": 10**3, "MB": 10**6, "GB": 10**9}
_Command = TypeVar("_Command", bound=Callable[..., Any])
STOPPED = "stopped: the same command goes on from what is finished"


def whole(path: Path) -> Path:
    """The path as any process on any machine finds it."""
    return path if in_store(path) else path.absolute()


class Size(click.ParamType[int]):
    """A number of bytes, such as 500MB."""

    name = "size"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """The number of bytes."""
        match = re.fullmatch(r"([1-9][0-9]*)\s*([KMG]B)?", str(value).upper())
        if not match:
            self.fail(f"{value} is no size; write 500MB or 5GB")
        return int(match[1]) * _UNITS[match[2] or ""]


def options(size: str, shares: str) -> Callable[[_Command], _Command]:
    """The options; `size` is that of a shard, whose bytes share what `shares` says."""
    found = [
        click.option("--max-shard-size", type=Size(), default=size, show_default=True, help=shares),
        click.option(
            "--workers",
            type=click.IntRange(min=1),
            default=1,
            metavar="N",
            help="Write shards in N processes; the result is the same.",
        ),
        click.option(
            "--engine",
            type=click.Choice(("local", "ray")),
            default="local",
            show_default=True,
            help="Who writes the shards: this machine, or Ray.",
        ),
        click.option(
            "--ray-address", metavar="ADDRESS", help="A cluster; without it, Ray runs here."
        ),
    ]

    def decorate(command: _Command) -> _Command:
        for option in reversed(found):
            command = option(command)
        return command

    return decorate


def engine_of(
    name: str, workers: int, ray_address: str | None, actors: Actors | None = None
) -> Engine:
    """The engine that the options name. Raises ExportError where Ray is not installed."""
    from hedgerow.export.engines import processes

    if name != "ray":
        if ray_address:
            raise click.UsageError("--ray-address is for --engine ray")
        return processes(workers)
    from hedgerow.export.on_ray import on_ray

    return on_ray(ray_address, actors)
