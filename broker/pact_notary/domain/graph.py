"""Where the boxes of a drawn network are: who asks stands left of who answers.

Layered as usual (Sugiyama, Tagawa, Toda 1981): order without most cycles, columns by the longest
way, then rows so that lines cross less. Nothing is random: the same network looks the same.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from statistics import fmean
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    Edge: TypeAlias = tuple[str, str]

_MOST_COLUMNS = 6
_SWEEPS = 8


@dataclass(frozen=True, slots=True)
class Place:
    """Counted from 0; rows are centred, so that they may lie between two whole ones."""

    column: int
    row: float


def lay_out(edges: Collection[Edge]) -> dict[str, Place]:
    """The place of every name that an edge is from or to."""
    others = {edge for edge in edges if edge[0] != edge[1]}
    names = sorted({name for edge in edges for name in edge})
    columns = _columns(_layers(_order(names, others), others))
    ordered = _reduce_crossings(columns, _neighbours(others))
    tallest = max((len(column) for column in ordered), default=0)
    return {
        name: Place(number, row + (tallest - len(column)) / 2)
        for number, column in enumerate(ordered)
        for row, name in enumerate(column)
    }


def _order(names: Iterable[str], edges: Iterable[Edge]) -> list[str]:
    """Consumers before providers as far as can be, by taking ends off both sides.

    Source: Eades, Lin, Smyth 1993, a fast heuristic for the feedback arc set.
    """
    ahead, behind = _directed(edges)
    left = set(names)
    first: list[str] = []
    last: list[str] = []
    while left:
        ends = [name for name in sorted(left) if not ahead[name] & left]
        starts = [name for name in sorted(left - set(ends)) if not behind[name] & left]
        if not ends and not starts:
            starts = [
                max(
                    sorted(left),
                    key=lambda name: len(ahead[name] & left) - len(behind[name] & left),
                )
            ]
        first += starts
        last = [*ends, *last]
        left -= {*ends, *starts}
    return [*first, *last]


def _layers(order: Sequence[str], edges: Iterable[Edge]) -> dict[str, int]:
    """The longest way to each name along edges that go forward in the order."""
    place = {name: index for index, name in enumerate(order)}
    _, behind = _directed(edge for edge in edges if place[edge[0]] < place[edge[1]])
    layers: dict[str, int] = {}
    for name in order:
        layers[name] = max((layers[before] + 1 for before in behind[name]), default=0)
    return layers


def _columns(layers: Mapping[str, int]) -> list[list[str]]:
    """Names by column; a long way is folded into as many as fit beside each other."""
    longest = max(layers.values(), default=0)
    count = min(longest + 1, _MOST_COLUMNS)
    columns: list[list[str]] = [[] for _ in range(count)]
    for name in sorted(layers):
        columns[layers[name] * count // (longest + 1)].append(name)
    return columns


def _reduce_crossings(
    columns: list[list[str]], neighbours: Mapping[str, set[str]]
) -> list[list[str]]:
    """Each name goes to the mean height of its neighbours, from the left and from the right."""
    heights = {name: _height(row, column) for column in columns for row, name in enumerate(column)}
    for sweep in range(_SWEEPS):
        for column in columns if sweep % 2 == 0 else reversed(columns):
            means = {
                name: fmean(heights[other] for other in sorted(neighbours[name]) or [name])
                for name in column
            }
            column.sort(key=lambda name: (means[name], name))
            heights.update((name, _height(row, column)) for row, name in enumerate(column))
    return columns


def _height(row: int, column: Sequence[str]) -> float:
    return (row + 0.5) / len(column)


def _directed(edges: Iterable[Edge]) -> tuple[Mapping[str, set[str]], Mapping[str, set[str]]]:
    ahead, behind = defaultdict[str, set[str]](set), defaultdict[str, set[str]](set)
    for source, target in edges:
        ahead[source].add(target)
        behind[target].add(source)
    return ahead, behind


def _neighbours(edges: Iterable[Edge]) -> Mapping[str, set[str]]:
    ahead, behind = _directed(edges)
    return defaultdict(set, {name: ahead[name] | behind[name] for name in {*ahead, *behind}})
