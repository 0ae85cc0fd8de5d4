from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from swarm.container.attestations import attests
from tests.unit.container.builders import OTHER, PAIR, TASK, an_attestation

if TYPE_CHECKING:
    from pro_me_the_us.auth.keys import KeyPair
    from pro_me_the_us.fields import Role


@pytest.mark.parametrize(
    ("role", "action"),
    [
        ("worker", "fetch-todo"),
        ("leader", "fetch-issue"),
        ("aggregator", "create-repo"),
        ("planner", "fetch"),
    ],
)
def test_attestation_is_named_as_deployed(role: Role, action: str) -> None:
    statement = an_attestation(action=action)

    assert attests(statement, role=role, task=TASK, round_number=7, staking_key=PAIR.public)


@pytest.mark.parametrize(
    ("pair", "changes"),
    [
        (PAIR, {"taskId": "task-2"}),
        (PAIR, {"roundNumber": 8}),
        (PAIR, {"roundNumber": "7"}),
        (PAIR, {"roundNumber": 7.0}),
        (PAIR, {"stakingKey": OTHER.public}),
        (PAIR, {"action": "audit"}),
        (OTHER, {}),
    ],
    ids=["task", "round", "text", "float", "key", "action", "signer"],
)
def test_attestation_is_for_one_order(pair: KeyPair, changes: dict[str, Any]) -> None:
    statement = an_attestation(pair, **changes)

    assert not attests(statement, role="worker", task=TASK, round_number=7, staking_key=PAIR.public)


def test_true_is_no_round() -> None:
    statement = an_attestation(roundNumber=True)

    assert not attests(statement, role="worker", task=TASK, round_number=1, staking_key=PAIR.public)
