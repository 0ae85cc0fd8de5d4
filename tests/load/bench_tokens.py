"""What it costs a request to have its token, or its signed body, verified.

`python -m tests.load.bench_tokens` prints JSON lines: microseconds of the processor's time, the
median of many batches. Every token is a new one; every key has been seen before, unless it says
otherwise.
"""

from __future__ import annotations

import json
import statistics
import time
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from flask import Request

from pro_me_the_us.auth.signatures import open_body, sign_body
from swarm.coordinator.access import authorize_key
from tests.integration.coordinator.builders import a_delegated_token, a_key, a_pair, a_signed_token

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

BATCHES: Final = 40
BATCH: Final = 50
KEYS: Final = 100
GOAL_US: Final = 150
_BODY: Final = {
    "taskId": "task-1",
    "roundNumber": 7,
    "action": "fetch-todo",
    "githubUsername": "octo-worker",
    "stakingKey": "3ogUn1GNXoASaRbxPNeVJnVv5rG4EPBtmQmX61jVorUe",
}


def measure(name: str, make: Callable[[int], Any], verify: Callable[[Any], object]) -> None:
    """Print what `verify` costs for each of what `make` makes of consecutive numbers."""
    batches = [[make(BATCH * turn + n) for n in range(BATCH)] for turn in range(BATCHES + 1)]
    # The first batch only warms up.
    costs = [_cost_us(verify, batch) for batch in batches][1:]
    line = {"measure": name, "us": round(statistics.median(costs), 1), "at_most": GOAL_US}
    print(json.dumps(line), flush=True)  # noqa: T201  # the program's output


def _cost_us(verify: Callable[[Any], object], batch: Sequence[Any]) -> float:
    started = time.process_time_ns()
    for one in batch:
        verify(one)
    return (time.process_time_ns() - started) / 1000 / len(batch)


def a_request(token: str) -> Request:
    return Request({"REQUEST_METHOD": "POST", "HTTP_AUTHORIZATION": f"Bearer {token}"})


def main() -> None:
    authorize = authorize_key((), partial(datetime.now, UTC))

    def check(request: Request) -> object:
        return authorize(request, "todo:claim")

    def of_node(number: int) -> Request:
        return a_request(a_signed_token(number % KEYS, scopes=("todo:claim",)))

    measure("token of a node", of_node, check)
    measure("token of a node, every scope", lambda n: a_request(a_signed_token(n % KEYS)), check)
    measure("token lent to a container", lambda n: a_request(a_delegated_token(n % KEYS)), check)
    measure("token of an unseen key", lambda n: a_request(a_signed_token(KEYS + n)), check)
    measure(
        "signed body",
        lambda n: (sign_body(a_pair(n % KEYS), _BODY | {"roundNumber": n}), a_key(n % KEYS)),
        lambda signed: open_body(*signed),
    )


if __name__ == "__main__":
    main()
