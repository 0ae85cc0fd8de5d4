"""Locust's users: a class for each consumer that speaks to the coordinator.

Started by `tests.load.replay`, which says in the environment where pacts are, where samples go and
which chain is the coordinator's.
"""

from __future__ import annotations

import json
import os
import time
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, Final

import gevent
from locust import FastHttpUser, constant, events, task

from tests.load.recorded import read_recordings
from tests.load.replayed import REPLAYED
from tests.load.rounds import Rounds
from tests.load.samples import Sample, take_sample, write_samples
from tests.load.scenarios.audits import Auditor
from tests.load.scenarios.bounties import Website
from tests.load.scenarios.issues import Aggregator, Leader
from tests.load.scenarios.plans import Planner
from tests.load.scenarios.refusals import Stranger
from tests.load.scenarios.scenario import Reply
from tests.load.scenarios.todos import Worker

if TYPE_CHECKING:
    from collections.abc import Sequence

    from locust.contrib.fasthttp import FastResponse

    from tests.load.recorded import Asked, Recorded
    from tests.load.scenarios.scenario import Scenario

_SAMPLES_FILE: Final = Path(os.environ["LOAD_SAMPLES"])
_RECORDINGS: Final = read_recordings(Path(os.environ["LOAD_PACTS"]), REPLAYED)
_ROUNDS: Final = Rounds(Path(os.environ["LOAD_CHAIN"]), int(os.environ["LOAD_USERS"]))
_REST_S: Final = 0.1
"""Before somebody asks again who had nothing to do."""

_BROKEN: Final = 4

_users = count()
_samples: list[Sample] = []


@dataclass(frozen=True)
class HttpLine:
    """To the coordinator, on the connection of a user of locust's."""

    user: FastHttpUser

    def send(self, asked: Asked, promised: Sequence[Recorded], *, token: str) -> Reply:
        answer: FastResponse = self.user.client.request(
            asked.method,
            asked.path,
            json=asked.body,
            headers={**asked.headers, "Authorization": f"Bearer {token}"},
            name=promised[0].name,
            context={"promised": promised},
        )
        return Reply(answer.status_code or 0, _content(answer))


class SwarmUser(FastHttpUser):
    """Lives through one scenario."""

    abstract = True
    wait_time = constant(0)
    scenario: ClassVar[type[Scenario]]

    def on_start(self) -> None:
        self.life = self.scenario(_ROUNDS, _RECORDINGS, HttpLine(self), next(_users))

    @task
    def live(self) -> None:
        if not self.life.live():
            gevent.sleep(_REST_S)


class WorkerUser(SwarmUser):
    scenario = Worker


class AggregatorUser(SwarmUser):
    scenario = Aggregator
    fixed_count = 1


class LeaderUser(SwarmUser):
    scenario = Leader
    fixed_count = 1


class PlannerUser(SwarmUser):
    scenario = Planner
    fixed_count = 1


class AuditorUser(SwarmUser):
    scenario = Auditor
    fixed_count = 1
    wait_time = constant(1)


class WebsiteUser(SwarmUser):
    scenario = Website
    fixed_count = 1
    wait_time = constant(0.2)


class StrangerUser(SwarmUser):
    scenario = Stranger
    fixed_count = 1
    wait_time = constant(0.5)


def note(
    response_time: float, context: dict[str, Any], response: FastResponse | None = None, **_: Any
) -> None:
    status = 0 if response is None else response.status_code or 0
    code = None if response is None else _content(response).get("code")
    promised = context["promised"]
    _samples.append(take_sample(promised, status, code, at_s=time.monotonic(), ms=response_time))


def fail(user_instance: FastHttpUser, **_: Any) -> None:
    """A scenario that breaks off is not measured as if it had gone on."""
    user_instance.environment.process_exit_code = _BROKEN


def write(**_: Any) -> None:
    write_samples(_samples, _SAMPLES_FILE)


def _content(answer: FastResponse) -> dict[str, Any]:
    """The JSON object in the answer; empty, when there is none."""
    try:
        content = json.loads(answer.text or "")
    except ValueError:
        return {}
    return content if isinstance(content, dict) else {}


def begin(**_: Any) -> None:
    """Make all keys now: later, everybody would wait for them."""
    _ROUNDS.write()
    # Gevent's clock stood still while all this was imported; a run would end as much earlier.
    gevent.get_hub().loop.update_now()


events.init.add_listener(begin)  # type: ignore[no-untyped-call]  # locust has no types here
events.request.add_listener(note)  # type: ignore[no-untyped-call]  # the same
events.user_error.add_listener(fail)  # type: ignore[no-untyped-call]  # the same
events.quitting.add_listener(write)  # type: ignore[no-untyped-call]  # the same
