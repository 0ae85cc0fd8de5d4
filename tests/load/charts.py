"""A picture of latencies: a bar for each percentile of each interaction or endpoint."""

from __future__ import annotations

from textwrap import fill
from typing import TYPE_CHECKING, Final

from matplotlib.figure import Figure

from tests.load.samples import SHARES

if TYPE_CHECKING:
    from pathlib import Path

    from tests.load.samples import Figures

_BAR: Final = 0.26
_LABEL: Final = 80
"""Characters of a line."""

_COLOURS: Final = ("#9ecae1", "#4292c6", "#084594")


def draw(figures: dict[str, Figures], title: str, file: Path) -> None:
    """An SVG or PNG, as the name of the file says."""
    picture = Figure(figsize=(14, 1.5 + 0.55 * len(figures)), layout="constrained")
    axes = picture.subplots()
    names = list(reversed(figures))
    for turn, (share, colour) in enumerate(zip(SHARES, _COLOURS, strict=True)):
        places = [place + (1 - turn) * _BAR for place in range(len(names))]
        times = [getattr(figures[name], share) for name in names]
        bars = axes.barh(places, times, _BAR, color=colour, label=share.removesuffix("_ms"))
        axes.bar_label(bars, fmt="%.3g", padding=3, fontsize=7)
    labels = [f"{name}\n{_tell(figures[name])}" for name in names]
    axes.set_yticks(range(len(names)), labels, fontsize=7)
    axes.set_xlabel("milliseconds")
    # What takes longest would leave the others no room.
    axes.set_xscale("log")
    axes.set_title(title)
    axes.margins(x=0.1, y=0.01)
    picture.legend(loc="outside lower right", ncols=3)
    axes.spines[["top", "right"]].set_visible(False)
    picture.savefig(file)


def _tell(figures: Figures) -> str:
    refused = [f"as promised: {_list(figures.refusals)}"] if figures.refusals else []
    failed = [f"ERRORS: {_list(figures.errors)}"] if figures.errors else []
    told = ", ".join([f"{figures.per_s:g}/s", *failed, *refused])
    return fill(told, width=_LABEL)


def _list(shares: dict[str, float]) -> str:
    return ", ".join(f"{code} {share:.1%}" for code, share in shares.items())
