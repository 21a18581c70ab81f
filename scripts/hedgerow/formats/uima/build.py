"""A CAS from a document."""

from __future__ import annotations

import json
import re
from typing import Any

from cassis import Cas, TypeSystem

from hedgerow.document import Document
from hedgerow.formats.standoff import Mark, Standoff, take_apart
from hedgerow.formats.standoff.model import shown
from hedgerow.formats.uima.types import DOCUMENT, FLAGS, LINK, SENTENCE, SPAN, TOKEN
from hedgerow.tokens import tokenize

_NO_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def xml_safe(text: str) -> str:
    """The text with a replacement character for each that XML 1.0 cannot hold; no offset moves."""
    return _NO_XML.sub("\ufffd", text)


def build(document: Document, system: TypeSystem) -> Cas:
    """The CAS. What XML cannot hold stands in the header or in `exact`, escaped."""
    standoff = take_apart(document)
    cas = Cas(typesystem=system)
    cas.sofa_string = xml_safe(standoff.text)
    cas.sofa_mime = "text/plain"
    cas.document_language = xml_safe(document.language)
    types = {name: system.get_type(name) for name in (SPAN, LINK, DOCUMENT, SENTENCE, TOKEN)}
    header = _header(standoff)
    cas.add(types[DOCUMENT](begin=0, end=len(standoff.text), header=json.dumps(header)))
    for sentence in document.sentences:
        cas.add(types[SENTENCE](begin=sentence.start, end=sentence.end))
    for start, end in tokenize(standoff.text):
        cas.add(types[TOKEN](begin=start, end=end))
    spans = {}
    for mark in standoff.marks:
        spans[mark.key] = types[SPAN](begin=mark.start, end=mark.end, **_features(mark))
        cas.add(spans[mark.key])
    for link in standoff.links:
        source, target = spans[link.source], spans[link.target]
        said = {"label": link.label, "recordId": link.id}
        place = {"begin": target.begin, "end": target.end}
        cas.add(types[LINK](Governor=source, Dependent=target, **said, **place))
    return cas


def _header(standoff: Standoff) -> dict[str, Any]:
    value: dict[str, Any] = {"header": standoff.header}
    return value if xml_safe(standoff.text) == standoff.text else {**value, "text": standoff.text}


def _features(mark: Mark) -> dict[str, Any]:
    features: dict[str, Any] = {"label": shown(mark), "recordId": mark.id or mark.key}
    exact = {}
    for key, value in mark.values.items():
        if key in FLAGS:
            name, unusual = FLAGS[key]
            features[name] = value == unusual
        else:
            features[key] = xml_safe(value)
            if features[key] != value:
                exact[key] = value
    return {**features, "exact": json.dumps(exact)} if exact else features
