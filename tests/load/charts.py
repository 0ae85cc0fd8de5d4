"""A picture of latencies: a bar for each percentile of each operation."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from matplotlib.figure import Figure

from tests.load.samples import SHARES

if TYPE_CHECKING:
    from pathlib import Path

    from tests.load.samples import Figures

_BAR: Final = 0.26
_COLOURS: Final = ("#9ecae1", "#4292c6", "#084594")


def draw(figures: dict[str, Figures], title: str, file: Path) -> None:
    """An SVG or PNG, as the name of the file says."""
    picture = Figure(figsize=(9, 1.5 + 0.7 * len(figures)), layout="constrained")
    axes = picture.subplots()
    names = list(reversed(figures))
    for turn, (share, colour) in enumerate(zip(SHARES, _COLOURS, strict=True)):
        places = [place + (1 - turn) * _BAR for place in range(len(names))]
        times = [getattr(figures[name], share) for name in names]
        bars = axes.barh(places, times, _BAR, color=colour, label=share.removesuffix("_ms"))
        axes.bar_label(bars, fmt="%.3g", padding=3, fontsize=7)
    labels = [f"{name}\n{figures[name].per_s:g}/s, {_errors(figures[name])}" for name in names]
    axes.set_yticks(range(len(names)), labels, fontsize=8)
    axes.set_xlabel("milliseconds")
    axes.set_title(title)
    axes.margins(x=0.1)
    picture.legend(loc="outside lower right", ncols=3)
    axes.spines[["top", "right"]].set_visible(False)
    picture.savefig(file)


def _errors(figures: Figures) -> str:
    if not figures.errors:
        return "no errors"
    return ", ".join(f"{code} {share:.2%}" for code, share in figures.errors.items())
