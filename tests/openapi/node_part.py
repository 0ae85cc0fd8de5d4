"""A node's part: the coordinator, which is played, takes whatever result is reported."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from providers import planner_node, worker_node
from providers.coordinator_rows import BOUNTY, PULL_REQUEST
from providers.tokens import NODE, container_token
from swarm.node.kinds import KINDS
from tests.openapi.container_part import PLAYED
from tests.openapi.witness import Part

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from providers.nodes import Stage
    from tests.openapi.witness import Sent

OPERATOR_TOKEN: Final = "the-operator-of-the-openapi-run"
_LOGS: Final = "lines of a container's log"
_SUCCEEDED: Final[Mapping[str, Callable[[Stage], None]]] = {
    "worker": worker_node.the_coordinator_accepts_the_final_pull_request,
    "leader": worker_node.the_coordinator_accepts_the_final_pull_request_of_the_issue,
    "aggregator": worker_node.the_coordinator_accepts_the_aggregators_repository,
    "planner": planner_node.the_coordinator_takes_the_spec_back,
}
_FAILED: Final[Mapping[str, Callable[[Stage], None]]] = {
    "worker": worker_node.the_coordinator_takes_the_todo_back,
    "leader": worker_node.the_coordinator_takes_the_issue_back,
    "aggregator": worker_node.the_coordinator_takes_the_issue_back,
    "planner": planner_node.the_coordinator_takes_the_spec_back,
}
_WORK: Final = {"worker": "todo-1", "leader": "issue-1", "aggregator": "issue-1", "planner": BOUNTY}


def part_of(role: str) -> Part[Stage]:
    """The part of the node whose role that is."""
    return Part(
        partial(_make_token, role),
        scenes={
            "result.report": (partial(_take_result, role), partial(_refuse_result, role)),
            "log.record": (_take_logs,),
        },
        picky={"result.report": "an outcome has what it needs, and a node has its own roles"},
        excused={
            ("not_a_server_error", "readiness.read"): PLAYED,
            ("positive_data_acceptance", "readiness.read"): PLAYED,
        },
        unreached={("readiness.read", 200): PLAYED},
    )


def _make_token(role: str, sent: Sent, scopes: tuple[str, ...]) -> str:
    if sent.operation == "round.read":
        return OPERATOR_TOKEN
    kind = KINDS[role]
    told = str(sent.path.get("round", 7))
    # As it came over the wire; what is no round is refused, whatever the token.
    number = int(told) if told.isdecimal() and len(told) < 11 else 7
    return container_token(
        NODE, " ".join(scopes), audience=kind.node, round_number=number, actor=kind.container
    )["token"]


def _take_result(kind: str, stage: Stage, sent: Sent) -> None:
    role = sent.path["role"]
    if kind == "planner" and role == "planner" and sent.body["outcome"] == "succeeded":
        # Its plan would be looked for in the round's submission; the pact has that of one round.
        sent.body.update(outcome="failed", reason="the plan has gone")
    sent.body["work"] = _WORK[role]
    outcomes = _SUCCEEDED if sent.body["outcome"] == "succeeded" else _FAILED
    if (role == "planner") == (kind == "planner"):
        outcomes[role](stage)
    stage.coordinator.will_answer(_LOGS)


def _refuse_result(kind: str, stage: Stage, sent: Sent) -> None:
    """If it is the pull request of a worker's todo, which another key has by now."""
    if kind == "planner" or sent.body["outcome"] == "failed":
        return _take_result(kind, stage, sent)
    sent.path["role"] = "worker"
    sent.body.update(work=_WORK["worker"], pull_request=PULL_REQUEST)
    worker_node.the_coordinator_has_given_the_todo_to_another_key(stage)
    return stage.coordinator.will_answer(_LOGS)


def _take_logs(stage: Stage, _sent: Sent) -> None:
    stage.clear()
    stage.coordinator.will_answer(_LOGS)
