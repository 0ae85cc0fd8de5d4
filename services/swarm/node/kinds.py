"""The two kinds of node: what they and their containers are called, and what their rounds hold."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from pro_me_the_us.participants import (
    PLANNER_CONTAINER,
    PLANNER_NODE,
    WORKER_CONTAINER,
    WORKER_NODE,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pro_me_the_us.fields import Role


@dataclass(frozen=True, slots=True)
class Kind:
    """`node` and `container` are participants. `beside` are roles whose work goes along with the
    round's own, `roles` the ones of which the first that finds work makes it.

    `least_votes`: what a submission needs on balance to be rewarded; `reward` is what it then gets
    unless the settings say otherwise. Source: the deployed protocol's distribution.
    """

    node: str
    container: str
    beside: tuple[Role, ...]
    roles: tuple[Role, ...]
    least_votes: int
    reward: int


WORKER: Final = Kind(
    node=WORKER_NODE,
    container=WORKER_CONTAINER,
    beside=("aggregator",),
    roles=("leader", "worker"),
    least_votes=1,
    reward=400_000_000_000,
)
PLANNER: Final = Kind(
    node=PLANNER_NODE,
    container=PLANNER_CONTAINER,
    beside=(),
    roles=("planner",),
    least_votes=0,
    reward=1_000_000,
)
KINDS: Final[Mapping[str, Kind]] = {"worker": WORKER, "planner": PLANNER}
