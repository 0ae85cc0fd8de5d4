"""The deployed routes: which are served, by what, and what has come in their place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from swarm.coordinator.deployed import audits, issues, planning, records, todos, website
from swarm.coordinator.deployed.replies import Reply

if TYPE_CHECKING:
    from collections.abc import Callable

    from swarm.coordinator.deployed.office import Office
    from swarm.coordinator.deployed.requests import Call

Entry = Literal["open", "website", "either"]
"""Whom a route lets in: anybody, the website with its token, or as the operator says."""


@dataclass(frozen=True, slots=True)
class Route:
    """`successor` is the path of v1 that does the same."""

    method: str
    path: str
    handle: Callable[[Office, Call], Reply]
    successor: str
    entry: Entry = "open"
    max_age_s: int | None = None

    @property
    def name(self) -> str:
        """What requests are counted and logged as."""
        words = self.path.strip("/").replace("{", "").replace("}", "")
        return f"deployed.{words.replace('/', '.') or 'root'}"


def greet(_: Office, __: Call) -> Reply:
    return Reply(200, "Hello World!")


def say_hello(_: Office, __: Call) -> Reply:
    return Reply(200, {"status": 200, "message": "running"})


_BUILDER: Final = "/api/builder"
_PLANNER: Final = "/api/planner"
_AUDIT: Final = "/v1/tasks/{task}/rounds/{round}/audit"

ROUTES: Final = (
    Route("GET", "/", greet, "/healthz"),
    Route("GET", "/api/hello", say_hello, "/healthz"),
    Route("POST", f"{_BUILDER}/fetch-to-do", todos.fetch_todo, "/v1/todos/claims"),
    Route(
        "POST",
        f"{_BUILDER}/add-aggregator-info",
        issues.add_aggregator,
        "/v1/issues/{issue}/aggregator",
    ),
    Route(
        "POST",
        f"{_BUILDER}/add-pr-to-to-do",
        todos.add_pull_request,
        "/v1/todos/{todo}/pull-request",
    ),
    Route(
        "POST",
        f"{_BUILDER}/add-issue-pr",
        issues.add_pull_request,
        "/v1/issues/{issue}/pull-request",
    ),
    Route("POST", f"{_BUILDER}/check-to-do", todos.check_todo, "/v1/submissions/checks"),
    Route("POST", f"{_BUILDER}/assign-issue", issues.assign_issue, "/v1/issues/aggregations"),
    Route("POST", f"{_BUILDER}/fetch-issue", issues.fetch_issue, "/v1/issues/claims"),
    Route("POST", f"{_BUILDER}/check-issue", issues.check_issue, "/v1/submissions/checks"),
    Route("POST", f"{_BUILDER}/record-log", records.record_log, "/v1/logs"),
    Route("POST", f"{_BUILDER}/record-error-log", records.record_error_log, "/v1/logs"),
    Route(
        "GET",
        f"{_BUILDER}/get-source-repo/{{node_type}}/{{uuid}}",
        issues.read_source,
        "/v1/issues/{issue}",
    ),
    Route("POST", f"{_BUILDER}/record-message", records.record_message, "/v1/messages"),
    Route(
        "POST",
        f"{_BUILDER}/record-builder-message",
        records.record_builder_message,
        "/v1/messages",
    ),
    Route("POST", f"{_BUILDER}/update-audit-result", audits.update_audit, _AUDIT),
    Route("POST", f"{_PLANNER}/fetch-planner-todo", planning.fetch_spec, "/v1/specs/claims"),
    Route("POST", f"{_PLANNER}/add-pr-to-planner-todo", planning.add_plan, "/v1/specs/{spec}/plan"),
    Route("POST", f"{_PLANNER}/check-planner", planning.check_planner, "/v1/submissions/checks"),
    Route("POST", f"{_PLANNER}/trigger-fetch-audit-result", planning.audit_planners, _AUDIT),
    Route(
        "GET",
        "/api/prometheus/get-assigned-nodes",
        website.read_assigned_nodes,
        "/v1/bounties/{bounty}",
    ),
    Route(
        "GET",
        "/prometheus/v2/info",
        website.read_info_v2,
        "/v1/bounties/{bounty}",
        "website",
        max_age_s=5,
    ),
    Route(
        "GET",
        "/prometheus/v3/info",
        website.read_info_v3,
        "/v1/bounties/{bounty}",
        "either",
    ),
)
"""In the order in which the deployed coordinator mounts them; others of its are not served."""

MOUNTS: Final = ("/api", "/summarizer", "/bug-finder", "/prometheus", "/star")
"""Where a path that is not served is answered as the deployed coordinator would."""
