"""The coordinator is killed outright while nodes work; whatever it had acknowledged is there."""

from __future__ import annotations

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, TypeVar

import pytest
import sqlalchemy as sa

from pro_me_the_us.client import Client
from pro_me_the_us.coordinator import api
from pro_me_the_us.coordinator.models import ClaimTodo, RegisterPullRequest, TodoClaim
from providers.processes import kill
from swarm.coordinator import schema
from swarm.coordinator.store import Store
from swarm.patience import Patience, Timer, retry
from tests.integration.coordinator.builders import (
    TASK,
    a_pair,
    a_signed_token,
    fill,
    many_todos,
)
from tests.integration.coordinator.running import launch
from tests.integration.ports import free_port

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from pro_me_the_us.coordinator.models import Stage

T = TypeVar("T")

TODOS: Final = 200
NODES: Final = 8
KILLED_AFTER: Final = (40, 120)
"""How many final pull requests have been acknowledged when the coordinator is killed."""
_WITHIN_S: Final = 120


@dataclass
class Ledger:
    """What the coordinator has acknowledged: todo → who finished it, in which round."""

    finished: dict[str, tuple[str, int]] = field(default_factory=dict)
    changed: threading.Condition = field(default_factory=threading.Condition)

    def record(self, todo: str, key: str, round_number: int) -> None:
        with self.changed:
            assert todo not in self.finished
            self.finished[todo] = (key, round_number)
            self.changed.notify_all()

    def wait_for(self, number: int) -> None:
        with self.changed:
            assert self.changed.wait_for(lambda: len(self.finished) >= number, _WITHIN_S)


@dataclass(frozen=True)
class Node:
    """A node that tries every call until it is answered."""

    number: int
    client: Client

    @property
    def key(self) -> str:
        return a_pair(self.number).public

    def work(self, ledger: Ledger) -> None:
        """Finish todos, one a round, until there are none."""
        for round_number in range(TODOS + 1):
            todo = self._claim(round_number)
            if todo is None:
                return
            self._register(todo, round_number, "draft")
            self._register(todo, round_number, "final")
            ledger.record(todo, self.key, round_number)

    def _claim(self, round_number: int) -> str | None:
        request = ClaimTodo(round=round_number, github_username="octo-worker")
        claim = insist(lambda: self.client.poll(api.CLAIM_TODO, request, into=TodoClaim))
        return None if claim is None else claim.todo

    def _register(self, todo: str, round_number: int, stage: Stage) -> None:
        url = url_of(todo, self.key)
        request = RegisterPullRequest(todo=todo, round=round_number, url=url, stage=stage)
        insist(lambda: self.client.call(api.REGISTER_PULL_REQUEST, request))


def insist(attempt: Callable[[], T]) -> T:
    """The answer, once there is one: everything that a node asks may be asked again."""
    timer = Timer(time.monotonic, threading.Event().wait)
    return retry(attempt, patience=Patience(_WITHIN_S, longest_s=0.5), timer=timer)


def url_of(todo: str, key: str) -> str:
    return f"forge://{key}/{todo}/pulls/1"


def a_node(number: int, url: str) -> Node:
    return Node(number, Client(url, lambda _scope: a_signed_token(number)))


@dataclass
class Coordinator:
    """A coordinator that comes back at the same address, each time as a new process."""

    folder: Path
    database_url: str
    port: int
    process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        options = ("--port", str(self.port))
        self.process, _ = launch(self.folder, self.database_url, *options)

    def kill(self) -> None:
        """End it as a power cut would, workers included."""
        assert self.process is not None
        kill(self.process)


@pytest.fixture
def queue(database_url: str) -> Iterator[Store]:
    """The queue, seen from beside the coordinator."""
    store = Store.at(database_url)
    store.migrate()
    fill(store, *many_todos(TODOS))
    try:
        yield store
    finally:
        store.close()


@pytest.fixture
def coordinator(database_url: str, tmp_path: Path) -> Iterator[Coordinator]:
    served = Coordinator(tmp_path, database_url, free_port())
    served.start()
    try:
        yield served
    finally:
        served.kill()


def kept_by(store: Store) -> dict[str, tuple[str, int]]:
    """As a `Ledger`, from the rows; a todo that was given out twice is an error."""
    rows = sa.select(schema.assignments).join(schema.todos)
    with store.reading() as connection:
        assigned = connection.execute(rows.where(schema.todos.c.status == "in_review")).all()
        total = connection.execute(sa.select(sa.func.count(schema.assignments.c.todo)))
        assert total.scalar_one() == len(assigned)
    assert {(row.task, row.stage, row.outcome) for row in assigned} == {(TASK, "final", None)}
    assert all(row.pull_request == url_of(row.todo, row.staking_key) for row in assigned)
    return {row.todo: (row.staking_key, row.round) for row in assigned}


def test_killed_coordinator_keeps_all_it_acknowledged(
    queue: Store, coordinator: Coordinator
) -> None:
    ledger = Ledger()
    nodes = [a_node(number, f"http://127.0.0.1:{coordinator.port}") for number in range(NODES)]

    with ThreadPoolExecutor(NODES) as threads:
        work = [threads.submit(node.work, ledger) for node in nodes]
        for number in KILLED_AFTER:
            ledger.wait_for(number)
            coordinator.kill()
            coordinator.start()
        for one in work:
            one.result(_WITHIN_S)

    assert len(ledger.finished) == TODOS
    assert kept_by(queue) == ledger.finished
