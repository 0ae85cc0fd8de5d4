"""A container's part: jobs of the caller in all states; the coordinator, which is played, has no
work to give and confirms every submission.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from providers import containers, planner_container, worker_container
from providers.containers import an_order
from providers.coordinator_rows import BOUNTY
from providers.tokens import NODE, TASK, node_token
from swarm.container.kinds import KINDS
from swarm.container.service import name_job
from tests.openapi.witness import Part

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from providers.containers import Stage
    from tests.openapi.witness import Sent

_WORK: Final = {"worker": "todo-1", "leader": "issue-1", "planner": BOUNTY}
_FREE: Final[Mapping[str, Callable[[Stage], None]]] = {
    "worker": worker_container.the_container_is_free,
    "planner": planner_container.the_container_is_free,
}
# Whose coordinator is played by what it says in pacts: of its health, nothing.
PLAYED: Final = "there is no coordinator, so that nothing is ready"
_UNKNOWN: Final = {
    "worker": "a check of a submission that nobody was assigned",
    "planner": "a check of a plan that is not the stored one",
}
_CONFIRMED: Final = {
    "worker": ("a check of a submission", "a request for a todo"),
    "leader": ("a check of a leader's submission", "a request for an issue"),
    "planner": ("a check of a planner's submission",),
}


def part_of(kind: str) -> Part[Stage]:
    """The part of the container of that kind."""
    return Part(
        partial(_make_token, kind),
        scenes={
            "job.start": (
                partial(_is_free, kind),
                partial(_runs_the_same, kind),
                partial(_runs_another, kind),
            ),
            "job.read": (_has_failed(kind), partial(_is_free, kind)),
            "job.cancel": (_has_failed(kind), partial(_is_free, kind)),
            "submission.read": (partial(_has_submission, kind), partial(_is_free, kind)),
            "submission.audit": (partial(_is_confirmed, kind),),
            "status.read": (partial(_is_free, kind), partial(_runs_another, kind)),
        },
        picky={
            "job.start": "a container has its own roles, and the attestation is the caller's",
            "submission.audit": "a role's submission has a pull request, or a plan with its issues",
        },
        excused={
            ("use_after_free", "job.read"): "DELETE ends a job, which can still be read",
            ("use_after_free", "job.cancel"): "and may be ended again",
            ("not_a_server_error", "readiness.read"): PLAYED,
            ("positive_data_acceptance", "readiness.read"): PLAYED,
        },
        unreached={("readiness.read", 200): PLAYED},
    )


def _make_token(kind: str, sent: Sent, scopes: tuple[str, ...]) -> str:
    told = sent.path.get("task", sent.body.get("task"))
    # Of the task that is asked for, if it can be one.
    task = told if isinstance(told, str) and 0 < len(told) <= 64 and told.isascii() else TASK
    audience = KINDS[kind].participant
    return node_token(NODE, " ".join(scopes), audience=audience, task=task)["token"]


def _is_free(kind: str, stage: Stage, sent: Sent) -> None:
    _FREE[kind](stage)
    _attest(kind, sent)


def _attest(kind: str, sent: Sent) -> None:
    """Make the order of a job the caller's own, of a role that this container takes."""
    if "attestation" in sent.body:
        roles = KINDS[kind].roles
        if sent.body["role"] not in roles:
            sent.body["role"] = roles[0]
        task, number = sent.body["task"], sent.body["round"]
        order = an_order(sent.body["role"], NODE, task=task, round_number=int(number))
        sent.body["attestation"] = order.attestation


def _runs_the_same(kind: str, stage: Stage, sent: Sent) -> None:
    _attest(kind, sent)
    task, number = sent.body["task"], int(sent.body["round"])
    order = an_order(sent.body["role"], NODE, task=task, round_number=number)
    stage.holds(containers.a_job_that_runs(name_job(order), order))


def _runs_another(kind: str, stage: Stage, sent: Sent) -> None:
    _attest(kind, sent)
    order = an_order(KINDS[kind].roles[0], NODE, task="another-task")
    stage.holds(containers.a_job_that_runs("another-job", order))


def _has_failed(kind: str) -> Callable[[Stage, Sent], None]:
    def scene(stage: Stage, sent: Sent) -> None:
        order = an_order(KINDS[kind].roles[0], NODE)
        stage.holds(containers.a_job_that_failed(sent.path["job"], order))

    return scene


def _has_submission(kind: str, stage: Stage, sent: Sent) -> None:
    task, number = sent.path["task"], int(sent.path["round"])
    order = an_order(KINDS[kind].roles[0], NODE, task=task, round_number=number)
    stage.holds(containers.a_job_that_succeeded("job-1", order))


def _is_confirmed(kind: str, stage: Stage, sent: Sent) -> None:
    role = sent.body["role"]
    stage.clear()
    if (role == "planner") == (kind == "planner"):
        stage.coordinator.will_answer(*_CONFIRMED[role])
    else:
        stage.coordinator.will_answer(_UNKNOWN[kind])
    sent.body["work"] = _WORK[role]
