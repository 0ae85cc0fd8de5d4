"""Callers who are turned away at the door: without a stake, of other tasks, without a token."""

from __future__ import annotations

from typing import Final

from pro_me_the_us.participants import (
    PLANNER_CONTAINER,
    PLANNER_NODE,
    WEBSITE,
    WORKER_CONTAINER,
    WORKER_NODE,
)
from tests.load.recorded import Interaction
from tests.load.rounds import KEYS, UNLISTED, Node
from tests.load.scenarios.scenario import OUTSIDER, UNKNOWN, Scenario

UNSTAKED_CLAIM: Final = Interaction(WORKER_CONTAINER, "a claim for a key that is not staked")
UNSTAKED_FINAL: Final = Interaction(
    WORKER_NODE, "the final pull request of a key that is not staked"
)
UNSTAKED_SPEC: Final = Interaction(
    PLANNER_CONTAINER, "a claim of a spec for a key that is not staked"
)
UNSERVED_CLAIM: Final = Interaction(WORKER_CONTAINER, "a claim for a task that is not served")
UNSERVED_SPEC: Final = Interaction(
    PLANNER_CONTAINER, "a claim of a spec for a task that is not served"
)
UNREADABLE_CLAIM: Final = Interaction(WORKER_CONTAINER, "a claim while the chain cannot be read")
UNREADABLE_SPEC: Final = Interaction(
    PLANNER_CONTAINER, "a claim of a spec while the chain cannot be read"
)
UNREADABLE_WORKERS_ORDER: Final = Interaction(
    WORKER_NODE, "an order to apply a list while the chain cannot be read"
)
UNREADABLE_PLANNERS_ORDER: Final = Interaction(
    PLANNER_NODE, "an order to apply a list while the chain cannot be read"
)
BOUNTY_OF_NODE: Final = Interaction(WEBSITE, "a bounty from a node")
BOUNTY_OF_STRANGER: Final = Interaction(WEBSITE, "a bounty from a stranger")


class Stranger(Scenario):
    """Of the chain, what cannot be read is the list of one task: the others go on meanwhile."""

    def live(self) -> bool:
        staked = Node(self.user * KEYS, self.rounds.number)
        for interaction in (UNSTAKED_CLAIM, UNSTAKED_FINAL, UNSTAKED_SPEC):
            self.ask(interaction, OUTSIDER, UNKNOWN)
        for interaction in (UNSERVED_CLAIM, UNSERVED_SPEC, BOUNTY_OF_NODE, BOUNTY_OF_STRANGER):
            self.ask(interaction, staked)
        for interaction in (
            UNREADABLE_CLAIM,
            UNREADABLE_SPEC,
            UNREADABLE_WORKERS_ORDER,
            UNREADABLE_PLANNERS_ORDER,
        ):
            self.ask(interaction, staked, task=UNLISTED)
        return True
