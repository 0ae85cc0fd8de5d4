"""Worlds in which one action mends more than it seems, or less: each was once got wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.integration.broker.matrix_questions import asked, published, q, there, to_e1, verified
from tests.integration.broker.world import Branched, DeployedTo, Event, Published

if TYPE_CHECKING:
    import sqlalchemy as sa

    from pact_notary.domain.documents import JsonObject

BOTH_NEED_EACH_OTHER: list[Event] = [
    published(),
    Published("EP", "p1", "EC", "d"),
    verified("p1", success=False),
    verified("p2"),
    there("EP", "p1"),
]
CONSUMER_COULD_GO_BACK: list[Event] = [
    published("1", "a"),
    published("2", "b"),
    verified("p1", "a", success=False),
    verified("p1", "b"),
    there("EC", "1"),
]
ONE_BESIDE_MUST_VERIFY_ANYWAY: list[Event] = [
    published(),
    Branched("EP", "p1", "main"),
    Published("EP", "p2", "EC", "d"),
    there("EP", "p1"),
    there("EP", "p2", "two"),
]
OLDER_INSTANCE_FAILED: list[Event] = [
    published(),
    verified("p1", success=False),
    verified("p2"),
    DeployedTo("EP", "p1", "e1", "one"),
    DeployedTo("EP", "p2", "e1", "two"),
]


@pytest.mark.parametrize(
    ("events", "question", "actions"),
    [
        pytest.param(
            BOTH_NEED_EACH_OTHER,
            to_e1(q("EC", version="1")),
            ["Deploy version p2 of EP to e1 in place of version p1."],
            id="deployment-also-ends-what-the-old-one-needs",
        ),
        pytest.param(
            CONSUMER_COULD_GO_BACK,
            {"q": [q("EP", version="p1")], "environment": "e1"},
            ["Deploy version 2 of EC to e1 in place of version 1."],
            id="failure-that-always-counts-is-got-round",
        ),
        pytest.param(
            ONE_BESIDE_MUST_VERIFY_ANYWAY,
            to_e1(q("EC", version="1")),
            [
                "Verify the pact of version 1 of EC with version p1 of EP.",
                "Deploy version p1 of EP to e1 in place of version p2.",
            ],
            id="one-beside-takes-the-spot",
        ),
        pytest.param(
            OLDER_INSTANCE_FAILED,
            to_e1(q("EC", version="1"), latestby="cvp"),
            ["Deploy version p2 of EP to e1 in place of version p1."],
            id="instances-are-not-folded",
        ),
    ],
)
def test_actions_are_as_few_as_can_be(
    connection: sa.Connection, events: list[Event], question: JsonObject, actions: list[str]
) -> None:
    result = asked(connection, events, question)

    assert [action.text for action in result.actions] == actions
    solved = sorted(index for action in result.actions for index in action.solves)
    assert set(solved) == set(range(len(result.reasons)))
