"""Locust's scenarios: nodes that live through todos, and a website; each request is a pact's.

Started by `tests.load.replay`, which says in the environment where pacts are and samples go.
"""

from __future__ import annotations

import json
import os
import time
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import gevent
from locust import FastHttpUser, constant, events, task

from pro_me_the_us.auth.tokens import Grant, delegate_token
from pro_me_the_us.participants import COORDINATOR, WEBSITE, WORKER_CONTAINER, WORKER_NODE
from tests.integration.coordinator.builders import (
    TASK,
    a_key,
    a_pair,
    a_signed_token,
    a_token_id,
)
from tests.integration.coordinator.running import WEBSITE_TOKEN
from tests.load.recorded import Recorded, Values, read_recorded
from tests.load.samples import Sample, write_samples

if TYPE_CHECKING:
    from locust.contrib.fasthttp import FastResponse

_PACTS: Final = Path(os.environ["LOAD_PACTS"])
_SAMPLES: Final = Path(os.environ["LOAD_SAMPLES"])
_FIRST_REFUSAL: Final = 400

CLAIM: Final = read_recorded(_PACTS, WORKER_CONTAINER, "a claim of the next todo")
READ: Final = read_recorded(_PACTS, WORKER_CONTAINER, "a request for a todo")
DRAFT: Final = read_recorded(_PACTS, WORKER_CONTAINER, "the draft of a claimed todo")
FINAL: Final = read_recorded(_PACTS, WORKER_NODE, "the final pull request of a todo")
RETURN: Final = read_recorded(_PACTS, WORKER_NODE, "a todo given back")
CHECK: Final = read_recorded(_PACTS, WORKER_CONTAINER, "a check of a submission")
LOG: Final = read_recorded(_PACTS, WORKER_NODE, "lines of a container's log")
CREATE: Final = read_recorded(_PACTS, WEBSITE, "a bounty")

_AUDITORS: Final = 1_000_000
"""Keys from this number on are of those who check others' work."""

_numbers = count()
_pulls = count(1)
_samples: list[Sample] = []


class Node(FastHttpUser):
    """A node with its container: a round after another, a todo in each."""

    wait_time = constant(0)

    def on_start(self) -> None:
        self.number = next(_numbers)
        self.rounds = count(1)

    @task(8)
    def finish(self) -> None:
        values = self._claim()
        if values is None:
            return
        number = next(_pulls)
        url = f"forge://octo-aggregator/demo/pulls/{number}"
        values |= {"url": url, "pull_request": url}
        for recorded in (READ, DRAFT, FINAL):
            self._send(recorded, values)
        self._send(CHECK, values, number=_AUDITORS + self.number)

    @task(1)
    def give_back(self) -> None:
        values = self._claim()
        if values is not None:
            self._send(RETURN, values)

    @task(1)
    def tell(self) -> None:
        self._send(LOG, {})

    def _claim(self) -> Values | None:
        """The todo of a new round, and whose it is; None while there is none."""
        values: Values = {
            "round": next(self.rounds),
            "github_username": f"octo-worker-{self.number}",
            "staking_key": a_key(self.number),
        }
        answer = self._send(CLAIM, values)
        if answer.status_code not in {200, 201}:
            return None
        told = json.loads(answer.text or "")
        return {**values, "todo": told["todo"], "bounty": told["bounty"]}

    def _send(
        self, recorded: Recorded, values: Values, *, number: int | None = None
    ) -> FastResponse:
        """As the node of `number`, by default this one."""
        sender = self.number if number is None else number
        token = _sign(recorded, sender, values.get("round"))
        return _request(self, recorded, values, token=token)


class Website(FastHttpUser):
    """Somebody who orders work, now and then."""

    fixed_count = 1
    wait_time = constant(0.5)

    @task
    def create(self) -> None:
        _request(self, CREATE, {}, token=WEBSITE_TOKEN)


def _sign(recorded: Recorded, number: int, round_number: int | None) -> str:
    scopes = () if recorded.scope is None else (recorded.scope,)
    if recorded.holder == "node":
        return a_signed_token(number, scopes=scopes)
    grant = Grant((COORDINATOR,), scopes, TASK, round_number)
    now = datetime.now(UTC)
    return delegate_token(
        a_pair(number), grant, actor=WORKER_CONTAINER, now=now, token_id=a_token_id()
    )


def _request(user: FastHttpUser, recorded: Recorded, values: Values, *, token: str) -> FastResponse:
    path, body = recorded.fill(values)
    headers = {"Authorization": f"Bearer {token}"}
    answer: FastResponse = user.client.request(
        recorded.method, path, json=body, headers=headers, name=recorded.name
    )
    return answer


def note(name: str, response_time: float, response: FastResponse | None = None, **_: Any) -> None:
    status = response.status_code if response is not None else 0
    sample = Sample(name, time.monotonic(), response_time, status, _code(status, response))
    _samples.append(sample)


def write(**_: Any) -> None:
    write_samples(_samples, _SAMPLES)


def _code(status: int, response: FastResponse | None) -> str | None:
    if response is None or not status:
        return "no_answer"
    if status < _FIRST_REFUSAL:
        return None
    try:
        return str(json.loads(response.text or "")["code"])
    except (ValueError, KeyError, TypeError):
        return f"status_{status}"


def start_clock(**_: Any) -> None:
    """Gevent's clock stood still while all this was imported; a run would end as much earlier."""
    gevent.get_hub().loop.update_now()


events.init.add_listener(start_clock)  # type: ignore[no-untyped-call]  # locust has no types here
events.request.add_listener(note)  # type: ignore[no-untyped-call]  # the same
events.quitting.add_listener(write)  # type: ignore[no-untyped-call]  # the same
