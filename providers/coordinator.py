"""The coordinator as a provider: its real service on a database that the states write."""

from __future__ import annotations

import json
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final

from pro_me_the_us.participants import COORDINATOR
from providers import coordinator_deployed
from providers.coordinator_rows import (
    BOUNTY,
    LEASE,
    PULL_REQUEST,
    SOURCE,
    TODO,
    a_bounty,
    a_todo,
    an_approved_assignment,
    an_assignment,
    an_issue,
)
from providers.deployed_documents import BUILDER_TASK, PLANNER_TASK
from providers.processes import running
from providers.tokens import NODE, OTHER_NODE, TASK, UNSTAKED_NODE, container_token, node_token
from providers.verification import Provider
from swarm import storage
from swarm.coordinator import store
from swarm.coordinator.store import AGGREGATIONS, ISSUES, SPECS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from pro_me_the_us.auth.keys import KeyPair
    from providers.states import State, Values
    from swarm.coordinator.records import Assignment, Issue
    from swarm.coordinator.store import Ledger

WEBSITE_TOKEN: Final = "the-website-of-provider-verification"  # noqa: S105  # opens a throw-away service
_LEADERS_PULL_REQUEST: Final = "forge://octo-org/demo/pulls/2"
_DIGEST: Final = "0" * 64


@dataclass(frozen=True)
class Stage:
    """The running coordinator, its database and its chain."""

    url: str
    store: store.Store
    chain: Path

    def pay(self, distributions: Mapping[str, Mapping[str, int]]) -> None:
        """Write the chain: all keys but one are staked, and these lists were made."""
        stakes = {
            "stake_list": [NODE.public, OTHER_NODE.public],
            "distributions": distributions,
        }
        self.chain.write_text(json.dumps({TASK: stakes}), encoding="utf-8")

    def clear(self) -> None:
        """Empty the database; the chain has no lists."""
        self.pay({})
        with self.store.writing() as connection:
            store.clear(connection)

    def holds(self, *, todo: str | None, assignment: Assignment | None = None) -> None:
        """One bounty with one todo, perhaps assigned."""
        self.clear()
        if todo is None:
            return
        with self.store.writing() as connection:
            store.insert_bounty(connection, a_bounty())
            store.insert_issue(connection, an_issue())
            store.insert_todo(connection, a_todo(todo, assignment))
            if assignment is not None:
                store.insert_assignment(connection, assignment)

    def has_issue(
        self, issue: Issue, assignment: Assignment | None = None, *, of: Ledger = ISSUES
    ) -> None:
        """One bounty with one issue, perhaps assigned; its todo is approved."""
        self.clear()
        approved = an_approved_assignment()
        with self.store.writing() as connection:
            store.insert_bounty(connection, a_bounty())
            store.insert_issue(connection, issue)
            store.insert_todo(connection, a_todo(TODO, approved, issue=issue.uuid))
            store.insert_assignment(connection, approved)
            if assignment is not None:
                store.insert_assignment(connection, assignment, of=of)

    def has_spec(self, pair: KeyPair, spec: str, round_number: int, **changes: Any) -> None:
        """One bounty, which the key plans, or has planned when there is a `digest`."""
        digest = changes.pop("digest", None)
        self.clear()
        with self.store.writing() as connection:
            store.insert_bounty(connection, a_bounty("initialized", bounty=spec))
            assignment = an_assignment(pair, spec, round_number, **changes)
            store.insert_assignment(connection, assignment, of=SPECS)
            store.hold(connection, store.PLANNING, spec, until=assignment.expires_at)
            if digest is not None:
                store.deliver(connection, store.PLANNING, spec, status="in_review")
                store.set_digest(connection, spec, digest)


@contextmanager
def start(folder: Path) -> Iterator[Stage]:
    """A coordinator of one task, and of two by the deployed protocol."""
    chain = folder / "chain.json"
    database = f"sqlite:///{folder / 'coordinator.db'}"
    env = {
        "COORDINATOR_DATABASE_URL": database,
        "COORDINATOR_CHAIN": f"file:{chain}",
        "TASK_IDS": f"{TASK},{BUILDER_TASK}",
        "PLANNER_TASK_ID": PLANNER_TASK,
        "PROMETHEUS_INCOME_REQUEST_API_KEY": WEBSITE_TOKEN,
    }
    with running("swarm", "coordinator", "serve", "--port", "0", folder=folder, env=env) as url:
        engine = storage.open_engine(database)
        try:
            stage = Stage(url, store.Store(engine), chain)
            stage.pay({})
            yield stage
        finally:
            engine.dispose()


def no_bounty_waits_for_a_plan(stage: Stage) -> None:
    stage.clear()


def a_bounty_waits_for_a_plan(stage: Stage) -> None:
    stage.clear()
    with stage.store.writing() as connection:
        store.insert_bounty(connection, a_bounty("initialized"))


def the_key_holds_a_spec(stage: Stage, *, spec: str, round: int) -> None:
    stage.has_spec(NODE, spec, round)


def another_key_holds_the_spec(stage: Stage, *, spec: str, round: int) -> None:
    stage.has_spec(OTHER_NODE, spec, round)


def the_key_has_finished_its_plan(stage: Stage, *, spec: str, round: int) -> None:
    stage.has_spec(NODE, spec, round, stage="final", digest=_DIGEST)


def another_key_has_submitted_a_plan(stage: Stage, *, round: int, plan: str) -> None:
    stage.has_spec(OTHER_NODE, BOUNTY, round, stage="final", digest=plan)


def no_issue_needs_an_aggregator(stage: Stage) -> None:
    stage.clear()


def an_issue_needs_an_aggregator(stage: Stage) -> None:
    stage.has_issue(an_issue("initialized", repository=SOURCE))


