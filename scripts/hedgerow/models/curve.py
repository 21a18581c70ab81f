"""A learning curve as a picture."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from hedgerow.extras import install
from hedgerow.models.training import Point

_INK, _LINES = "#333333", ("#0b6e4f", "#c8553d")


def draw(points: Sequence[Point], measure: str, title: str, path: Path) -> None:
    """Draw the measure on training and validation data against the sentences trained on, as SVG.

    Raises ImportError, with what to install, without matplotlib.
    """
    try:
        import matplotlib as mpl
        from matplotlib.figure import Figure
    except ImportError as error:
        raise ImportError(f"a learning curve needs matplotlib: {install('train')}") from error
    figure = Figure(figsize=(6, 3.6), layout="constrained")
    axes = figure.add_subplot()
    sizes = [point.examples for point in points]
    for split, color in zip(("train", "validation"), _LINES, strict=True):
        values = [getattr(point, split) for point in points]
        axes.plot(sizes, values, marker="o", color=color, linewidth=2)
        axes.annotate(
            f"{split} {values[-1]:.2f}",
            (sizes[-1], values[-1]),
            (8, 0),
            textcoords="offset points",
            color=color,
            va="center",
        )
    axes.set(ylim=(0, 1.02), xlabel="rows trained on", ylabel=measure)
    axes.set_xlim(0, max(sizes) * 1.35)
    axes.set_title(title, loc="left", fontsize=11, color=_INK)
    axes.spines[["top", "right"]].set_visible(False)
    axes.grid(axis="y", color="#dddddd", linewidth=0.8)
    axes.tick_params(colors=_INK)
    with mpl.rc_context({"svg.hashsalt": "hedgerow"}):
        figure.savefig(path, metadata={"Date": None})
