"""Bodies as deployed nodes sign them; keys are made from numbers."""

from __future__ import annotations

from typing import Any

from pro_me_the_us.auth.signatures import sign_body
from tests.integration.coordinator.builders import TASK, a_key, a_pair


def a_signed_body(number: int = 0, **payload: Any) -> dict[str, Any]:
    """What the key signs, in the body that carries it."""
    own = {"stakingKey": a_key(number), "pubKey": "a-main-key"}
    return {**own, "signature": sign_body(a_pair(number), {**own, **payload})}


def a_fetch(
    number: int = 0, *, round_number: int = 7, action: str = "fetch-todo", task: str = TASK
) -> dict[str, Any]:
    """A body that asks for work."""
    return a_signed_body(
        number,
        taskId=task,
        roundNumber=round_number,
        action=action,
        githubUsername="octo-worker",
    )
