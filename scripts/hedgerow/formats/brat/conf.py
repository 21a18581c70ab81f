"""The configuration that makes brat know the labels of the scheme."""

from __future__ import annotations

from collections.abc import Iterator

from hedgerow.formats.brat.names import ATTRIBUTES, FLAGS
from hedgerow.formats.standoff.model import CLOSED, choices, colour, kinds

_GROUPS = {"cues": "Cue", "stances": "Stance"}


def annotation() -> str:
    """annotation.conf: labels, relations and attributes; spans may overlap in every way."""
    return "\n".join(_annotation()) + "\n"


def _of(layer: str) -> list[str]:
    return [name for name, (of, _) in kinds().items() if of == layer]


def _annotation() -> Iterator[str]:
    # Macros of brat hold within one section only, so that lists are written out.
    cues, stances = "|".join(_of("cues")), "|".join(_of("stances"))
    yield "# The annotation scheme of hedgerow."
    yield "[entities]"
    for layer in ("cues", "scopes", "stances", "mentions", "rejected"):
        if layer in _GROUPS:
            yield f"!{_GROUPS[layer]}"
        yield from (f"\t{name}" if layer in _GROUPS else name for name in _of(layer))
    yield "\n[relations]"
    yield f"Scope\tArg1:{cues}, Arg2:Scope"
    yield f"Holder\tArg1:{cues}|{stances}, Arg2:Mention"
    yield f"Target\tArg1:{stances}, Arg2:Mention"
    yield f"Concord\tArg1:{cues}, Arg2:{cues}"
    yield f"Conditions\tArg1:Condition, Arg2:{cues}|{stances}"
    yield "<OVERLAP>\tArg1:<ENTITY>, Arg2:<ENTITY>, <OVL-TYPE>:<ANY>"
    yield "\n[events]"
    yield "\n[attributes]"
    of = {"cues": cues, "stances": stances, "rejected": "Rejected"}
    for key, name in (*ATTRIBUTES.items(), *((key, flag) for key, (flag, _) in FLAGS.items())):
        layers = [layer for layer in of if key in CLOSED[layer]]
        arg = "|".join(of[layer] for layer in layers)
        values = dict.fromkeys(value for layer in layers for value in choices(layer, key))
        value = "" if key in FLAGS else f", Value:{'|'.join(values)}"
        yield f"{name}\tArg:{arg}{value}"


def visual() -> str:
    """visual.conf: colours by layer."""
    return "\n".join(_visual()) + "\n"


def _visual() -> Iterator[str]:
    yield "[labels]"
    yield "HeldBy | Held by"
    yield "\n[drawing]"
    for name, (layer, _) in kinds().items():
        yield f"{name}\tbgColor:{colour(layer)}"
    yield "SPAN_DEFAULT\tfgColor:black, bgColor:white, borderColor:darken"
    yield "ARC_DEFAULT\tcolor:black, arrowHead:triangle-5"
    yield "Negated\tglyph:¬"
    yield "Implied\tglyph:?"
