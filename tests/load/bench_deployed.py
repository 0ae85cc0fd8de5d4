"""Todos fetched by the deployed protocol beside two ceilings: from an empty queue, and until it is.

`python -m tests.load.bench_deployed` prints JSON lines. What is compared is measured in the same
run, taking turns. The ceilings: eight threads execute the claim statement on the same queue; eight
clients call a route of the same server that wants the same signed body and touches no database.
Every request is of a key and round that nobody has used, and is signed before the clock starts.
`--database` says where, `--only` on which queue.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from dataclasses import dataclass
from functools import partial
from itertools import count
from typing import TYPE_CHECKING, Final

from swarm.coordinator import store
from tests.integration.coordinator.builders import fill, many_todos
from tests.integration.coordinator.signing import a_fetch
from tests.load.bench_claims import Bench, a_claim, queued, serving, take_turns
from tests.postgres import private_postgres

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.load.bench_claims import Request

CLIENTS: Final = 8
EMPTY_SHARE: Final = 800
"""Requests of all clients in a turn, when there is nothing to fetch."""
TODOS: Final = 200
"""Todos of a turn, each of them fetched."""
TURNS: Final = 15
AT_LEAST: Final = 0.6
_QUEUES: Final = {"empty": 0, "draining": TODOS}
_FETCH: Final = "/api/builder/fetch-to-do"
_GREET: Final = "/api/greetings"
_rounds = count()


@dataclass
class Fetching(Bench):
    """`todos` are there whenever clients begin: as many as there are requests, or none."""

    todos: int = 0

    def claim_directly(self) -> None:
        def act(share: list[Request]) -> None:
            for _request in share:
                work = self.opened.write_once(partial(store.assign_next, claim=a_claim()))
                if (work is None) is bool(self.todos):
                    raise RuntimeError(f"{work} was claimed of {self.todos} todos")

        self._refill()
        self.crowd("statement_per_s", act, self._shares())

    def greet(self) -> None:
        def act(share: list[Request]) -> None:
            self.send(_GREET, share, status=200)

        self.crowd("route_per_s", act, self._shares())

    def fetch(self) -> None:
        fetched: list[bytes] = []

        def act(share: list[Request]) -> None:
            sent = self.send(_FETCH, share, status=200 if self.todos else 409)
            fetched.extend(one.content for one in sent)

        self._refill()
        self.crowd("fetches_per_s", act, self._shares())
        if self.todos and len({_todo(content) for content in fetched}) != self.todos:
            raise RuntimeError("a todo was fetched twice")

    def _refill(self) -> None:
        with self.opened.writing() as connection:
            store.clear(connection)
        fill(self.opened, *many_todos(self.todos))

    def _shares(self) -> Sequence[list[Request]]:
        number = (self.todos or EMPTY_SHARE) // self.clients
        return [[_request() for _ in range(number)] for _ in range(self.clients)]


def _request() -> Request:
    body = json.dumps(a_fetch(round_number=next(_rounds))).encode()
    return {"Content-Type": "application/json"}, body


def _todo(content: bytes) -> str:
    return str(json.loads(content)["data"]["todo_uuid"])


def compare_with_ceilings(name: str, database_url: str, *, todos: int) -> None:
    """Print what share of the lower ceiling fetches reach."""
    with queued(database_url, todos=0) as opened, serving(database_url) as url:
        bench = Fetching(url, opened, CLIENTS, todos=todos)
        take_turns([bench], Fetching.claim_directly, Fetching.greet, Fetching.fetch, turns=TURNS)
    queue = f"one of {todos} todos" if todos else "an empty queue"
    measure = f"fetch-to-do of {CLIENTS} clients on {queue} beside the lower ceiling, {name}"
    bench.tell_ratio(measure, "fetches_per_s", at_least=AT_LEAST)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--database", choices=["sqlite", "postgresql"])
    parser.add_argument("--only", choices=list(_QUEUES))
    given = parser.parse_args()
    for todos in [_QUEUES[given.only]] if given.only else _QUEUES.values():
        if given.database != "postgresql":
            with tempfile.TemporaryDirectory() as folder:
                compare_with_ceilings("SQLite", f"sqlite:///{folder}/fetches.db", todos=todos)
        if given.database != "sqlite":
            with private_postgres() as url:
                compare_with_ceilings("PostgreSQL", url, todos=todos)


if __name__ == "__main__":
    main()
