from __future__ import annotations

import pytest

from providers.gate import order_groups


@pytest.mark.parametrize(
    ("pairs", "groups"),
    [
        pytest.param([], [], id="nobody"),
        pytest.param([("website", "coordinator")], [("coordinator",), ("website",)], id="pair"),
        pytest.param(
            [("a", "b"), ("b", "c")],
            [("c",), ("b",), ("a",)],
            id="chain",
        ),
        pytest.param(
            [("node", "container"), ("container", "node"), ("node", "coordinator")],
            [("coordinator",), ("container", "node")],
            id="two that need each other",
        ),
        pytest.param(
            [("a", "b"), ("b", "c"), ("c", "a"), ("d", "a")],
            [("a", "b", "c"), ("d",)],
            id="a ring and its consumer",
        ),
    ],
)
def test_groups_are_ordered_providers_first(
    pairs: list[tuple[str, str]], groups: list[tuple[str, ...]]
) -> None:
    assert order_groups(pairs) == groups
