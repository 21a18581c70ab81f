"""A sentence of somebody else's, as a document."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from hedgerow.document import Document
from hedgerow.formats.base import Report
from hedgerow.formats.published.build import Corpus, header, trimmed
from hedgerow.formats.semeval2022.entries import Entry
from hedgerow.formats.semeval2022.records import Mentions, add_stances
from hedgerow.formats.standoff.gate import gate
from hedgerow.formats.standoff.headers import slug
from hedgerow.formats.standoff.put_together import Names

CORPUS = Corpus(
    *("semeval2022", "SemEval-2022 structured sentiment data", "single", "unspecified", "none"),
    layers=("stances",),
)
_NUMBER = re.compile(r"-[0-9]+\Z")


def foreign(entry: Entry, names: Names, report: Report) -> Document | None:
    """The sentence; sentences of one text, by their names, share a group.

    Without opinions it says nothing about stances.
    """
    corpus = replace(CORPUS, layers=CORPUS.layers if entry.opinions is not None else ())
    stances: list[dict[str, Any]] = []
    mentions = Mentions(entry.text, [])
    add_stances(stances, entry, entry.text, 0, mentions, report)
    said = f"{corpus.title}, file {entry.path.name}, sentence {entry.name}"
    value = header(names.free(f"{entry.path.stem} {entry.name}"), entry.text, said, corpus)
    value["language"] = "und"
    value["source"]["group"] = slug(_NUMBER.sub("", entry.name), value["id"])
    start, end = trimmed(entry.text, (0, len(entry.text))) or (0, 0)
    value |= {
        "sentences": [{"id": "s01", "start": start, "end": end, "uncertain": None}],
        "cues": [],
        "stances": stances,
        "mentions": mentions.records,
        "relations": [],
        "rejected": [],
    }
    return gate(value, report, entry.path, entry.line, {})
