"""The coordinator's part: each request meets work in the states that it may be in, by turns."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, Final

from pro_me_the_us.participants import COORDINATOR
from providers import coordinator as states
from providers.coordinator import WEBSITE_TOKEN
from providers.coordinator_rows import BOUNTY, PULL_REQUEST, a_bounty
from providers.tokens import NODE, OTHER_NODE, TASK, node_token
from swarm.coordinator import store
from tests.openapi.witness import Part

if TYPE_CHECKING:
    from collections.abc import Callable

    from providers.coordinator import Stage
    from providers.states import State
    from tests.openapi.witness import Sent

    Scene = Callable[[Stage, Sent], None]

_DIGEST: Final = "0" * 64
_LEADERS_PULL_REQUEST: Final = "forge://octo-org/demo/pulls/2"
_WEBSITE: Final = frozenset({"bounty.create", "bounty.list", "bounty.read"})


def make_token(sent: Sent, scopes: tuple[str, ...]) -> str:
    """The website's for bounties; for all else one of a node, good for this one request."""
    if sent.operation in _WEBSITE:
        return WEBSITE_TOKEN
    return node_token(NODE, " ".join(scopes), audience=COORDINATOR)["token"]


def _when(state: State, *named: str, **given: Any) -> Scene:
    """A state, whose parameters that are `named` are taken from the request."""

    def scene(stage: Stage, sent: Sent) -> None:
        state(stage, **{name: _read(sent, name) for name in named}, **given)

    return scene


def _read(sent: Sent, name: str) -> Any:
    return sent.path[name] if name in sent.path else sent.body[name]


def _a_bounty_exists(stage: Stage, sent: Sent) -> None:
    stage.clear()
    with stage.store.writing() as connection:
        store.insert_bounty(connection, a_bounty(bounty=_read(sent, "bounty")))


def _a_bounty_is_under_way(stage: Stage, sent: Sent) -> None:
    states.a_bounty_is_under_way(stage)
    sent.path["bounty"] = BOUNTY


def _a_submission_exists(stage: Stage, sent: Sent) -> None:
    """Of the role, and the request names it."""
    submitted: dict[str, tuple[State, dict[str, str]]] = {
        "worker": (states.another_key_has_submitted_a_todo, {"pull_request": PULL_REQUEST}),
        "leader": (
            states.another_key_has_submitted_an_issue,
            {"pull_request": _LEADERS_PULL_REQUEST},
        ),
        "planner": (
            partial(states.another_key_has_submitted_a_plan, plan=_DIGEST),
            {"plan": _DIGEST},
        ),
    }
    state, named = submitted[sent.body["role"]]
    state(stage, round=sent.body["round"])
    for name in ("pull_request", "plan"):
        sent.body.pop(name, None)
    sent.body.update(staking_key=OTHER_NODE.public, bounty=BOUNTY, **named)


def _a_list_exists(stage: Stage, sent: Sent) -> None:
    sent.path["task"] = TASK
    number = int(sent.path["round"])
    states.the_chain_has_a_list_of_the_round(stage, task=TASK, round=number)


def _no_list_exists(stage: Stage, sent: Sent) -> None:
    sent.path["task"] = TASK
    number = int(sent.path["round"])
    states.the_chain_has_no_list_of_the_round(stage, task=TASK, round=number)


_holds_issue = _when(states.the_key_holds_an_issue, "issue", "round")
_holds_todo = _when(states.the_key_holds_a_todo, "todo", "round")
_holds_spec = _when(states.the_key_holds_a_spec, "spec", "round")

PART: Final[Part[Stage]] = Part(
    make_token,
    scenes={
        "bounty.list": (_when(states.a_bounty_is_under_way), _when(states.no_bounty_is_known)),
        "bounty.read": (
            _a_bounty_exists,
            _a_bounty_is_under_way,
            _when(states.no_bounty_is_known),
        ),
        "spec.claim": (
            _when(states.a_bounty_waits_for_a_plan),
            _when(states.the_key_holds_a_spec, "round", spec=BOUNTY),
            _when(states.no_bounty_waits_for_a_plan),
            _when(states.the_key_has_finished_its_plan, "round", spec=BOUNTY),
        ),
        "plan.submit": (_holds_spec, _when(states.another_key_holds_the_spec, "spec", "round")),
        "spec.return": (_holds_spec, _when(states.another_key_holds_the_spec, "spec", "round")),
        "issue.aggregate": (
            _when(states.an_issue_needs_an_aggregator),
            _when(states.the_key_aggregates_an_issue, "round", issue="issue-1"),
            _when(states.no_issue_needs_an_aggregator),
        ),
        "aggregator.register": (
            _when(states.the_key_aggregates_an_issue, "issue", "round"),
            _holds_issue,
        ),
        "issue.claim": (
            _when(states.an_issue_is_ready),
            _when(states.the_key_holds_an_issue, "round", issue="issue-1"),
            _when(states.no_issue_is_ready),
            _when(states.the_key_has_finished_its_issue, "round", issue="issue-1"),
        ),
        "issue.register_pull_request": (
            _holds_issue,
            _when(states.another_key_holds_the_issue, "issue", "round"),
            _when(states.the_key_has_a_draft_of_an_issue, "issue", "round", "url"),
            _when(states.the_key_has_finished_its_issue, "issue", "round"),
        ),
        "issue.return": (_holds_issue, _when(states.another_key_holds_the_issue, "issue", "round")),
        "issue.read": (
            _when(states.the_key_holds_an_issue, "issue", round=7),
            _when(states.no_issue_is_ready),
        ),
        "todo.claim": (
            _when(states.a_todo_is_ready),
            _when(states.the_key_holds_a_todo, "round", todo="todo-1"),
            _when(states.no_todo_is_ready),
            _when(states.the_key_has_finished_its_todo, "round", todo="todo-1"),
        ),
        "todo.register_pull_request": (
            _holds_todo,
            _when(states.another_key_holds_the_todo, "todo", "round"),
            _when(states.the_key_has_a_draft, "todo", "round", "url"),
            _when(states.the_key_has_finished_its_todo, "todo", "round"),
        ),
        "todo.return": (_holds_todo, _when(states.another_key_holds_the_todo, "todo", "round")),
        "todo.read": (
            _when(states.the_key_holds_a_todo, "todo", round=7),
            _when(states.no_todo_is_ready),
        ),
        "submission.check": (_a_submission_exists, _when(states.no_todo_is_ready)),
        "round.audit": (_a_list_exists, _no_list_exists),
    },
    picky={
        "bounty.list": "a cursor is what a page gave as its next",
        "plan.submit": "todos wait for todos of the same plan, and not for each other",
        "submission.check": "a role's submission has a pull request, or a plan",
    },
    unreached={
        ("round.audit", 202): "SQLite has one writer: who asks meanwhile waits, and is told 200",
    },
)
