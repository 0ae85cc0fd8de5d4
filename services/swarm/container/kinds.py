"""The two kinds of container: what each and its node are called, and the roles it takes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from pro_me_the_us.participants import (
    PLANNER_CONTAINER,
    PLANNER_NODE,
    WORKER_CONTAINER,
    WORKER_NODE,
)
from swarm.edge import DEFAULT_MAX_BODY_BYTES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pro_me_the_us.fields import Role


@dataclass(frozen=True, slots=True)
class Kind:
    """`max_body_bytes`: what a request may measure unless the settings say otherwise."""

    participant: str
    node: str
    roles: tuple[Role, ...]
    max_body_bytes: int


KINDS: Final[Mapping[str, Kind]] = {
    "worker": Kind(
        WORKER_CONTAINER, WORKER_NODE, ("worker", "leader", "aggregator"), DEFAULT_MAX_BODY_BYTES
    ),
    # Whole plans are audited.
    "planner": Kind(PLANNER_CONTAINER, PLANNER_NODE, ("planner",), 10 * DEFAULT_MAX_BODY_BYTES),
}
