"""What each role claims, what it makes of that, and where it registers a draft of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Protocol

from swarm.container.coordinator import Idle
from swarm.container.records import Claimed, Outcome
from swarm.container.workflow.port import Assignment
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


TRADES: Final[Mapping[Role, Trade]] = {
    "worker": take_todo,
}


def _place(name: RepositoryName) -> Repository:
    return Repository(name.owner, name.name)
