"""The worker container as a provider: jobs in three roles, and audits of workers and leaders."""

from __future__ import annotations

import shutil
from functools import partial
from typing import TYPE_CHECKING, Final

from pro_me_the_us.participants import WORKER_CONTAINER
from providers import containers
from providers.containers import AGGREGATOR, AT, HOME, Stage, an_order
from providers.tokens import NODE, OTHER_NODE, UNSTAKED_NODE, node_token
from providers.verification import Provider
from swarm.container.workflow.git_workflow import GitWorkflow
from swarm.container.workflow.port import Assignment, Consolidation, Opening
from swarm.forge.records import Branch, Stamp

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pro_me_the_us.auth.keys import KeyPair
    from providers.states import State, Values

_ISSUE: Final = Branch(AGGREGATOR, "issue-1")
# What the coordinator lists in the pact is the fifth pull request of the aggregator.
_LISTED: Final = 5
_NO_WORK: Final = (
    "a claim while the queue is empty",
    "a claim of an issue while none is ready",
    "a claim of an issue to aggregate while none waits",
)


def the_container_is_free(stage: Stage) -> None:
    stage.clear()
    stage.coordinator.will_answer(*_NO_WORK)


def a_job_is_running(stage: Stage, *, job: str, task: str, round: int) -> None:
    order = an_order("worker", task=task, round_number=round)
    stage.holds(containers.a_job_that_runs(job, order))


def a_job_has_succeeded(stage: Stage, *, job: str, task: str, round: int) -> None:
    order = an_order("worker", task=task, round_number=round)
    stage.holds(containers.a_job_that_succeeded(job, order))


def a_job_has_failed(stage: Stage, *, job: str, task: str, round: int) -> None:
    order = an_order("worker", task=task, round_number=round)
    stage.holds(containers.a_job_that_failed(job, order))


def a_job_found_no_work(stage: Stage, *, job: str, task: str, round: int) -> None:
    order = an_order("worker", task=task, round_number=round)
    stage.holds(containers.a_job_that_found_no_work(job, order))
    stage.coordinator.will_answer(*_NO_WORK)


def a_leaders_job_has_succeeded(stage: Stage, *, job: str, task: str, round: int) -> None:
    order = an_order("leader", task=task, round_number=round)
    stage.holds(containers.a_job_that_succeeded(job, order))


def a_leaders_job_found_no_work(stage: Stage, *, job: str, task: str, round: int) -> None:
    order = an_order("leader", task=task, round_number=round)
    stage.holds(containers.a_job_that_found_no_work(job, order))
    stage.coordinator.will_answer(*_NO_WORK)


def an_aggregators_job_has_succeeded(stage: Stage, *, job: str, task: str, round: int) -> None:
    order = an_order("aggregator", task=task, round_number=round)
    stage.holds(containers.a_job_that_succeeded(job, order))


def a_submission_is_sound(stage: Stage) -> None:
    _set_up(stage)
    stage.coordinator.will_answer("a check of a submission", "a request for a todo")
    _work(stage, OTHER_NODE, "todo-1")


def a_submission_was_made_by_somebody_else(stage: Stage) -> None:
    _set_up(stage)
    stage.coordinator.will_answer("a check of a submission", "a request for a todo")
    _work(stage, UNSTAKED_NODE, "todo-1")


def a_leaders_submission_is_sound(stage: Stage) -> None:
    _set_up_leading(stage)
    _lead(stage, OTHER_NODE)


def a_leaders_submission_was_made_by_somebody_else(stage: Stage) -> None:
    _set_up_leading(stage)
    _lead(stage, UNSTAKED_NODE)


def the_node_holds_a_token(_: Stage, *, scope: str) -> Values:
    return node_token(NODE, scope, audience=WORKER_CONTAINER)


STATES: Final[Mapping[str, State]] = {
    "the container is free": the_container_is_free,
    "a job is running": a_job_is_running,
    "a job has succeeded": a_job_has_succeeded,
    "a job has failed": a_job_has_failed,
    "a job found no work": a_job_found_no_work,
    "a leader's job has succeeded": a_leaders_job_has_succeeded,
    "a leader's job found no work": a_leaders_job_found_no_work,
    "an aggregator's job has succeeded": an_aggregators_job_has_succeeded,
    "a submission is sound": a_submission_is_sound,
    "a submission was made by somebody else": a_submission_was_made_by_somebody_else,
    "a leader's submission is sound": a_leaders_submission_is_sound,
    "a leader's submission was made by somebody else": (
        a_leaders_submission_was_made_by_somebody_else
    ),
    "the node holds a token": the_node_holds_a_token,
}

PROVIDER: Final = Provider(
    WORKER_CONTAINER,
    partial(containers.start, kind="worker"),
    STATES,
    "providers/worker_container.py",
)


def _set_up(stage: Stage) -> None:
    """The bounty's repository, and the aggregator's copy with the issue's branch."""
    stage.clear()
    stage.forge.create_repository(HOME, stamp=Stamp("octo-org", AT))
    opening = Opening(AGGREGATOR.owner, "issue-1", HOME, _ISSUE.name)
    GitWorkflow(stage.forge).aggregate(opening)


def _set_up_leading(stage: Stage) -> None:
    _set_up(stage)
    stage.coordinator.will_answer("a check of a leader's submission", "a request for an issue")
    for number in range(1, _LISTED + 1):
        _work(stage, NODE, f"todo-{number}")


def _work(stage: Stage, signer: KeyPair, todo: str) -> None:
    """A pull request for the todo, signed by `signer`."""
    assignment = Assignment(
        order=an_order("worker", signer),
        github_username="octo-worker",
        todo=todo,
        title="Add a switch",
        description="A switch in the header.",
        acceptance_criteria=("it switches",),
        target=_ISSUE,
    )
    GitWorkflow(stage.forge).implement(assignment, into=stage.scratch / "work")
    shutil.rmtree(stage.scratch)


def _lead(stage: Stage, signer: KeyPair) -> None:
    """A pull request that merges the listed one, signed by `signer`."""
    consolidation = Consolidation(
        order=an_order("leader", signer),
        github_username="octo-worker",
        issue="issue-1",
        title="The header",
        description="All of the header.",
        source=_ISSUE,
        target=Branch(HOME, "main"),
        pull_requests=(f"forge://octo-aggregator/demo/pulls/{_LISTED}",),
    )
    GitWorkflow(stage.forge).consolidate(consolidation, into=stage.scratch / "lead")
    shutil.rmtree(stage.scratch)
