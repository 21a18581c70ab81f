"""A document as what one annotator made of its text."""

from __future__ import annotations

from dataclasses import replace

from hedgerow.checks import check_document
from hedgerow.document import Annotator, Document
from hedgerow.index import Index
from hedgerow.problems import has_errors
from hedgerow.structure import check_structure


def claimed(document: Document, annotator: str) -> Document:
    """The document as the pass of a person; a draft until every word in it is decided soundly."""
    annotators = [Annotator(annotator, "human")]
    annotation = replace(document.annotation, status="single", annotators=annotators)
    finished = replace(document, annotation=annotation)
    problems = check_structure(finished.to_dict()) or check_document(Index(finished))
    if has_errors(problems):
        annotation.status = "draft"
    return finished
