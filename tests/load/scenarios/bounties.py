"""The website: somebody orders work and looks how it is getting on."""

from __future__ import annotations

from itertools import count
from typing import Final
from uuid import uuid4

from pro_me_the_us.endpoint import IDEMPOTENCY_KEY
from pro_me_the_us.participants import WEBSITE
from tests.load.recorded import Interaction
from tests.load.rounds import FIRST_ROUND
from tests.load.scenarios.scenario import OUTSIDER, RARELY, UNKNOWN, Scenario

CREATE: Final = Interaction(WEBSITE, "a bounty")
CREATE_ONCE: Final = Interaction(WEBSITE, "a bounty that may be sent again")
CREATE_UNREADABLE: Final = Interaction(WEBSITE, "a bounty with a line break in its title")
READ: Final = Interaction(WEBSITE, "a request for a bounty")
READ_NONE: Final = Interaction(WEBSITE, "a request for a bounty that does not exist")
LIST: Final = Interaction(WEBSITE, "a request for the bounties under way")
LIST_AFTER_NONE: Final = Interaction(WEBSITE, "a request for the bounties after none")

_CREATED: Final = 201
_run = uuid4().hex
_orders = count()


class OrderedTwice(Exception):
    """One key made two bounties."""


class Website(Scenario):
    """It has no key of its own; who asks makes no difference to it."""

    def live(self) -> bool:
        if self.rounds.number == FIRST_ROUND:
            # Those who look for work find out what it is like when there is none.
            return False
        created = self.ask(CREATE, OUTSIDER)
        key = {IDEMPOTENCY_KEY: f"order-{_run}-{next(_orders)}"}
        ordered = [self.ask(CREATE_ONCE, OUTSIDER, key) for _ in range(2)]
        if len({reply.content.get("id") for reply in ordered if reply.status == _CREATED}) > 1:
            raise OrderedTwice(f"{ordered}")
        if "id" in created.content:
            self.ask(READ, OUTSIDER, {"bounty": created.content["id"]})
        self.ask(LIST, OUTSIDER)
        if next(self.turns) % RARELY == 0:
            self.ask(CREATE_UNREADABLE, OUTSIDER)
            self.ask(READ_NONE, OUTSIDER, UNKNOWN)
            self.ask(LIST_AFTER_NONE, OUTSIDER)
        return True
