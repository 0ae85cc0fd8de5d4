from __future__ import annotations

import pytest

from swarm.coordinator.records import MergedTodo
from swarm.coordinator.service.merge_order import order_pull_requests


@pytest.mark.parametrize(
    ("todos", "order"),
    [
        ([], ""),
        ([("a", ""), ("b", ""), ("c", "")], "abc"),
        ([("a", "c"), ("b", ""), ("c", "")], "bca"),
        ([("a", "b"), ("b", "c"), ("c", "")], "cba"),
        ([("a", "x"), ("b", "")], "ab"),
    ],
    ids=["none", "as planned", "one waits", "chain", "needs another issue's"],
)
def test_pull_requests_come_after_what_they_build_upon(
    todos: list[tuple[str, str]], order: str
) -> None:
    given = [MergedTodo(uuid, uuid, tuple(needs)) for uuid, needs in todos]

    assert "".join(order_pull_requests(given)) == order
