"""The command hedgerow convert."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from types import ModuleType

import click

from hedgerow.cli.place import Place
from hedgerow.cli.shards import Size
from hedgerow.cli.show_problems import show
from hedgerow.corpus import STREAMS, is_stream
from hedgerow.document import Document
from hedgerow.extras import install
from hedgerow.formats import NAMES, format_module
from hedgerow.formats.base import Report
from hedgerow.formats.claim import claimed
from hedgerow.formats.hedgerow import in_annotations, update
from hedgerow.problems import has_errors
from hedgerow.report.text import printable
from hedgerow.stores import there, url, written
from hedgerow.streams.writing import MAX_SHARD

Writer = Callable[[Iterable[Document], Path, Report], object]
_LAYERS = ("sentences", "cues", "stances", "mentions", "relations", "rejected")


@click.command("convert")
@click.argument("paths", nargs=-1, type=Place(exists=True))
@click.option("--list", "listing", is_flag=True, help="List the formats and what each loses.")
@click.option("--from", "source", type=click.Choice(NAMES), default="hedgerow", show_default=True)
@click.option("--to", "target", type=click.Choice(NAMES), default="hedgerow", show_default=True)
@click.option("--out", type=Place(), help="File or folder to create.")
@click.option(
    "--max-shard-size", type=Size(), help="Of lines and rows, in a file.  [default: 500MB]"
)
@click.option("--annotator", help="Who annotated: the documents become the pass of this person.")
@click.option("--by", help="Of a Label Studio project of several users, whose: number or e-mail.")
@click.option("--replace", is_flag=True, help="Of a folder in annotations/, what is there already.")
@click.option("--repair", is_flag=True, help="Mend what can be mended, and list every repair.")
@click.option("--report", "report_file", type=click.Path(path_type=Path), help="Report as JSON.")
def command(
    paths: tuple[Path, ...],
    listing: bool,
    source: str,
    target: str,
    out: Path | None,
    max_shard_size: int | None,
    annotator: str | None,
    by: str | None,
    replace: bool,
    repair: bool,
    report_file: Path | None,
) -> int:
    """Convert documents between our schema and the formats of other tools and corpora.

    What a format cannot carry is counted and listed, never dropped in silence. With problems in
    the input the sound documents are still written, and the exit code is 1. Paths may be URLs of a
    store that fsspec knows: s3://bucket/brat.
    """
    if listing:
        return _list()
    if not paths or out is None:
        raise click.UsageError("name what to convert, and --out; or --list")
    reader, write = _module(source, "read"), _writer(target, out, replace, max_shard_size)
    if by is not None and source != "label-studio":
        raise click.UsageError("--by is for exports of Label Studio")
    report = Report(repair=repair, by=by, predicted=annotator is None)
    documents = _documents(reader, paths, report)
    if annotator is not None:
        documents = _claimed(documents, annotator)
    with written(out) as place:
        write(documents, place, report)
    report.moved(place, out)
    show(report.problems)
    for line in report.lines():
        click.echo(printable(line))
    if report_file:
        text = json.dumps(report.to_dict(), ensure_ascii=False, indent=2) + "\n"
        report_file.write_text(text, encoding="utf-8")
    return 1 if has_errors(report.problems) else 0


def _documents(reader: ModuleType, paths: tuple[Path, ...], report: Report) -> Iterator[Document]:
    """The documents of all paths, counted as they pass."""
    for path in paths:
        for document in reader.read(path, report):
            report.documents += 1
            report.records.update({k: len(getattr(document, k)) for k in _LAYERS})
            yield document


def _claimed(documents: Iterator[Document], annotator: str) -> Iterator[Document]:
    """The documents as the pass of an annotator, whose id is one of the schema."""
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", annotator):
        raise click.UsageError(
            f"--annotator {annotator}: small letters and digits, with hyphens between them"
        )
    return (claimed(document, annotator) for document in documents)


def _writer(target: str, out: Path, replace: bool, size: int | None) -> Writer:
    """What writes the documents to `out`, which may exist only if it may be replaced."""
    many = target == "hedgerow" and is_stream(out.name)
    if size and not many:
        raise click.UsageError(
            f"--max-shard-size is for an --out that ends in {', '.join(STREAMS)}"
        )
    if replace and target == "hedgerow" and in_annotations(out):
        return update
    if replace:
        raise click.UsageError("--replace is for a folder in annotations/ of a corpus")
    if there(out):
        raise click.UsageError(f"{url(out)} exists and is never overwritten: name another --out")
    if many:
        from hedgerow.export import documents

        return lambda found, path, report: documents.write(found, path, size or MAX_SHARD)
    write: Writer = _module(target, "write").write
    return write


def _module(name: str, function: str) -> ModuleType:
    try:
        module = format_module(name)
    except ImportError as error:
        message = f"{name} needs a library ({error.name}): {install(name)}"
        raise click.UsageError(message) from error
    if not hasattr(module, function):
        raise click.UsageError(f"hedgerow cannot {function} {name}; see hedgerow convert --list")
    return module


def _list() -> int:
    for name in NAMES:
        try:
            module = format_module(name)
        except ImportError as error:
            click.echo(f"{name:<18} not available: {error.name} is not installed")
            continue
        form = module.FORMAT
        can = [verb for verb in ("read", "write") if hasattr(module, verb)]
        click.echo(f"{name:<18} {' and '.join(can)}: {form.title}")
        click.echo(f"{'':<18} offsets in {form.offsets}")
        for loss in form.losses or ("nothing",):
            click.echo(f"{'':<18} loses {loss}")
        for remark in form.remarks:
            click.echo(f"{'':<18} {remark}")
    return 0
