"""A coordinator with one route more: it wants the same token, and touches no database."""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from pro_me_the_us.coordinator.models import ClaimTodo
from pro_me_the_us.endpoint import Endpoint, ResponseModel
from pro_me_the_us.participants import COORDINATOR
from pro_me_the_us.server import serve as route
from swarm.access import authorize_key
from swarm.coordinator.app import build_app, build_service
from swarm.coordinator.limits import Rate
from swarm.coordinator.settings import Settings
from swarm.serving import Binding, serve

if TYPE_CHECKING:
    from flask import Flask

    from pro_me_the_us.auth.tokens import Identity


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


def build(settings: Settings) -> Flask:
    app = build_app(settings)
    route(app, GREET, greet, authorize_key(COORDINATOR, build_service(settings).now))
    return app


def main(_serve: str, database_url: str, workers: str, _option: str, url_file: str) -> None:
    """Called as `claim_server serve DATABASE_URL WORKERS --url-file FILE`."""
    # All claims of the benches are one key's, which no node comes near.
    rate = Rate(per_second=1e6, burst=10**9)
    settings = Settings(database_url, task_ids=frozenset({"task-1"}), rate=rate)
    serve(partial(build, settings), Binding(workers=int(workers), url_file=Path(url_file)))


if __name__ == "__main__":
    main(*sys.argv[1:])
