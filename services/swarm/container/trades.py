"""What each role claims, what it makes of that, and where it registers a draft of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Protocol

from swarm.container.coordinator import Idle
from swarm.container.records import Claimed, Outcome
from swarm.container.workflow.port import Assignment, Brief, Consolidation, Opening
from swarm.forge.records import Branch, Repository

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from pro_me_the_us.fields import Role
    from swarm.container.coordinator import CoordinatorGateway
    from swarm.container.records import Job
    from swarm.container.views import RepositoryName
    from swarm.container.workflow.port import Workflow


@dataclass(frozen=True, slots=True)
class Piece:
    """Work that was claimed. `make` makes what it asks for, in a folder that does not exist yet;
    `register` tells the coordinator of a pull request, where the role makes one.
    """

    claimed: Claimed
    make: Callable[[Path], Outcome]
    register: Callable[[str], None] | None = None


class Trade(Protocol):
    """How a role comes by its work."""

    def __call__(
        self, job: Job, coordinator: CoordinatorGateway, workflow: Workflow
    ) -> Piece | Idle: ...


def take_todo(job: Job, coordinator: CoordinatorGateway, workflow: Workflow) -> Piece | Idle:
    """A worker's."""
    number = job.order.round
    todo = coordinator.claim_todo(number, github_username=job.github_username)
    if isinstance(todo, Idle):
        return todo
    assignment = Assignment(
        order=job.order,
        github_username=job.github_username,
        todo=todo.todo,
        title=todo.title,
        description=todo.description,
        acceptance_criteria=tuple(todo.acceptance_criteria),
        target=Branch(_place(todo.repository), todo.branch),
    )

    def make(folder: Path) -> Outcome:
        return Outcome("succeeded", pull_request=workflow.implement(assignment, into=folder))

    return Piece(
        Claimed(todo.todo, todo.bounty, assignment.target.repository),
        make,
        lambda url: coordinator.register_draft(todo.todo, round_number=number, url=url),
    )


def take_issue(job: Job, coordinator: CoordinatorGateway, workflow: Workflow) -> Piece | Idle:
    """A leader's. The pull request goes to the bounty's repository, not to the aggregator's."""
    number = job.order.round
    issue = coordinator.claim_issue(number, github_username=job.github_username)
    if isinstance(issue, Idle):
        return issue
    consolidation = Consolidation(
        order=job.order,
        github_username=job.github_username,
        issue=issue.issue,
        title=issue.title,
        description=issue.description,
        source=Branch(_place(issue.aggregator), issue.branch),
        target=Branch(_place(issue.repository), issue.target_branch),
        pull_requests=tuple(issue.pull_requests),
    )

    def make(folder: Path) -> Outcome:
        return Outcome("succeeded", pull_request=workflow.consolidate(consolidation, into=folder))

    return Piece(
        Claimed(issue.issue, issue.bounty, consolidation.target.repository),
        make,
        lambda url: coordinator.register_issue_draft(issue.issue, round_number=number, url=url),
    )


def take_aggregation(job: Job, coordinator: CoordinatorGateway, workflow: Workflow) -> Piece | Idle:
    """An aggregator's; its node registers the repository."""
    issue = coordinator.claim_aggregation(job.order.round, github_username=job.github_username)
    if isinstance(issue, Idle):
        return issue
    source = _place(issue.repository)
    opening = Opening(job.github_username, issue.issue, source, issue.branch)

    def make(_folder: Path) -> Outcome:
        return Outcome("succeeded", repository=workflow.aggregate(opening))

    return Piece(Claimed(issue.issue, issue.bounty, source), make)


def take_spec(job: Job, coordinator: CoordinatorGateway, workflow: Workflow) -> Piece | Idle:
    """A planner's; its node submits the plan."""
    spec = coordinator.claim_spec(job.order.round, github_username=job.github_username)
    if isinstance(spec, Idle):
        return spec
    brief = Brief(spec.spec, spec.title, spec.description)

    def make(_folder: Path) -> Outcome:
        return Outcome("succeeded", plan=workflow.plan(brief))

    return Piece(Claimed(spec.spec, spec.spec, _place(spec.repository)), make)


TRADES: Final[Mapping[Role, Trade]] = {
    "worker": take_todo,
    "leader": take_issue,
    "aggregator": take_aggregation,
    "planner": take_spec,
}


def _place(name: RepositoryName) -> Repository:
    return Repository(name.owner, name.name)
