"""A coordinator with two routes more, one of each protocol: they want the same token, or the same
signed body, and touch no database.
"""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from pro_me_the_us.coordinator.models import ClaimTodo
from pro_me_the_us.endpoint import Endpoint, ResponseModel
from pro_me_the_us.participants import COORDINATOR
from pro_me_the_us.server import serve as route
from swarm.access import authorize_key
from swarm.coordinator.app import build_app, build_service
from swarm.coordinator.deployed.office import Office
from swarm.coordinator.deployed.replies import handed_over
from swarm.coordinator.deployed.routes import Route
from swarm.coordinator.deployed.serving import Doors, Retirement, serve_route
from swarm.coordinator.deployed.signed import FETCH_TODO, open_signed
from swarm.coordinator.limits import Rate
from swarm.coordinator.settings import Deployed, Settings
from swarm.serving import Binding, serve

if TYPE_CHECKING:
    from flask import Flask

    from pro_me_the_us.auth.tokens import Identity
    from swarm.coordinator.deployed.replies import Reply
    from swarm.coordinator.deployed.requests import Call


class Greeting(ResponseModel):
    """Who called."""

    staking_key: str


GREET: Final = Endpoint(
    name="bench.greet",
    method="POST",
    path="/v1/greetings",
    request=ClaimTodo,
    response=Greeting,
    scope="todo:claim",
)


def greet(_: ClaimTodo, caller: Identity) -> Greeting:
    return Greeting(staking_key=caller.staking_key)


def greet_as_deployed(office: Office, call: Call) -> Reply:
    return handed_over({"staking_key": open_signed(office, call, FETCH_TODO).holder.staking_key})


GREET_AS_DEPLOYED: Final = Route("POST", "/api/greetings", greet_as_deployed, "/v1/greetings")


def build(settings: Settings) -> Flask:
    app, service = build_app(settings), build_service(settings)
    route(app, GREET, greet, authorize_key(COORDINATOR, service.now))
    office = Office(service, settings.task_ids, settings.planning_tasks)
    retirement = Retirement(datetime.now(UTC))
    serve_route(app, GREET_AS_DEPLOYED, office, Doors(website=None), retirement)
    return app


def main(_serve: str, database_url: str, workers: str, _option: str, url_file: str) -> None:
    """Called as `claim_server serve DATABASE_URL WORKERS --url-file FILE`."""
    # All claims of the benches are one key's, which no node comes near.
    rate = Rate(per_second=1e6, burst=10**9)
    tasks = frozenset({"task-1"})
    settings = Settings(database_url, task_ids=tasks, rate=rate, deployed=Deployed())
    serve(partial(build, settings), Binding(workers=int(workers), url_file=Path(url_file)))


if __name__ == "__main__":
    main(*sys.argv[1:])
