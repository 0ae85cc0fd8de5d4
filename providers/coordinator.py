"""The coordinator as a provider: its real service on a database that the states write."""

from __future__ import annotations

import json
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Final

from pro_me_the_us.fields import Repository
from pro_me_the_us.participants import COORDINATOR
from providers.processes import running
from providers.tokens import NODE, OTHER_NODE, TASK, UNSTAKED_NODE, container_token, node_token
from providers.verification import Provider
from swarm import storage
from swarm.coordinator import store
from swarm.coordinator.records import Assignment, Bounty, Holder, Issue, Phase, Todo

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from pro_me_the_us.auth.keys import KeyPair
    from providers.states import State, Values

WEBSITE_TOKEN: Final = "the-website-of-provider-verification"  # noqa: S105  # opens a throw-away service
BOUNTY: Final = "66a1f0c2d3e4b5a697887766"
PULL_REQUEST: Final = "forge://octo-aggregator/demo/pulls/5"
_AGGREGATOR = Repository(owner="octo-aggregator", name="demo")
_CREATED_AT = datetime(2026, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Stage:
    """The running coordinator and its database."""

    url: str
    store: store.Store

    def holds(self, *, todo: str | None, assignment: Assignment | None = None) -> None:
        """Empty the database; then put one bounty with one todo in it, perhaps assigned."""
        with self.store.writing() as connection:
            store.clear(connection)
            if todo is None:
                return
            store.insert_bounty(connection, _a_bounty())
            store.insert_issue(connection, _an_issue())
            store.insert_todo(connection, _a_todo(todo, assignment))
            if assignment is not None:
                store.insert_assignment(connection, assignment)


@contextmanager
def start(folder: Path) -> Iterator[Stage]:
    """A coordinator of one task, on which all keys but one are staked."""
    chain = folder / "chain.json"
    stakes = {"stake_list": [NODE.public, OTHER_NODE.public], "distributions": {}}
    chain.write_text(json.dumps({TASK: stakes}), encoding="utf-8")
    database = f"sqlite:///{folder / 'coordinator.db'}"
    env = {
        "COORDINATOR_DATABASE_URL": database,
        "COORDINATOR_CHAIN": f"file:{chain}",
        "TASK_IDS": TASK,
        "PROMETHEUS_INCOME_REQUEST_API_KEY": WEBSITE_TOKEN,
    }
    with running("swarm", "coordinator", "serve", "--port", "0", folder=folder, env=env) as url:
        engine = storage.open_engine(database)
        try:
            yield Stage(url, store.Store(engine))
        finally:
            engine.dispose()


def a_todo_is_ready(stage: Stage) -> None:
    stage.holds(todo="todo-1")


def no_todo_is_ready(stage: Stage) -> None:
    stage.holds(todo=None)


def the_key_holds_a_todo(stage: Stage, *, todo: str, round: int) -> None:
    stage.holds(todo=todo, assignment=_an_assignment(NODE, todo, round))


def another_key_holds_the_todo(stage: Stage, *, todo: str, round: int) -> None:
    stage.holds(todo=todo, assignment=_an_assignment(OTHER_NODE, todo, round))


def the_key_has_a_draft(stage: Stage, *, todo: str, round: int, url: str) -> None:
    draft = _an_assignment(NODE, todo, round, pull_request=url, stage="draft")
    stage.holds(todo=todo, assignment=draft)


def the_key_has_finished_its_todo(stage: Stage, *, todo: str, round: int) -> None:
    final = _an_assignment(NODE, todo, round, pull_request=PULL_REQUEST, stage="final")
    stage.holds(todo=todo, assignment=final)


def another_key_has_submitted_a_todo(stage: Stage, *, round: int) -> None:
    final = _an_assignment(OTHER_NODE, "todo-1", round, pull_request=PULL_REQUEST, stage="final")
    stage.holds(todo="todo-1", assignment=final)


def the_website_holds_a_token(_: Stage) -> Values:
    return {"token": WEBSITE_TOKEN}


def a_stranger_holds_a_token(_: Stage) -> Values:
    return {"token": "not-the-token-of-any-website"}


def the_node_holds_a_token(_: Stage, *, scope: str) -> Values:
    return node_token(NODE, scope, audience=COORDINATOR)


def an_unstaked_node_holds_a_token(_: Stage, *, scope: str) -> Values:
    return node_token(UNSTAKED_NODE, scope, audience=COORDINATOR)


def the_container_holds_a_token(_: Stage, *, scope: str, round: int) -> Values:
    return container_token(NODE, scope, audience=COORDINATOR, round_number=round)


def an_unstaked_container_holds_a_token(_: Stage, *, scope: str, round: int) -> Values:
    return container_token(UNSTAKED_NODE, scope, audience=COORDINATOR, round_number=round)


def a_container_of_another_task_holds_a_token(_: Stage, *, scope: str, round: int) -> Values:
    return container_token(
        NODE, scope, audience=COORDINATOR, round_number=round, task="another-task"
    )


STATES: Final[Mapping[str, State]] = {
    "a todo is ready": a_todo_is_ready,
    "no todo is ready": no_todo_is_ready,
    "the key holds a todo": the_key_holds_a_todo,
    "another key holds the todo": another_key_holds_the_todo,
    "the key has a draft": the_key_has_a_draft,
    "the key has finished its todo": the_key_has_finished_its_todo,
    "another key has submitted a todo": another_key_has_submitted_a_todo,
    "the website holds a token": the_website_holds_a_token,
    "a stranger holds a token": a_stranger_holds_a_token,
    "the node holds a token": the_node_holds_a_token,
    "an unstaked node holds a token": an_unstaked_node_holds_a_token,
    "the container holds a token": the_container_holds_a_token,
    "an unstaked container holds a token": an_unstaked_container_holds_a_token,
    "a container of another task holds a token": a_container_of_another_task_holds_a_token,
}

PROVIDER: Final = Provider(COORDINATOR, start, STATES, "providers/coordinator.py")


def _a_bounty() -> Bounty:
    return Bounty(
        id=BOUNTY,
        title="A dark theme",
        description="Readers ask for one.",
        system_prompt="You are careful.",
        repository=Repository(owner="octo-org", name="demo"),
        status="in_progress",
        created_at=_CREATED_AT,
    )


def _an_issue() -> Issue:
    return Issue(
        uuid="issue-1",
        bounty=BOUNTY,
        title="A switch",
        description="Readers choose.",
        status="in_progress",
        repository=_AGGREGATOR,
        predecessor=None,
        created_at=_CREATED_AT,
    )


def _a_todo(todo: str, assignment: Assignment | None) -> Todo:
    is_final = assignment is not None and assignment.stage == "final"
    is_leased = assignment is not None and not is_final
    return Todo(
        uuid=todo,
        issue="issue-1",
        bounty=BOUNTY,
        sequence=0,
        title="Add a switch",
        description="A switch in the header.",
        acceptance_criteria=("it switches",),
        phases=(Phase("Write it.", ("git",)),),
        dependencies=(),
        repository=_AGGREGATOR,
        status="in_review" if is_final else "in_progress" if is_leased else "initialized",
        created_at=_CREATED_AT,
        lease_expires_at=assignment.expires_at if is_leased and assignment else None,
    )


def _an_assignment(pair: KeyPair, todo: str, round_number: int, **changes: str) -> Assignment:
    now = datetime.now(UTC)
    return Assignment(
        work=todo,
        holder=Holder(TASK, pair.public, round_number),
        github_username="octo-worker",
        claimed_at=now,
        expires_at=now + timedelta(minutes=40),
        **changes,  # type: ignore[arg-type]  # the names of the two fields that states vary
    )
