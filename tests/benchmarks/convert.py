"""Large files stream: what a conversion of 100 MB takes in memory and time.

    python tests/benchmarks/convert.py [--megabytes 100] [FORMAT ...]

Makes a file of that size for each format, from made-up sentences or from the documents of the
corpus under other ids, converts it with the command and prints, for each: the size of the file, the
peak memory of the command, documents, and documents a second of processor time. The memory of a
conversion of a tenth of the size stands beside it: what streams does not grow with the file.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import cycle, islice
from pathlib import Path

from hedgerow import read
from hedgerow.corpus import data_root, document_paths
from hedgerow.document import Document
from hedgerow.formats import format_module
from hedgerow.formats.base import Report

COMMAND = "from hedgerow.cli import main; main()"
SENTENCES = (
    "Expression of c-jun was found in {n} cells.",
    '<xcope id="X{n}.1">The factor <cue type="speculation" ref="X{n}.1">may</cue> bind</xcope>.',
    'It is <xcope id="X{n}.2"><cue type="negation" ref="X{n}.2">not</cue> hot</xcope>, 7&#176;.',
    'These results <xcope id="X{n}.3"><cue type="speculation" ref="X{n}.3">suggest</cue> the gene'
    ' <xcope id="X{n}.4"><cue type="speculation" ref="X{n}.4">might</cue> act</xcope></xcope>.',
)


def bioscope(path: Path, size: int) -> None:
    """Abstracts of ten sentences."""
    _xml(path, size, SENTENCES, 'type="Biological_abstract"', "")


def conll2010(path: Path, size: int) -> None:
    """Articles of task 1, with the label of each sentence."""
    marked = ("It is <ccue>perhaps</ccue> {n}.", "It is {n}.")
    _xml(path, size, marked, 'type="WikiArticle"', ' certainty="{c}"')


def _xml(path: Path, size: int, sentences: tuple[str, ...], kind: str, label: str) -> None:
    with path.open("w", encoding="utf-8") as file:
        file.write("<Annotation><DocumentSet>\n")
        number = 0
        while file.tell() < size:
            number += 1
            file.write(f"<Document {kind}><DocID>{number}</DocID><DocumentPart>\n")
            for i, sentence in enumerate(islice(cycle(sentences), 10)):
                text = sentence.format(n=f"{number}.{i}")
                certainty = label.format(c="uncertain" if "ccue" in text else "certain")
                file.write(f'<sentence id="S{number}.{i}"{certainty}>{text}</sentence>\n')
            file.write("</DocumentPart></Document>\n")
        file.write("</DocumentSet></Annotation>\n")


def copies(name: str, file: str) -> Callable[[Path, int], None]:
    """Makes a file of a format from copies of the corpus."""

    def make(path: Path, size: int) -> None:
        found = [read(one) for one in document_paths(data_root())]
        with tempfile.TemporaryDirectory(dir=path.parent) as folder:
            out = Path(folder) / "out"
            whole = out / file if file else out
            format_module(name).write(_until(found, whole, size), out, Report())
            whole.replace(path)

    return make


def _until(found: list[Document], path: Path, size: int) -> Iterator[Document]:
    for number, document in enumerate(cycle(found)):
        if path.exists() and path.stat().st_size >= size:
            return
        yield replace(document, id=f"{document.id}-{number}")


FORMATS: dict[str, tuple[str, Callable[[Path, int], None]]] = {
    "bioscope": ("bioscope.xml", bioscope),
    "conll2010": ("conll2010.xml", conll2010),
    "label-studio": ("tasks.json", copies("label-studio", "tasks.json")),
    "prodigy": ("prodigy.jsonl", copies("prodigy", "")),
}


def measured(name: str, path: Path, out: Path) -> tuple[int, float, int]:
    """Peak memory in bytes, seconds of processor time, and documents of one conversion."""
    options = ["convert", str(path), "--from", name, "--out", str(out)]
    quiet = os.open(os.devnull, os.O_WRONLY)
    child = os.posix_spawn(
        sys.executable,
        [sys.executable, "-c", COMMAND, *options],
        os.environ,
        file_actions=[(os.POSIX_SPAWN_DUP2, quiet, 1)],
    )
    os.close(quiet)
    _, status, usage = os.wait4(child, 0)
    assert status == 0, f"{name}: exit code {os.waitstatus_to_exitcode(status)}"
    documents = sum(1 for _ in out.glob("*.json"))
    return usage.ru_maxrss * 1024, usage.ru_utime + usage.ru_stime, documents


def main() -> None:
    """Measure the formats that are named, or all."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("formats", nargs="*", default=list(FORMATS), help=", ".join(FORMATS))
    parser.add_argument("--megabytes", type=int, default=100)
    given = parser.parse_args()
    print("format        file  memory  at a tenth  documents  documents/s")
    for name in given.formats:
        file, make = FORMATS[name]
        with tempfile.TemporaryDirectory() as folder:
            home = Path(folder)
            make(home / file, given.megabytes * 100_000)
            small, _, _ = measured(name, home / file, home / "small")
            make(home / file, given.megabytes * 1_000_000)
            peak, seconds, documents = measured(name, home / file, home / "out")
            size = (home / file).stat().st_size
            print(
                f"{name:<12}{size / 1e6:5.0f}M{peak / 1e6:7.0f}M{small / 1e6:11.0f}M"
                f"{documents:11}{documents / seconds:13.0f}",
                flush=True,
            )


if __name__ == "__main__":
    main()
