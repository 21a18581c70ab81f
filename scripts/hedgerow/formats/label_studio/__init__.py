"""Label Studio JSON: tasks with predictions to import, exports with annotations to read.

The folder that is written holds `tasks.json` and, for the project's settings, `config.xml`. Ids of
regions are ours. What Label Studio has no place for rides along in the `meta` of a task.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import orjson

from hedgerow.document import Document
from hedgerow.formats.base import Format, Report
from hedgerow.formats.label_studio import config
from hedgerow.formats.label_studio.parse import parse
from hedgerow.formats.label_studio.task import task
from hedgerow.formats.standoff import Names, distinct, put_together, take_apart
from hedgerow.formats.standoff.files import found_in, json_array

FORMAT = Format(
    "label-studio",
    "Label Studio: tasks with predictions, and its JSON exports",
    remarks=("Label Studio checks nothing that it imports; its JSON-MIN has no relations",),
)


def read(path: Path, report: Report) -> Iterator[Document]:
    """The documents of the tasks of a file, or of every .json file of a folder.

    A task with several annotations gives the one marked as ground truth, else the last; the others
    are counted. Predictions count where nobody has annotated.
    """
    names = Names()
    for file in found_in(path, ".json"):
        for line, value in json_array(file, report):
            standoff = parse(value, file, line, report)
            document = standoff and put_together(standoff, report, names)
            if document:
                yield document


def write(documents: Iterable[Document], out: Path, report: Report) -> None:
    """A folder with the tasks and the labelling configuration."""
    out.mkdir(parents=True)
    (out / "config.xml").write_text(config.configuration(), encoding="utf-8", newline="\n")
    with (out / "tasks.json").open("wb") as file:
        mark = b"["
        for document in distinct(documents, report):
            file.write(mark + b"\n" + orjson.dumps(task(take_apart(document))))
            mark = b","
        file.write(b"\n]\n" if mark == b"," else b"[]\n")
