"""Planners: a spec in each turn, from its claim to the check of its plan."""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING, Final

from pro_me_the_us.participants import PLANNER_CONTAINER, PLANNER_NODE
from tests.load.recorded import Interaction
from tests.load.scenarios.scenario import RARELY, UNKNOWN, PartScenario

if TYPE_CHECKING:
    from tests.load.recorded import Values
    from tests.load.rounds import Part

CLAIM: Final = Interaction(PLANNER_CONTAINER, "a claim of the oldest spec")
CLAIM_OF_NONE: Final = Interaction(PLANNER_CONTAINER, "a claim of a spec while none waits")
CLAIM_AGAIN: Final = Interaction(PLANNER_CONTAINER, "a claim of a spec repeated in the same round")
CLAIM_TOO_MANY: Final = Interaction(
    PLANNER_CONTAINER, "a claim of a spec in a round that is completed"
)
CHECK: Final = Interaction(PLANNER_CONTAINER, "a check of a planner's submission")
CHECK_OTHER: Final = Interaction(PLANNER_CONTAINER, "a check of a plan that is not the stored one")
PLAN: Final = Interaction(PLANNER_NODE, "the plan of a spec")
PLAN_IN_CIRCLE: Final = Interaction(PLANNER_NODE, "a plan in which a todo waits for itself")
PLAN_OF_OTHER: Final = Interaction(
    PLANNER_NODE, "the plan of a spec when another key holds the spec"
)
PLAN_OF_NONE: Final = Interaction(
    PLANNER_NODE, "the plan of a spec when no bounty waits for a plan"
)
RETURN: Final = Interaction(PLANNER_NODE, "a spec given back")
RETURN_OF_OTHER: Final = Interaction(PLANNER_NODE, "a spec given back that another key holds")
LOG: Final = Interaction(PLANNER_NODE, "lines of a container's log")

_BOUNTY, _ISSUE, _TODO, _WORK = "66a1f0c2d3e4b5a697887766", "issue-1", "todo-1", "spec-1"
_plans = count(1)


class Planner(PartScenario):
    """A planning node with its container."""

    def act(self, part: Part) -> bool:
        claimed = self.ask(CLAIM, part.node, instead=(CLAIM_OF_NONE,))
        if "spec" not in claimed.content:
            return False
        spec = claimed.content["spec"]
        key = part.node.values["staking_key"]
        held = {"spec": spec, "bounty": spec, "staking_key": key}
        turn = next(self.turns) % RARELY
        act = {0: self._meet_refusals, 1: self._give_back}.get(turn, self._finish)
        act(part, held)
        self.ask(LOG, part.node, ids={_BOUNTY: spec, _WORK: spec})
        return True

    def _finish(self, part: Part, held: Values) -> None:
        planned = self.ask(PLAN, part.node, held, ids=_new_ids())
        digest = planned.content.get("digest")
        self.ask(CHECK, part.rival, {**held, "plan": digest})

    def _give_back(self, part: Part, held: Values) -> None:
        self.ask(RETURN_OF_OTHER, part.rival, held)
        self.ask(RETURN, part.node, held)

    def _meet_refusals(self, part: Part, held: Values) -> None:
        node, rival = part.node, part.rival
        self.ask(CLAIM_AGAIN, node)
        self.ask(PLAN_IN_CIRCLE, node, held, ids=_new_ids())
        self.ask(PLAN_OF_OTHER, rival, held, ids=_new_ids())
        self.ask(PLAN_OF_NONE, node, UNKNOWN, ids=_new_ids())
        self._finish(part, held)
        # The pact's own digest is of another plan than the one that was stored.
        self.ask(CHECK_OTHER, rival, held)
        self.ask(CLAIM_TOO_MANY, node)


def _new_ids() -> dict[str, str]:
    number = next(_plans)
    return {_ISSUE: f"planned-issue-{number}", _TODO: f"planned-todo-{number}"}
