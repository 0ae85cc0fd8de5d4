"""What it costs a request to have its token, or its signed body, verified.

`python -m tests.load.bench_tokens` prints JSON lines: microseconds of the processor's time, the
median of many batches that take turns. Beside them stands the bare signature, which tells how slow
the machine was meanwhile. Every token is a new one; every key has been seen before, unless it says
otherwise.
"""

from __future__ import annotations

import json
import statistics
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from flask import Request
from nacl.signing import VerifyKey

from pro_me_the_us.auth.signatures import open_body, sign_body
from swarm.coordinator.access import authorize_key
from tests.integration.coordinator.builders import a_delegated_token, a_key, a_pair, a_signed_token

if TYPE_CHECKING:
    from collections.abc import Callable

BATCHES: Final = 40
BATCH: Final = 50
KEYS: Final = 100
SCOPE: Final = "todo:claim"
GOAL_US: Final = 150
_BODY: Final = {
    "taskId": "task-1",
    "action": "fetch-todo",
    "githubUsername": "octo-worker",
    "stakingKey": "3ogUn1GNXoASaRbxPNeVJnVv5rG4EPBtmQmX61jVorUe",
}


@dataclass(frozen=True)
class Case:
    """`make` makes what is to be verified, another one of each number."""

    name: str
    make: Callable[[int], Any]
    verify: Callable[[Any], object]
    at_most: int | None = GOAL_US
    costs_us: list[float] = field(default_factory=list)

    def take_turn(self, turn: int) -> None:
        batch = [self.make(BATCH * turn + place) for place in range(BATCH)]
        started = time.process_time_ns()
        for one in batch:
            self.verify(one)
        self.costs_us.append((time.process_time_ns() - started) / 1000 / BATCH)

    def result(self) -> dict[str, Any]:
        # The first batch only warmed up.
        us = round(statistics.median(self.costs_us[1:]), 1)
        goal = {} if self.at_most is None else {"at_most": self.at_most}
        return {"measure": self.name, "us": us, **goal}


def cases() -> tuple[Case, ...]:
    authorize = authorize_key((), partial(datetime.now, UTC))

    def check(request: Request) -> object:
        return authorize(request, SCOPE)

    def own(number: int) -> Request:
        return _request(a_signed_token(number, scopes=(SCOPE,)))

    return (
        Case("bare signature", _signed, lambda signed: signed[0].verify(signed[1]), None),
        Case("token of a node", lambda number: own(number % KEYS), check),
        Case("token of an unseen key", lambda number: own(KEYS + number), check),
        Case(
            "token lent to a container, every scope",
            lambda number: _request(a_delegated_token(number % KEYS)),
            check,
        ),
        Case("signed body", _signed_body, lambda signed: open_body(*signed)),
    )


def _signed(number: int) -> tuple[VerifyKey, bytes]:
    pair, message = a_pair(number % KEYS), f"{number:0500}".encode()
    return VerifyKey(pair.public_bytes), pair.sign(message) + message


def _signed_body(number: int) -> tuple[str, str]:
    place = number % KEYS
    return sign_body(a_pair(place), {**_BODY, "roundNumber": number}), a_key(place)


def _request(token: str) -> Request:
    return Request({"REQUEST_METHOD": "POST", "HTTP_AUTHORIZATION": f"Bearer {token}"})


def main() -> None:
    compared = cases()
    for turn in range(BATCHES + 1):
        for case in compared:
            case.take_turn(turn)
    for case in compared:
        print(json.dumps(case.result()), flush=True)  # noqa: T201  # the program's output


if __name__ == "__main__":
    main()
