"""The labelling configuration: labels, relations, and what can be said of a region."""

from __future__ import annotations

from collections.abc import Iterator
from xml.sax.saxutils import quoteattr

from hedgerow import schema
from hedgerow.formats.standoff.model import CLOSED, FREE, LINKS, choices, colour, kinds

LABEL = "label"
TEXT = "text"
# Attributes that only some cues have.
_CUES = {
    "certainty": ("epistemic",),
    "polarity": ("epistemic", "attribution"),
    "reporting": ("attribution",),
}


def configuration() -> str:
    """config.xml: every control is named as the schema names the attribute."""
    return "\n".join(_lines()) + "\n"


def _lines() -> Iterator[str]:
    hints = {
        one.title: one.description for kind in ("cue", "stance") for one in schema.labels(kind)
    }
    yield "<View>"
    yield "  <Relations>"
    yield from (f"    <Relation value={quoteattr(link)}/>" for link in LINKS)
    yield "  </Relations>"
    yield f'  <Labels name="{LABEL}" toName="{TEXT}">'
    for name, (layer, _) in kinds().items():
        hint = f" hint={quoteattr(hints[name])}" if name in hints else ""
        yield f'    <Label value={quoteattr(name)} background="{colour(layer)}"{hint}/>'
    yield "  </Labels>"
    yield f'  <Text name="{TEXT}" value="$text" granularity="symbol"/>'
    for key in dict.fromkeys(key for keys in CLOSED.values() for key in keys):
        layers = [layer for layer in CLOSED if key in CLOSED[layer]]
        where = _shown_for(layers, _CUES.get(key))
        yield f'  <Choices name="{key}" {where} choice="single" showInline="true">'
        yield f'    <Header value={quoteattr(key)} size="6"/>'
        for value in dict.fromkeys(value for layer in layers for value in choices(layer, key)):
            yield f"    <Choice value={quoteattr(value)}/>"
        yield "  </Choices>"
    for key in dict.fromkeys(key for keys in FREE.values() for key in keys):
        layers = [layer for layer in FREE if key in FREE[layer]]
        yield f'  <TextArea name="{key}" {_shown_for(layers)} placeholder={quoteattr(key)} rows="1"'
        yield '    editable="true" maxSubmissions="1"/>'
    yield "</View>"


def _shown_for(layers: list[str], cues: tuple[str, ...] | None = None) -> str:
    """A control for regions of some layers; of cues only those with some labels."""
    names = ",".join(
        name
        for name, (layer, label) in kinds().items()
        if layer in layers and (layer != "cues" or cues is None or label in cues)
    )
    return (
        f'toName="{TEXT}" perRegion="true" visibleWhen="region-selected" '
        f'whenTagName="{LABEL}" whenLabelValue="{names}"'
    )
