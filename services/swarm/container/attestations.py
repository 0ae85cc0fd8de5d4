"""Attestations: a key's signed word that the work of one round, in one role, is its own.

Source: the deployed protocol; its actions are named for what is asked of the coordinator.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pro_me_the_us.auth.signatures import SignatureRejected, open_body

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pro_me_the_us.fields import Role

ACTIONS: Final[Mapping[Role, str]] = {
    "worker": "fetch-todo",
    "leader": "fetch-issue",
    "aggregator": "create-repo",
    "planner": "fetch",
}


def attests(
    attestation: str, *, role: Role, task: str, round_number: int, staking_key: str
) -> bool:
    """Whether the key signed that this round's work in that role is its own."""
    try:
        body = open_body(attestation, staking_key)
    except SignatureRejected:
        return False
    said = (body.get("taskId"), body.get("stakingKey"), body.get("action"))
    # True equals 1 in Python, but is no round.
    return said == (task, staking_key, ACTIONS[role]) and _is_number(
        body.get("roundNumber"), round_number
    )


def _is_number(value: object, number: int) -> bool:
    return type(value) is int and value == number
