"""Applications and their integrations as a graph."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable

Edge: TypeAlias = tuple[int, int]


def neighbourhood(start: int, edges: Iterable[Edge]) -> frozenset[Edge]:
    """The edges among a node and those that it has an edge with."""
    known = list(edges)
    near = {start} | {node for edge in known if start in edge for node in edge}
    return frozenset(edge for edge in known if near.issuperset(edge))


def connected_to(start: int, edges: Iterable[Edge], *, limit: int) -> frozenset[Edge]:
    """The edges among the nodes that are reached from the start, the nearest `limit` of them."""
    neighbours: defaultdict[int, set[int]] = defaultdict(set)
    known = list(edges)
    for one, other in known:
        neighbours[one].add(other)
        neighbours[other].add(one)
    reached, frontier = {start}, [start]
    while frontier and len(reached) < limit:
        beyond = {far for near in frontier for far in neighbours[near]} - reached
        frontier = sorted(beyond)[: limit - len(reached)]
        reached.update(frontier)
    return frozenset(edge for edge in known if reached.issuperset(edge))
