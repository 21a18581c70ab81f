"""One shard: texts that are annotated together, by whichever process or machine.

Of each text a line is written with its document and its probabilities. What depends on the other
shards is only noted: the id, which must be unique, and the spelling of entities, which must be one
(see `joined`).
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

import orjson

from hedgerow.corpus import shown
from hedgerow.document import Source
from hedgerow.export.shard import Shard
from hedgerow.export.tables import File, checksum
from hedgerow.models import Loaded, bundle
from hedgerow.models.folder import RECORD
from hedgerow.predict.document import Predicted, Predictor
from hedgerow.predict.joined import document_id
from hedgerow.predict.texts import Columns, Text, texts
from hedgerow.problems import Problem
from hedgerow.streams import writing
from hedgerow.streams.lines import Lines

ENDING = ".jsonl.zst"
MAX_SIZE = 5_000_000
"""Bytes of texts in a shard, unless another size is asked for."""


@dataclass(frozen=True, slots=True)
class Job:
    """What is to be done with texts: the folder of the model, with a hash of what it holds.

    `neural`: the model wants a graphics card.
    """

    model: Path
    fingerprint: str
    columns: Columns
    neural: bool = False

    @classmethod
    def of(cls, model: Path, columns: Columns) -> Job:
        """A job with a model that can be loaded. Raises what `bundle.load` raises."""
        parts = _loaded(model)
        neural = any(part.family == "transformer" for part in parts.values())
        records = sorted(model.rglob(RECORD))
        content = b"".join(path.read_bytes() for path in records)
        return cls(model, hashlib.sha256(content).hexdigest(), columns, neural)

    @property
    def made(self) -> str:
        """What decides about a shard besides its texts."""
        return repr((self.fingerprint, self.columns))


@dataclass(slots=True)
class Done:
    """What became of a shard: its file, None if there is no text in it; and what to join.

    `ids` are those of its documents in order, `first` and `last` where the texts of two of them
    lie, `content` is a hash over all their texts. `spellings` is how each entity was spelled first,
    `foreign` has the ids of texts that are hardly English.
    """

    file: File | None = None
    first: str = ""
    last: str = ""
    content: str = ""
    sentences: int = 0
    marked: int = 0
    left_out: int = 0
    ids: list[str] = field(default_factory=list)
    foreign: list[str] = field(default_factory=list)
    spellings: dict[str, str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def paths(self, name: str) -> dict[str, File]:
        """The files of the shard that is called `name`, by their paths below the folder."""
        return {f"{name}{ENDING}": self.file} if self.file else {}


def annotate(
    shard: Shard, folder: Path, job: Job, step: Callable[[int], None] | None = None
) -> Done:
    """Annotate the texts of a shard, and write them below `folder`.

    `step` is told the size of every text that is annotated. Raises OSError with the path where
    that cannot be done.
    """
    done, content = Done(), hashlib.sha256()
    predictor = Predictor(_loaded(job.model), done.spellings)
    path = folder / f"{shard.name}{ENDING}"
    with writing.NewLines(path) as lines:
        for source, part in shard.pieces:
            for text in texts(part, job.columns):
                done.problems += text.problems
                done.left_out += bool(text.problems)
                if not text.problems:
                    found = predict(predictor, text, document_id(text.id))
                    lines.write(orjson.dumps([found.document, found.probabilities]))
                    done.ids.append(found.document.id)
                    done.last = source.inside(text.path)
                    done.first = done.first or done.last
                    content.update(text.text.encode())
                    if found.foreign:
                        done.foreign.append(found.document.id)
                    done.sentences += len(found.document.sentences)
                    done.marked += text.marked
                    if step:
                        step(len(text.text))
            if changed := part.changed():
                raise OSError(None, "changed while it was read", str(changed))
        if done.ids:
            lines.finish()
            done.file = File(len(done.ids), 0, *checksum(path))
            done.content = content.hexdigest()
    return done


def predict(predictor: Predictor, text: Text, name: str) -> Predicted:
    """The document of a text, called `name`."""
    file, number = shown(text.path)
    said = {
        "provenance": f"read from {Path(file).name}" + (f", number {number}" if number else ""),
        "licence": "not stated",
        "genre": "unspecified",
        "topic": "not stated",
        "group": name,
    }
    source = Source(path=f"seeds/{name}.txt", sha256=text.sha256, **{**said, **text.said})
    return predictor.predict(name, text.text, source)


def read(path: Path) -> Iterator[tuple[dict[str, Any], dict[str, float]]]:
    """The documents of a finished shard as JSON has them, with the probabilities of records."""
    with closing(Lines(path)) as lines:
        for _, _, line in lines.read(0, None, 1):
            document, probabilities = orjson.loads(line)
            yield document, probabilities


@lru_cache(maxsize=1)
def _loaded(model: Path) -> dict[str, Loaded]:
    """The model, loaded once in a process."""
    return bundle.load(model)
