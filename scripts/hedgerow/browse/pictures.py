"""Draws the figures with Matplotlib, as SVG that follows the reader's light or dark colours."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING, Any

from hedgerow.browse.figures import Table
from hedgerow.extras import install

if TYPE_CHECKING:
    from matplotlib.axes import Axes

# Colours that stand for the names below until the picture is written.
_INK, _RULE, _FILLS = "#010101", "#020202", ("#030303", "#040404", "#050505", "#060606")
_HATCHES = ("", "////", "\\\\\\\\", "---")  # dots would take 250 KB
_STYLE = """<style>
:root {
  --ink: #1d1d1b; --rule: #dcd8cd;
  --f0: #1f5f8b; --f1: #8db3cc; --f2: #e3d3b8; --f3: #b98a4d
}
@media (prefers-color-scheme: dark) {
  :root {
    --ink: #e6e4de; --rule: #3b3d3f;
    --f0: #8cc4ea; --f1: #3f6f90; --f2: #6b5a3d; --f3: #d8a868
  }
}
</style>"""
_NAMES = {_INK: "ink", _RULE: "rule", **{fill: f"f{i}" for i, fill in enumerate(_FILLS)}}
_ROW = 0.3  # inches


def svg(table: Table) -> str:
    """The picture. Raises ImportError with what to install where Matplotlib is missing."""
    try:
        import matplotlib as mpl
        from matplotlib.figure import Figure
    except ImportError as error:
        message = f"the pictures need matplotlib: {install('browse')}"
        raise ImportError(message, name=error.name) from error

    settings: dict[str, Any] = {
        "svg.fonttype": "none", "svg.hashsalt": table.name, "font.family": "sans-serif",
        "font.size": 9, "hatch.linewidth": 0.6, "hatch.color": _INK, "text.parse_math": False,
        "text.color": _INK, "axes.labelcolor": _INK, "xtick.color": _INK, "ytick.color": _INK,
        "axes.edgecolor": _RULE, "grid.color": _RULE, "figure.facecolor": "none",
        "axes.facecolor": "none", "legend.frameon": False,
    }  # fmt: skip
    with mpl.rc_context(settings):
        figure = Figure(figsize=(7.2, 0.9 + _ROW * len(table.rows)), layout="constrained")
        axes = figure.add_subplot()
        {"bars": _bars, "parts": _bars, "points": _points}[table.kind](axes, table)
        _frame(axes, table)
        file = io.StringIO()
        figure.savefig(file, format="svg", metadata={"Date": None, "Creator": None})
    return _coloured(file.getvalue())


def _bars(axes: Axes, table: Table) -> None:
    """One bar a row, its parts behind each other; told apart by their hatching too."""
    sums = [sum(values) for _, values in table.rows]
    left = [0.0] * len(sums)
    for column, name in enumerate(table.head[1:]):
        widths = [values[column] for _, values in table.rows]
        if table.kind == "parts":
            widths = [
                100 * w / total if total else 0 for w, total in zip(widths, sums, strict=True)
            ]
        style = column % len(_FILLS)
        axes.barh(
            range(len(widths)), widths, 0.66, left, label=name, color=_FILLS[style],
            hatch=_HATCHES[style], edgecolor=_INK, linewidth=0.4,
        )  # fmt: skip
        left = [a + b for a, b in zip(left, widths, strict=True)]
    if len(table.head) > 2:
        axes.legend(ncols=4, loc="lower left", bbox_to_anchor=(0, 1), borderaxespad=0.2)
    axes.set_xlabel("share of the row, %" if table.kind == "parts" else "records")


def _points(axes: Axes, table: Table) -> None:
    """A point a row, with its interval as a line."""
    for row, (_, (value, low, high)) in enumerate(table.rows):
        axes.plot([low, high], [row, row], color=_FILLS[1], linewidth=3, solid_capstyle="butt")
        axes.plot([value], [row], "o", color=_FILLS[0], markersize=5)
    axes.set_xlim(0, 1.02)
    axes.set_xlabel(table.head[1])


def _frame(axes: Axes, table: Table) -> None:
    """Names at the left, first row on top, as little else as can be."""
    axes.set_yticks(range(len(table.rows)), [_short(name) for name, _ in table.rows])
    axes.set_ylim(len(table.rows) - 0.4, -0.6)
    axes.tick_params(length=0)
    axes.grid(axis="x", linewidth=0.6)
    axes.set_axisbelow(True)
    for side in ("top", "right", "left"):
        axes.spines[side].set_visible(False)


def _short(name: str) -> str:
    return name if len(name) <= 40 else name[:39] + "…"


def _coloured(drawn: str) -> str:
    """Colours by name, without the preamble that points to the web."""
    drawn = re.sub(r"^.*?(?=<svg)", "", drawn, count=1, flags=re.DOTALL)
    drawn = re.sub(r"\s*<metadata>.*?</metadata>", "", drawn, flags=re.DOTALL)
    for colour, name in _NAMES.items():
        drawn = drawn.replace(colour, f"var(--{name})")
    return drawn.replace(">", f">\n{_STYLE}", 1)
