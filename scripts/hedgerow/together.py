"""Many documents at once: what is plainly sound is told by their columns.

Only where there is a doubt is a document looked at by itself, as `pipeline.look` does.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import orjson

from hedgerow import verdicts
from hedgerow.batch import Batch
from hedgerow.batch.headings import headings
from hedgerow.batch.structure import batches
from hedgerow.checks import check_document
from hedgerow.corpus import EXCEPTIONS
from hedgerow.corpus_checks import TOGETHER
from hedgerow.corpus_checks.kept import Kept
from hedgerow.corpus_checks.pack import Pack, pack
from hedgerow.document import Document
from hedgerow.index import Index
from hedgerow.pipeline import Checked, Run, Seen, look
from hedgerow.problems import has_errors
from hedgerow.reader import Parsed, placed
from hedgerow.summary import digest_of

Read = tuple[Path, Parsed]


@dataclass(frozen=True, slots=True)
class Looked:
    """What was seen of some documents; all of them as columns, if they were looked at like that."""

    seen: list[Seen]
    batch: Batch | None = None


def look_together(reads: Sequence[Read], run: Run, split: str | None = None) -> Looked:
    """Documents of one corpus, each by itself; `split` as in `pipeline.look`."""
    readable = [
        place
        for place, (path, read) in enumerate(reads)
        if not read.problems and path.name != EXCEPTIONS
    ]
    found: dict[int, Seen] = {}
    start, batch = 0, None
    for count, batch in batches([reads[place][1].data for place in readable]):
        places = readable[start : start + count]
        start += count
        if batch:
            some = [reads[place] for place in places]
            found.update(zip(places, _judged(batch, some, run, split), strict=True))
    seen = [
        found[place] if place in found else look(path, run, read, split)
        for place, (path, read) in enumerate(reads)
    ]
    return Looked(seen, batch if batch and len(batch) == len(reads) else None)


def _judged(batch: Batch, reads: Sequence[Read], run: Run, split: str | None) -> list[Seen]:
    own, wanted = headings(batch), run.plan.families
    families = verdicts.sound(batch) if wanted else [wanted] * len(batch)
    looks = [
        _one(path, read, document, run, sound)
        for (path, read), document, sound in zip(reads, own, families, strict=True)
    ]
    folders = [run.folders.of(path) for path, _ in reads]
    splits = [split or folder.split for folder in folders]
    starts = range(0, len(batch), TOGETHER) if any(splits) else ()
    packs = [pack(batch.stretch(n, TOGETHER), splits[n : n + TOGETHER]) for n in starts]
    return [
        (
            checked,
            digest_of(folder, document),
            _kept(checked, home, document, packs, place) if home else None,
        )
        for place, (checked, document, folder, home) in enumerate(
            zip(looks, own, folders, splits, strict=True)
        )
    ]


def _kept(
    checked: Checked, split: str, document: Document, packs: list[Pack], place: int
) -> Kept | None:
    if has_errors(checked.problems):
        return None
    which, place = divmod(place, TOGETHER)
    return Kept(checked.path, split, document.source.group, pack=packs[which], place=place)


def _one(path: Path, read: Parsed, own: Document, run: Run, sound: frozenset[str]) -> Checked:
    """One document, in whose other families something may be wrong."""
    index = Index.lazy(lambda: Document.from_dict(orjson.loads(read.data)))
    problems = list(run.seeds.check(path, run.folders.of(path).root, own)) if run.plan.seeds else []
    if not run.plan.families <= sound:
        problems += check_document(index, run.plan.levels, sound)
    return Checked(path, index, placed(problems, path, read.raw) if problems else [])
