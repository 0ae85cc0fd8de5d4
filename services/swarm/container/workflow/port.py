"""What a job needs of a workflow, whoever or whatever does the work."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from swarm.forge.records import Branch


@dataclass(frozen=True, slots=True)
class Order:
    """Whose work it is: one round of one key; `attestation` is that key's word for it."""

    task: str
    round: int
    staking_key: str
    attestation: str
    ordered_at: datetime


@dataclass(frozen=True, slots=True)
class Assignment:
    """A todo to do, for an order; its pull request goes to `target`."""

    order: Order
    github_username: str
    todo: str
    title: str
    description: str
    acceptance_criteria: tuple[str, ...]
    target: Branch


class Workflow(Protocol):
    """The agent."""

    def implement(self, assignment: Assignment, *, into: Path) -> str:
        """Do the todo, in the folder `into` (which does not exist yet); its pull request's URL.

        Done again for the same assignment, it gives the same pull request.

        Raises:
            ForgeError: It could not be done.
        """
