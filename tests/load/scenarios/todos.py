"""Workers: a todo in each turn, from its claim to its check."""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING, Final

from pro_me_the_us.participants import WORKER_CONTAINER, WORKER_NODE
from tests.load.recorded import Interaction
from tests.load.scenarios.scenario import RARELY, UNKNOWN, PartScenario

if TYPE_CHECKING:
    from tests.load.recorded import Values
    from tests.load.rounds import Node, Part

CLAIM: Final = Interaction(WORKER_CONTAINER, "a claim of the next todo")
CLAIM_OF_NONE: Final = Interaction(WORKER_CONTAINER, "a claim while the queue is empty")
CLAIM_AGAIN: Final = Interaction(WORKER_CONTAINER, "a claim repeated in the same round")
CLAIM_TOO_MANY: Final = Interaction(WORKER_CONTAINER, "a claim in a round that is completed")
READ: Final = Interaction(WORKER_CONTAINER, "a request for a todo")
READ_NONE: Final = Interaction(WORKER_CONTAINER, "a request for a todo that does not exist")
DRAFT: Final = Interaction(WORKER_CONTAINER, "the draft of a claimed todo")
DRAFT_OF_OTHER: Final = Interaction(WORKER_CONTAINER, "the draft of a todo that another key holds")
CHECK: Final = Interaction(WORKER_CONTAINER, "a check of a submission")
CHECK_NONE: Final = Interaction(
    WORKER_CONTAINER, "a check of a submission that nobody was assigned"
)
FINAL: Final = Interaction(WORKER_NODE, "the final pull request of a todo")
FINAL_IS_OTHER: Final = Interaction(WORKER_NODE, "a final pull request that is not the draft")
FINAL_OF_OTHER: Final = Interaction(
    WORKER_NODE, "the final pull request of a todo that another key holds"
)
FINAL_OF_NONE: Final = Interaction(
    WORKER_NODE, "the final pull request of a todo that does not exist"
)
RETURN: Final = Interaction(WORKER_NODE, "a todo given back")
RETURN_OF_OTHER: Final = Interaction(WORKER_NODE, "a todo given back that another key holds")
LOG: Final = Interaction(WORKER_NODE, "lines of a container's log")

_BOUNTY, _TODO = "66a1f0c2d3e4b5a697887766", "todo-1"
_pulls = count(1)


class Worker(PartScenario):
    """A node with its container."""

    def act(self, part: Part) -> bool:
        claimed = self.ask(CLAIM, part.node, instead=(CLAIM_OF_NONE,))
        if "todo" not in claimed.content:
            return False
        url = f"forge://octo-aggregator/demo/pulls/{next(_pulls)}"
        held = {name: claimed.content[name] for name in ("todo", "bounty")}
        held |= {"url": url, "pull_request": url, "staking_key": part.node.values["staking_key"]}
        turn = next(self.turns) % RARELY
        act = {0: self._meet_refusals, 1: self._give_back}.get(turn, self._finish)
        act(part, held)
        self.ask(LOG, part.node, ids={_BOUNTY: held["bounty"], _TODO: held["todo"]})
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
        self._mistake(node, rival, held)
        self.ask(FINAL, node, held)
        self.ask(CHECK, rival, held)
        self.ask(CLAIM_TOO_MANY, node)

    def _mistake(self, node: Node, rival: Node, held: Values) -> None:
        """Final pull requests that are none."""
        self.ask(FINAL_IS_OTHER, node, {**held, "url": f"{held['url']}0"})
        self.ask(FINAL_OF_OTHER, rival, held)
        self.ask(FINAL_OF_NONE, node, UNKNOWN)
