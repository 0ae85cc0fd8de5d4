"""Rows, callers and requests of the coordinator, with defaults; keys are made from numbers."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import cache
from itertools import count
from typing import TYPE_CHECKING, Any, Final

from pro_me_the_us.auth.keys import KeyPair
from pro_me_the_us.auth.tokens import Grant, Identity, delegate_token, sign_token
from pro_me_the_us.coordinator import api
from pro_me_the_us.fields import Repository
from pro_me_the_us.participants import COORDINATOR, WORKER_CONTAINER
from swarm.coordinator import store
from swarm.coordinator.chain import OpenChain
from swarm.coordinator.records import Assignment, Bounty, Holder, Issue, Phase, Todo
from swarm.coordinator.service import Coordinator

if TYPE_CHECKING:
    from swarm.coordinator.chain import Chain

TASK: Final = "task-1"
NOW: Final = datetime(2031, 5, 6, 7, 8, 9, 123456, tzinfo=UTC)
LEASE: Final = timedelta(minutes=40)
BOUNTY: Final = "66a1f0c2d3e4b5a697887766"
SOURCE: Final = Repository(owner="octo-org", name="demo")
AGGREGATOR: Final = Repository(owner="octo-aggregator", name="demo")
URL: Final = "forge://octo-aggregator/demo/pulls/5"
SCOPES: Final = tuple(sorted({endpoint.scope or "" for endpoint in api.ENDPOINTS}))

_token_numbers = count()


@dataclass
class Clock:
    """A clock that is moved by hand."""

    time: datetime = NOW

    def __call__(self) -> datetime:
        return self.time

    def pass_by(self, duration: timedelta) -> None:
        self.time += duration


@cache
def a_pair(number: int) -> KeyPair:
    return KeyPair.from_seed(hashlib.sha256(str(number).encode()).digest())


def a_key(number: int = 0) -> str:
    return a_pair(number).public


def a_token_id() -> str:
    return f"token-{next(_token_numbers):016}"


def a_node(number: int = 0, **changes: Any) -> Identity:
    """A node's own token, never used before."""
    identity = Identity(
        staking_key=a_key(number),
        scopes=frozenset(SCOPES),
        task=TASK,
        round=None,
        token_id=a_token_id(),
        expires_at=int((NOW + timedelta(minutes=5)).timestamp()),
        actor=None,
    )
    return replace(identity, **changes)


def a_container(number: int = 0, *, round_number: int = 7) -> Identity:
    return a_node(number, round=round_number, actor=WORKER_CONTAINER)


def a_signed_token(
    number: int = 0, *, now: datetime | None = None, token_id: str | None = None, **grant: Any
) -> str:
    """What a node sends: a token for the coordinator with every scope."""
    return sign_token(
        a_pair(number),
        Grant(**{"audiences": (COORDINATOR,), "scopes": SCOPES, "task": TASK, **grant}),
        now=now or datetime.now(UTC),
        token_id=token_id or a_token_id(),
    )


def a_delegated_token(number: int = 0, *, round_number: int = 7) -> str:
    grant = Grant((COORDINATOR,), SCOPES, TASK, round_number)
    return delegate_token(
        a_pair(number),
        grant,
        actor=WORKER_CONTAINER,
        now=datetime.now(UTC),
        token_id=a_token_id(),
    )


def a_service(
    opened: store.Store, *, now: Clock | None = None, chain: Chain | None = None, **changes: Any
) -> Coordinator:
    return Coordinator(
        store=opened,
        chain=chain or OpenChain(),
        now=now or Clock(),
        **{
            "task_ids": frozenset({TASK}),
            "lease": LEASE,
            "new_id": lambda: BOUNTY,
            **changes,
        },
    )


def a_bounty(bounty: str = BOUNTY, **changes: Any) -> Bounty:
    return replace(
        Bounty(
            id=bounty,
            title="A dark theme",
            description="Readers ask for one.",
            system_prompt="You are careful.",
            repository=SOURCE,
            status="in_progress",
            created_at=NOW,
        ),
        **changes,
    )


def an_issue(uuid: str = "issue-1", **changes: Any) -> Issue:
    return replace(
        Issue(
            uuid=uuid,
            bounty=BOUNTY,
            title="A switch",
            description="Readers choose.",
            status="in_progress",
            repository=AGGREGATOR,
            predecessor=None,
            created_at=NOW,
        ),
        **changes,
    )


def a_todo(uuid: str = "todo-1", **changes: Any) -> Todo:
    return replace(
        Todo(
            uuid=uuid,
            issue="issue-1",
            bounty=BOUNTY,
            sequence=0,
            title="Add a switch",
            description="A switch in the header.",
            acceptance_criteria=("it switches",),
            phases=(Phase("Write it.", ("git",)),),
            dependencies=(),
            repository=AGGREGATOR,
            status="initialized",
            created_at=NOW,
        ),
        **changes,
    )


def a_holder(number: int = 0, *, round_number: int = 7) -> Holder:
    return Holder(TASK, a_key(number), round_number)


def an_assignment(todo: str = "todo-1", *, number: int = 0, **changes: Any) -> Assignment:
    return replace(
        Assignment(
            work=todo,
            holder=a_holder(number),
            github_username="octo-worker",
            claimed_at=NOW,
            expires_at=NOW + LEASE,
        ),
        **changes,
    )


def fill(opened: store.Store, *todos: Todo, issue: Issue | None = None) -> None:
    """One bounty with one issue, open unless given otherwise, that has `todos`."""
    with opened.writing() as connection:
        store.insert_bounty(connection, a_bounty())
        store.insert_issue(connection, issue or an_issue())
        store.insert_todos(connection, todos)


def many_todos(number: int) -> tuple[Todo, ...]:
    return tuple(a_todo(f"todo-{place}", sequence=place) for place in range(number))