def the_key_aggregates_an_issue(stage: Stage, *, issue: str, round: int) -> None:
    assignment = an_assignment(NODE, issue, round)
    until = assignment.expires_at
    aggregated = an_issue(
        "aggregator_pending", issue=issue, repository=SOURCE, lease_expires_at=until
    )
    stage.has_issue(aggregated, assignment, of=AGGREGATIONS)


def no_issue_is_ready(stage: Stage) -> None:
    stage.clear()


def an_issue_is_ready(stage: Stage) -> None:
    stage.has_issue(an_issue("assign_pending"))


def the_key_holds_an_issue(stage: Stage, *, issue: str, round: int) -> None:
    stage.has_issue(_leased(issue), an_assignment(NODE, issue, round))


def another_key_holds_the_issue(stage: Stage, *, issue: str, round: int) -> None:
    stage.has_issue(_leased(issue), an_assignment(OTHER_NODE, issue, round))


def the_key_has_a_draft_of_an_issue(stage: Stage, *, issue: str, round: int, url: str) -> None:
    draft = an_assignment(NODE, issue, round, pull_request=url, stage="draft")
    stage.has_issue(_leased(issue), draft)


def the_key_has_finished_its_issue(stage: Stage, *, issue: str, round: int) -> None:
    final = an_assignment(NODE, issue, round, pull_request=_LEADERS_PULL_REQUEST, stage="final")
    stage.has_issue(an_issue("in_review", issue=issue), final)


def another_key_has_submitted_an_issue(stage: Stage, *, round: int) -> None:
    final = an_assignment(
        OTHER_NODE, "issue-1", round, pull_request=_LEADERS_PULL_REQUEST, stage="final"
    )
    stage.has_issue(an_issue("in_review"), final)


def the_chain_has_a_list_of_the_round(stage: Stage, *, task: str, round: int) -> None:
    if task != TASK:
        raise ValueError(f"the coordinator of this verification serves {TASK}")
    stage.clear()
    stage.pay({str(round): {NODE.public: 100}})


def the_chain_has_no_list_of_the_round(stage: Stage, *, task: str, round: int) -> None:
    if task != TASK:
        raise ValueError(f"the coordinator of this verification serves {TASK}")
    stage.clear()
    stage.pay({str(round + 1): {NODE.public: 100}})


def the_chain_cannot_be_read(stage: Stage) -> None:
    stage.clear()
    stage.chain.write_text("{", encoding="utf-8")


def a_todo_is_ready(stage: Stage) -> None:
    stage.holds(todo="todo-1")


def no_todo_is_ready(stage: Stage) -> None:
    stage.holds(todo=None)


def the_key_holds_a_todo(stage: Stage, *, todo: str, round: int) -> None:
    stage.holds(todo=todo, assignment=an_assignment(NODE, todo, round))


def another_key_holds_the_todo(stage: Stage, *, todo: str, round: int) -> None:
    stage.holds(todo=todo, assignment=an_assignment(OTHER_NODE, todo, round))


def the_key_has_a_draft(stage: Stage, *, todo: str, round: int, url: str) -> None:
    draft = an_assignment(NODE, todo, round, pull_request=url, stage="draft")
    stage.holds(todo=todo, assignment=draft)


def the_key_has_finished_its_todo(stage: Stage, *, todo: str, round: int) -> None:
    final = an_assignment(NODE, todo, round, pull_request=PULL_REQUEST, stage="final")
    stage.holds(todo=todo, assignment=final)


def another_key_has_submitted_a_todo(stage: Stage, *, round: int) -> None:
    final = an_assignment(OTHER_NODE, "todo-1", round, pull_request=PULL_REQUEST, stage="final")
    stage.holds(todo="todo-1", assignment=final)


def a_bounty_is_under_way(stage: Stage) -> None:
    stage.has_issue(_leased("issue-1"), an_assignment(NODE, "issue-1", 7))


def no_bounty_is_known(stage: Stage) -> None:
    stage.clear()


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
    "a bounty waits for a plan": a_bounty_waits_for_a_plan,
    "no bounty waits for a plan": no_bounty_waits_for_a_plan,
    "the key holds a spec": the_key_holds_a_spec,
    "another key holds the spec": another_key_holds_the_spec,
    "the key has finished its plan": the_key_has_finished_its_plan,
    "another key has submitted a plan": another_key_has_submitted_a_plan,
    "an issue needs an aggregator": an_issue_needs_an_aggregator,
    "no issue needs an aggregator": no_issue_needs_an_aggregator,
    "the key aggregates an issue": the_key_aggregates_an_issue,
    "an issue is ready": an_issue_is_ready,
    "no issue is ready": no_issue_is_ready,
    "the key holds an issue": the_key_holds_an_issue,
    "another key holds the issue": another_key_holds_the_issue,
    "the key has a draft of an issue": the_key_has_a_draft_of_an_issue,
    "the key has finished its issue": the_key_has_finished_its_issue,
    "another key has submitted an issue": another_key_has_submitted_an_issue,
    "the chain has a list of the round": the_chain_has_a_list_of_the_round,
    "the chain has no list of the round": the_chain_has_no_list_of_the_round,
    "the chain cannot be read": the_chain_cannot_be_read,
    "a bounty is under way": a_bounty_is_under_way,
    "no bounty is known": no_bounty_is_known,
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
    **coordinator_deployed.STATES,
}

PROVIDER: Final = Provider(COORDINATOR, start, STATES, "providers/coordinator.py")


def _leased(issue: str) -> Issue:
    return an_issue("assigned", issue=issue, lease_expires_at=datetime.now(UTC) + LEASE)
