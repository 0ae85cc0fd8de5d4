"""What a node asks of the coordinator, with its own key."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pro_me_the_us.coordinator import api
from pro_me_the_us.coordinator.models import RegisterPullRequest, ReturnTodo, TodoNotAssigned
from swarm.node.views import Acknowledged

if TYPE_CHECKING:
    from pro_me_the_us.client import Client


@dataclass(frozen=True)
class CoordinatorGateway:
    """The coordinator. What it refuses is raised as it was refused, unless a method says more."""

    client: Client

    def register_final(self, todo: str, *, round_number: int, url: str) -> None:
        """Stand by the pull request as this node's work of the round.

        Raises:
            TodoUnknown: There is no such todo.
            TodoNotAssigned: The lease was lost.
            PullRequestMismatch: Another pull request was registered for this todo.
        """
        request = RegisterPullRequest(todo=todo, round=round_number, url=url, stage="final")
        self.client.call(api.REGISTER_PULL_REQUEST, request, into=Acknowledged)

    def return_todo(self, todo: str, *, round_number: int, reason: str) -> None:
        """Give the todo back to the queue; a lease that is lost already leaves nothing to do."""
        request = ReturnTodo(todo=todo, round=round_number, reason=reason)
        try:
            self.client.call(api.RETURN_TODO, request, into=Acknowledged)
        except TodoNotAssigned:
            return
