"""In which order a leader merges pull requests: what others build upon comes first."""

from __future__ import annotations

from graphlib import TopologicalSorter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from swarm.coordinator.records import MergedTodo


def order_pull_requests(todos: Sequence[MergedTodo]) -> list[str]:
    """Each after those its todo depends on; otherwise in the order given."""
    places = {todo.uuid: place for place, todo in enumerate(todos)}
    sorter = TopologicalSorter({todo.uuid: set(todo.needs) & places.keys() for todo in todos})
    sorter.prepare()
    ordered: list[str] = []
    while sorter.is_active():
        ready = sorted(sorter.get_ready(), key=places.__getitem__)
        ordered += [todos[places[uuid]].pull_request for uuid in ready]
        sorter.done(*ready)
    return ordered
