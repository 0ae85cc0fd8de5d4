"""Aggregators open issues; leaders make one pull request of an issue whose todos are approved."""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING, Final

from pro_me_the_us.participants import WORKER_CONTAINER, WORKER_NODE
from tests.load.recorded import Interaction
from tests.load.scenarios.scenario import RARELY, UNKNOWN, PartScenario

if TYPE_CHECKING:
    from tests.load.recorded import Values
    from tests.load.rounds import Part

AGGREGATE: Final = Interaction(WORKER_CONTAINER, "a claim of the next issue to aggregate")
AGGREGATE_NONE: Final = Interaction(
    WORKER_CONTAINER, "a claim of an issue to aggregate while none waits"
)
AGGREGATE_AGAIN: Final = Interaction(
    WORKER_CONTAINER, "a claim of an issue to aggregate repeated in the same round"
)
REGISTER: Final = Interaction(WORKER_NODE, "the repository in which an issue is aggregated")
REGISTER_UNHELD: Final = Interaction(
    WORKER_NODE, "the repository of an aggregator when an issue needs an aggregator"
)
REGISTER_NONE: Final = Interaction(
    WORKER_NODE, "the repository of an aggregator when no issue is ready"
)
RETURN_AGGREGATED: Final = Interaction(
    WORKER_NODE, "an issue given back when the key aggregates an issue"
)

CLAIM: Final = Interaction(WORKER_CONTAINER, "a claim of the next issue")
CLAIM_OF_NONE: Final = Interaction(WORKER_CONTAINER, "a claim of an issue while none is ready")
CLAIM_AGAIN: Final = Interaction(WORKER_CONTAINER, "a claim of an issue repeated in the same round")
CLAIM_TOO_MANY: Final = Interaction(
    WORKER_CONTAINER, "a claim of an issue in a round that is completed"
)
READ: Final = Interaction(WORKER_CONTAINER, "a request for an issue")
READ_NONE: Final = Interaction(WORKER_CONTAINER, "a request for an issue that does not exist")
DRAFT: Final = Interaction(WORKER_CONTAINER, "the draft of a claimed issue")
DRAFT_OF_OTHER: Final = Interaction(
    WORKER_CONTAINER, "the draft of an issue that another key holds"
)
CHECK: Final = Interaction(WORKER_CONTAINER, "a check of a leader's submission")
CHECK_NONE: Final = Interaction(
    WORKER_CONTAINER, "a check of a leader's submission that was not assigned"
)
FINAL: Final = Interaction(WORKER_NODE, "the final pull request of an issue")
FINAL_OF_OTHER: Final = Interaction(
    WORKER_NODE, "the final pull request of an issue when another key holds the issue"
)
FINAL_OF_NONE: Final = Interaction(
    WORKER_NODE, "the final pull request of an issue when no issue is ready"
)
FINAL_IS_OTHER: Final = Interaction(
    WORKER_NODE, "the final pull request of an issue when the key has a draft of an issue"
)
RETURN: Final = Interaction(WORKER_NODE, "an issue given back when the key holds an issue")
RETURN_OF_OTHER: Final = Interaction(WORKER_NODE, "an issue given back that another key holds")

_pulls = count(1)


class Aggregator(PartScenario):
    """A node that opens issues; their todos may be claimed from then on."""

    def act(self, part: Part) -> bool:
        claimed = self.ask(AGGREGATE, part.node, instead=(AGGREGATE_NONE,))
        if "issue" not in claimed.content:
            return False
        held = {"issue": claimed.content["issue"]}
        turn = next(self.turns) % RARELY
        act = {0: self._meet_refusals, 1: self._give_back}.get(turn, self._finish)
        act(part, held)
        return True

    def _finish(self, part: Part, held: Values) -> None:
        self.ask(REGISTER, part.node, held)

    def _give_back(self, part: Part, held: Values) -> None:
        self.ask(RETURN_AGGREGATED, part.node, held)
        self.ask(REGISTER_UNHELD, part.rival, held)

    def _meet_refusals(self, part: Part, held: Values) -> None:
        self.ask(AGGREGATE_AGAIN, part.node)
        self.ask(REGISTER_NONE, part.node, UNKNOWN)
        self.ask(REGISTER, part.node, held)


class Leader(PartScenario):
    """A node that consolidates issues, and another that checks what came of it."""

    def act(self, part: Part) -> bool:
        claimed = self.ask(CLAIM, part.node, instead=(CLAIM_OF_NONE,))
        if "issue" not in claimed.content:
            return False
        url = f"forge://octo-org/demo/pulls/{next(_pulls)}"
        held = {name: claimed.content[name] for name in ("issue", "bounty")}
        held |= {"url": url, "pull_request": url, "staking_key": part.node.values["staking_key"]}
        turn = next(self.turns) % RARELY
        act = {0: self._meet_refusals, 1: self._give_back}.get(turn, self._finish)
        act(part, held)
        return True

    def _finish(self, part: Part, held: Values) -> None:
        self.ask(READ, part.node, held)
        self.ask(DRAFT, part.node, held)
        self.ask(FINAL, part.node, held)
        self.ask(CHECK, part.rival, held)

    def _give_back(self, part: Part, held: Values) -> None:
        self.ask(RETURN_OF_OTHER, part.rival, held)
        self.ask(RETURN, part.node, held)

    def _meet_refusals(self, part: Part, held: Values) -> None:
        node, rival = part.node, part.rival
        self.ask(CLAIM_AGAIN, node)
        self.ask(READ_NONE, node, UNKNOWN)
        self.ask(DRAFT_OF_OTHER, rival, held)
        self.ask(CHECK_NONE, rival, held)
        self.ask(DRAFT, node, held)
        self.ask(FINAL_IS_OTHER, node, {**held, "url": f"{held['url']}0"})
        self.ask(FINAL_OF_OTHER, rival, held)
        self.ask(FINAL_OF_NONE, node, UNKNOWN)
        self.ask(FINAL, node, held)
        self.ask(CHECK, rival, held)
        self.ask(CLAIM_TOO_MANY, node)
