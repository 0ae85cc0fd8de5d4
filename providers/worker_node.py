"""The worker node as a provider."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from pro_me_the_us.participants import WORKER_NODE
from providers.nodes import start
from providers.tokens import NODE, container_token
from providers.verification import Provider

if TYPE_CHECKING:
    from collections.abc import Mapping

    from providers.nodes import Stage
    from providers.states import State, Values


def the_coordinator_accepts_the_final_pull_request(stage: Stage) -> None:
    stage.clear()
    stage.coordinator.will_answer("the final pull request of a todo")


def the_coordinator_accepts_the_final_pull_request_of_the_issue(stage: Stage) -> None:
    stage.clear()
    stage.coordinator.will_answer("the final pull request of an issue")


def the_coordinator_accepts_the_aggregators_repository(stage: Stage) -> None:
    stage.clear()
    stage.coordinator.will_answer("the repository in which an issue is aggregated")


def the_coordinator_takes_the_todo_back(stage: Stage) -> None:
    stage.clear()
    stage.coordinator.will_answer("a todo given back")


def the_coordinator_takes_the_issue_back(stage: Stage) -> None:
    stage.clear()
    stage.coordinator.will_answer("an issue given back when the key holds an issue")


def the_coordinator_has_given_the_todo_to_another_key(stage: Stage) -> None:
    stage.clear()
    stage.coordinator.will_answer("the final pull request of a todo that another key holds")


def the_coordinator_does_not_answer(stage: Stage) -> None:
    stage.clear()


def the_container_holds_a_token(_: Stage, *, scope: str, round: int) -> Values:
    return container_token(NODE, scope, audience=WORKER_NODE, round_number=round)


STATES: Final[Mapping[str, State]] = {
    "the coordinator accepts the final pull request": (
        the_coordinator_accepts_the_final_pull_request
    ),
    "the coordinator accepts the final pull request of the issue": (
        the_coordinator_accepts_the_final_pull_request_of_the_issue
    ),
    "the coordinator accepts the aggregator's repository": (
        the_coordinator_accepts_the_aggregators_repository
    ),
    "the coordinator takes the todo back": the_coordinator_takes_the_todo_back,
    "the coordinator takes the issue back": the_coordinator_takes_the_issue_back,
    "the coordinator has given the todo to another key": (
        the_coordinator_has_given_the_todo_to_another_key
    ),
    "the coordinator does not answer": the_coordinator_does_not_answer,
    "the container holds a token": the_container_holds_a_token,
}

PROVIDER: Final = Provider(
    WORKER_NODE, partial(start, "worker"), STATES, "providers/worker_node.py"
)
