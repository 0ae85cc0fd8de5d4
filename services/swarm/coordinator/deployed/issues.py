"""Issues: aggregated by whoever comes first, fetched by leaders, registered, and checked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pydantic import ValidationError

from pro_me_the_us.coordinator.models import RoundCompleted
from pro_me_the_us.fields import Repository
from swarm.coordinator import store
from swarm.coordinator.deployed import signed
from swarm.coordinator.deployed.office import lock_bounty_of
from swarm.coordinator.deployed.pull_requests import read_pull_request
from swarm.coordinator.deployed.replies import (
    INVALID_BODY,
    UNVERIFIED,
    Refused,
    Reply,
    done,
    handed_over,
    present,
)
from swarm.coordinator.deployed.requests import text_in
from swarm.coordinator.records import Claim
from swarm.coordinator.service.claims import expire, take
from swarm.coordinator.store import ISSUES, deployed
from swarm.coordinator.store.outlook import await_rivals
from swarm.coordinator.transfer.assignees import AGGREGATORS_LEASE, LEADERS_LEASE

if TYPE_CHECKING:
    from swarm.coordinator.deployed.office import Office
    from swarm.coordinator.deployed.requests import Call
    from swarm.coordinator.deployed.signed import Signed
    from swarm.coordinator.records import Assignment, Holder, IssueState
    from swarm.coordinator.store import Connection

_UNKNOWN: Final = "Issue not found"
_UNOPENED: Final = frozenset({"initialized", "aggregator_pending"})


def assign_issue(office: Office, call: Call) -> Reply:
    if not text_in(call.body, "githubUsername"):
        raise Refused(401, INVALID_BODY)
    now = office.desk.now()
    with office.desk.writing() as connection:
        expire(office.desk, connection, store.AGGREGATING, now)
        until = now + AGGREGATORS_LEASE
        found = store.hold_first(connection, store.AGGREGATING, until=until)
        issue = None if found is None else store.find_issue(connection, found)
    if issue is None:
        raise Refused(409, "No issues available for assignment")
    told = present(
        {
            "issueId": issue.uuid,
            "repoOwner": issue.fork_owner,
            "repoName": issue.source.name,
            "bountyId": issue.bounty,
            "forkUrl": issue.fork_url,
        }
    )
    return done("Issue assigned", **told)


def add_aggregator(office: Office, call: Call) -> Reply:
    asked = signed.open_signed(office, call, signed.CREATE_REPOSITORY)
    with office.desk.writing() as connection:
        bounty = lock_bounty_of(connection, asked.text("issueUuid"), of=ISSUES, refusal=_UNKNOWN)
        issue = store.lock_issue(connection, asked.text("issueUuid"))
        if issue is None:
            raise Refused(409, _UNKNOWN)
        repository = _read_repository(asked, issue)
        is_known = issue.status == "in_progress" and issue.repository == repository
        if issue.status not in _UNOPENED and not is_known:
            # Its todos are worked on in another repository, and would be lost to it.
            raise Refused(409, _UNKNOWN)
        store.open_issue(connection, issue, repository)
        number = deployed.count_todos(connection, issue.uuid, bounty)
    return done("Aggregator info added and todos updated", todosUpdated=number)


def fetch_issue(office: Office, call: Call) -> Reply:
    asked = signed.open_signed(office, call, signed.FETCH_ISSUE)
    desk, now = office.desk, office.desk.now()
    claim = Claim(asked.holder, asked.username, claimed_at=now, expires_at=now + LEADERS_LEASE)
    with desk.writing() as connection:
        await_rivals(connection, asked.holder)
        held = _find_given(office, connection, asked.holder)
        if held is not None:
            _require_held(held)
            return handed_over(_issue_data(connection, held.work))
        try:
            taken = take(desk, connection, store.LEADING, claim)
        except RoundCompleted:
            # A rival of the same holder was faster, and has finished.
            raise Refused(409, "Issue already completed") from None
        if taken is None:
            raise Refused(409, "No eligible issues found")
        data = _issue_data(connection, taken.work)
    return handed_over({**data, "aggregator_owner": data["repo_owner"]})


def add_pull_request(office: Office, call: Call) -> Reply:
    asked = signed.open_signed(office, call, signed.ADD_ISSUE_PULL_REQUEST)
    told = read_pull_request(call, asked, "Issue UUID is required")
    with office.desk.writing() as connection:
        lock_bounty_of(connection, told.work, of=ISSUES, refusal=_UNKNOWN)
        issue = store.lock_issue(connection, told.work)
        held = told.find_held(connection, of=ISSUES)
        if issue is None or held is None:
            raise Refused(409, _UNKNOWN)
        if held.outcome == "approved":
            # There was a verdict already, and others go on from it.
            return done("Issue PR added")
        deployed.deliver_as_deployed(
            connection, held, url=told.url, final_round=told.final_round, of=ISSUES
        )
        if told.is_final:
            store.deliver(connection, store.LEADING, issue.uuid, status="in_review")
        else:
            until = office.desk.now() + LEADERS_LEASE
            store.hold(connection, store.LEADING, issue.uuid, until=until)
            deployed.extend(connection, held, until=until, of=ISSUES)
    return done("Issue PR added")


def check_issue(office: Office, call: Call) -> Reply:
    asked = signed.open_signed(office, call, signed.CHECK_ISSUE)
    with office.desk.reading() as connection:
        held = _find_given(office, connection, asked.holder)
        issue = None if held is None else store.find_issue(connection, held.work)
        is_it = (
            held is not None
            and issue is not None
            and (held.pull_request, issue.bounty) == (asked.text("prUrl"), asked.text("bountyId"))
        )
        if issue is None or not is_it:
            raise Refused(409, "No matching issue assignment found")
        data = {
            "pr_list": _list_pull_requests(connection, issue),
            "issue_uuid": issue.uuid,
            "system_prompt": issue.system_prompt or None,
        }
    return done("Issue assignment verified successfully", data=present(data))


def read_source(office: Office, call: Call) -> Reply:
    work = text_in(call.path, "uuid")
    kind = "Issue" if call.path["node_type"] == "leader" else "Todo"
    with office.desk.reading() as connection:
        source = (_source_of_issue if kind == "Issue" else _source_of_todo)(connection, work)
    if source is None:
        raise Refused(409, f"{kind} not found", data=None)
    owner, name = source
    return done(f"{kind} found", data=present({"repoOwner": owner, "repoName": name}))


def _source_of_issue(connection: Connection, work: str) -> tuple[str | None, str] | None:
    issue = store.find_issue(connection, work)
    return None if issue is None else (issue.fork_owner, issue.source.name)


def _source_of_todo(connection: Connection, work: str) -> tuple[str | None, str] | None:
    todo = store.find_todo(connection, work)
    return None if todo is None else (todo.repository.owner, todo.repository.name)


def _read_repository(asked: Signed, issue: IssueState) -> Repository:
    try:
        return Repository(owner=asked.username, name=issue.repository.name)
    except ValidationError as error:
        raise Refused(401, UNVERIFIED) from error


def _find_given(office: Office, connection: Connection, holder: Holder) -> Assignment | None:
    """The issue that the key was given in the round."""
    return deployed.find_given(
        connection, holder.staking_key, holder.round, tasks=office.building_tasks, of=ISSUES
    )


def _require_held(held: Assignment) -> None:
    if held.stage == "final":
        raise Refused(409, "Issue already completed")
    if held.outcome is not None:
        # It is somebody else's by now.
        raise Refused(409, "No eligible issues found")


def _issue_data(connection: Connection, uuid: str) -> dict[str, object]:
    issue = store.lock_issue(connection, uuid)
    if issue is None:
        raise LookupError(f"issue {uuid} was given away, and is not there")
    return {
        "repo_owner": issue.repository.owner,
        "repo_name": issue.repository.name,
        "issue_uuid": issue.uuid,
        "pr_list": _list_pull_requests(connection, issue),
        "bounty_id": issue.bounty,
        "fork_owner": issue.fork_owner,
    }


def _list_pull_requests(connection: Connection, issue: IssueState) -> dict[str, list[str]]:
    listed: dict[str, list[str]] = {}
    for key, url in deployed.list_pull_requests(connection, issue.uuid, issue.bounty):
        listed.setdefault(key, []).append(url)
    return listed
