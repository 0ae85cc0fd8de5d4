"""The planner node as a provider."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from pro_me_the_us.participants import PLANNER_CONTAINER, PLANNER_NODE
from providers.nodes import start
from providers.tokens import NODE, container_token
from providers.verification import Provider

if TYPE_CHECKING:
    from collections.abc import Mapping

    from providers.nodes import Stage
    from providers.states import State, Values


def the_coordinator_accepts_the_plan(stage: Stage) -> None:
    stage.clear()
    stage.container.will_answer("a request for the plan of a round")
    stage.coordinator.will_answer("the plan of a spec")


def the_coordinator_takes_the_spec_back(stage: Stage) -> None:
    stage.clear()
    stage.coordinator.will_answer("a spec given back")


def the_coordinator_has_given_the_spec_to_another_key(stage: Stage) -> None:
    stage.clear()
    stage.container.will_answer("a request for the plan of a round")
    stage.coordinator.will_answer("the plan of a spec when another key holds the spec")


def the_coordinator_does_not_answer(stage: Stage) -> None:
    stage.clear()
    stage.container.will_answer("a request for the plan of a round")


def the_container_holds_a_token(_: Stage, *, scope: str, round: int) -> Values:
    return container_token(
        NODE, scope, audience=PLANNER_NODE, round_number=round, actor=PLANNER_CONTAINER
    )


STATES: Final[Mapping[str, State]] = {
    "the coordinator accepts the plan": the_coordinator_accepts_the_plan,
    "the coordinator takes the spec back": the_coordinator_takes_the_spec_back,
    "the coordinator has given the spec to another key": (
        the_coordinator_has_given_the_spec_to_another_key
    ),
    "the coordinator does not answer": the_coordinator_does_not_answer,
    "the container holds a token": the_container_holds_a_token,
}

PROVIDER: Final = Provider(
    PLANNER_NODE, partial(start, "planner"), STATES, "providers/planner_node.py"
)
