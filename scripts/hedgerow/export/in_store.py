"""Finished shards in a store that fsspec knows, and the export that is made of them there.

Nothing is renamed in an object store. Shards wait below ``.export-unfinished/``, from where the
store copies them to their names; the manifest comes last, so that an export without one is not
whole. What is there already is not replaced, and nothing prevents two runs from writing at once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from hedgerow import stores
from hedgerow.corpus import MANIFEST
from hedgerow.export import unfinished
from hedgerow.export.shard import Shard
from hedgerow.export.sources import ExportError
from hedgerow.export.unfinished import RECORD, Done, load, signature


def finish(shard: Shard, folder: Path, made: str, make: Callable[[Shard, Path], Done]) -> Done:
    """What became of a shard, made here and put into the store: see `unfinished.finish`."""
    name = f"{shard.name}{RECORD}"
    with TemporaryDirectory(prefix="hedgerow-shard-") as temporary:
        local = Path(temporary)
        if stores.exists(folder / name):
            stores.get(folder / name, local / name)
            done: Done | None = load(local / name, signature(shard, made))
            if done and _sound(done, shard, folder):
                return done
        done = unfinished.finish(shard, local, made, make)
        paths = done.paths(shard.name)
        for path in (*paths, *([name] if paths else [])):
            stores.put(local / path, folder / path)
    return done


def _sound(done: unfinished.Made, shard: Shard, folder: Path) -> bool:
    """Whether the files of a record are in the store with their bytes."""
    return all(
        stores.exists(folder / path) and stores.checksum(folder / path) == (file.size, file.sha256)
        for path, file in done.paths(shard.name).items()
    )


class InStore:
    """Where what goes to `out`, a path that leads to a store, is put together: see `Unfinished`.

    Raises ExportError where something is there that is no unfinished export.
    """

    finish = staticmethod(finish)

    def __init__(self, out: Path) -> None:
        self.folder = out.with_name(f".{out.name}-unfinished")
        self._out = out
        self._taken: list[tuple[str, str]] = []

    def __enter__(self) -> InStore:
        there = stores.names(self._out)
        if there and (MANIFEST in there or not self.finished()):
            raise ExportError(f"{stores.url(self._out)} holds something; name another folder")
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def finished(self) -> int:
        """How many shards are finished."""
        return sum(name.endswith(RECORD) for name in stores.names(self.folder))

    @contextmanager
    def replaced(self) -> Iterator[Path]:
        """A folder for what is written besides the shards; afterwards all is in its place.

        Raises ExportError where something else is there.
        """
        with TemporaryDirectory(prefix="hedgerow-export-") as temporary:
            yield Path(temporary)
            self._refuse_others(Path(temporary))
            for made, name in self._taken:
                stores.copy(self.folder / made, self._out / name)
            stores.put_all(Path(temporary), self._out, but=MANIFEST)
            stores.put(Path(temporary, MANIFEST), self._out / MANIFEST)
        self.remove()

    def _refuse_others(self, folder: Path) -> None:
        """Nothing may lie there that another run has begun to put there."""
        files = [path.relative_to(folder) for path in folder.rglob("*") if path.is_file()]
        own = {name for _, name in self._taken} | {path.as_posix() for path in files}
        for name in stores.names(self._out):
            if name not in own:
                place = stores.url(self._out / name)
                raise ExportError(f"{place} is of another run: remove it, or name another folder")

    def remove(self) -> None:
        """Remove the finished shards."""
        stores.remove(self.folder)

    def take(self, made: str, folder: Path, name: str) -> None:
        """The file of a finished shard, under its name."""
        del folder
        self._taken.append((made, name))
