"""The type system."""

from __future__ import annotations

from cassis import TypeSystem

from hedgerow.formats.standoff.model import CLOSED, FREE

SPAN = "webanno.custom.HedgerowSpan"
LINK = "webanno.custom.HedgerowLink"
DOCUMENT = "webanno.custom.HedgerowDocument"
_SEGMENTATION = "de.tudarmstadt.ukp.dkpro.core.api.segmentation.type."
SENTENCE, TOKEN = f"{_SEGMENTATION}Sentence", f"{_SEGMENTATION}Token"
_ANNOTATION, _STRING, _BOOLEAN = "uima.tcas.Annotation", "uima.cas.String", "uima.cas.Boolean"
# A truth value that is not set is false in UIMA, so that each is named for what is unusual.
FLAGS = {"negated": ("negated", True), "explicit": ("implied", False)}
WORDS = tuple(
    dict.fromkeys(
        key for keys in (*CLOSED.values(), *FREE.values()) for key in keys if key not in FLAGS
    )
)


def type_system() -> TypeSystem:
    """Spans with their attributes, links, the header, sentences and tokens."""
    system = TypeSystem()
    span = system.create_type(SPAN, _ANNOTATION, "A cue, scope, stance, mention or rejected word")
    for name in ("label", "recordId", *WORDS, "exact"):
        system.create_feature(span, name, _STRING)
    for name, _ in FLAGS.values():
        system.create_feature(span, name, _BOOLEAN)
    link = system.create_type(LINK, _ANNOTATION, "From the Governor to the Dependent")
    for name in ("label", "recordId"):
        system.create_feature(link, name, _STRING)
    for name in ("Governor", "Dependent"):
        system.create_feature(link, name, SPAN)
    document = system.create_type(DOCUMENT, _ANNOTATION, "What the document says of itself")
    system.create_feature(document, "header", _STRING)
    for name in (SENTENCE, TOKEN):
        system.create_type(name, _ANNOTATION)
    return system
