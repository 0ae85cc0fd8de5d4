"""Auditors: they end a round, and have its distribution list applied."""

from __future__ import annotations

from typing import Final

from pro_me_the_us.participants import PLANNER_NODE, WORKER_NODE
from tests.load.recorded import Interaction
from tests.load.rounds import KEYS, Node
from tests.load.scenarios.scenario import Scenario

WORKERS_ORDER: Final = Interaction(WORKER_NODE, "an order to apply the list of a round")
WORKERS_ORDER_OF_NONE: Final = Interaction(
    WORKER_NODE, "an order to apply a list that nobody has written"
)
PLANNERS_ORDER: Final = Interaction(PLANNER_NODE, "an order to apply the list of a round")
PLANNERS_ORDER_OF_NONE: Final = Interaction(
    PLANNER_NODE, "an order to apply a list that nobody has written"
)


class Auditor(Scenario):
    """A working and a planning node that come to the end of a round one after the other."""

    def live(self) -> bool:
        if next(self.turns) == 0:
            # A round has to last before it ends.
            return True
        ended = self.rounds.turn()
        node = Node(self.user * KEYS, ended)
        self.ask(WORKERS_ORDER_OF_NONE, node)
        self.ask(PLANNERS_ORDER_OF_NONE, node)
        self.rounds.pay(ended)
        self.ask(WORKERS_ORDER, node)
        self.ask(PLANNERS_ORDER, node)
        return True
