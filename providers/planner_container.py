"""The planner container as a provider: its plans, and its audits of others' plans."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from pro_me_the_us.participants import PLANNER_CONTAINER
from providers import containers
from providers.containers import Stage, an_order
from providers.tokens import NODE, node_token
from providers.verification import Provider

if TYPE_CHECKING:
    from collections.abc import Mapping

    from providers.states import State, Values


def the_container_is_free(stage: Stage) -> None:
    stage.clear()
    stage.coordinator.will_answer("a claim of a spec while none waits")


def a_job_is_running(stage: Stage, *, job: str, task: str, round: int) -> None:
    order = an_order("planner", task=task, round_number=round)
    stage.holds(containers.a_job_that_runs(job, order))


def a_job_has_succeeded(stage: Stage, *, job: str, task: str, round: int) -> None:
    order = an_order("planner", task=task, round_number=round)
    stage.holds(containers.a_job_that_succeeded(job, order))


def a_job_has_failed(stage: Stage, *, job: str, task: str, round: int) -> None:
    order = an_order("planner", task=task, round_number=round)
    stage.holds(containers.a_job_that_failed(job, order))


def a_job_found_no_work(stage: Stage, *, job: str, task: str, round: int) -> None:
    order = an_order("planner", task=task, round_number=round)
    stage.holds(containers.a_job_that_found_no_work(job, order))
    stage.coordinator.will_answer("a claim of a spec while none waits")


def a_plan_is_sound(stage: Stage) -> None:
    stage.clear()
    stage.coordinator.will_answer("a check of a planner's submission")


def a_plan_was_submitted_by_nobody(stage: Stage) -> None:
    stage.clear()
    stage.coordinator.will_answer("a check of a plan that is not the stored one")


def the_node_holds_a_token(_: Stage, *, scope: str) -> Values:
    return node_token(NODE, scope, audience=PLANNER_CONTAINER)


STATES: Final[Mapping[str, State]] = {
    "the container is free": the_container_is_free,
    "a job is running": a_job_is_running,
    "a job has succeeded": a_job_has_succeeded,
    "a job has failed": a_job_has_failed,
    "a job found no work": a_job_found_no_work,
    "a plan is sound": a_plan_is_sound,
    "a plan was submitted by nobody": a_plan_was_submitted_by_nobody,
    "the node holds a token": the_node_holds_a_token,
}

PROVIDER: Final = Provider(
    PLANNER_CONTAINER,
    partial(containers.start, kind="planner"),
    STATES,
    "providers/planner_container.py",
)
