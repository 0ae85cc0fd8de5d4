"""Todos: fetched by workers, registered as drafts and as final pull requests, and checked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from swarm.coordinator import store
from swarm.coordinator.deployed import signed
from swarm.coordinator.deployed.identities import identify
from swarm.coordinator.deployed.office import lock_bounty_of
from swarm.coordinator.deployed.pull_requests import read_pull_request
from swarm.coordinator.deployed.replies import Refused, done, handed_over, present
from swarm.coordinator.records import Claim
from swarm.coordinator.service.desk import no_database
from swarm.coordinator.service.todos import take_next
from swarm.coordinator.store import TODOS, deployed
from swarm.coordinator.store.outlook import Fetched, await_rivals, fetch_next

if TYPE_CHECKING:
    from swarm.coordinator.deployed.office import Office
    from swarm.coordinator.deployed.pull_requests import PullRequest
    from swarm.coordinator.deployed.replies import Reply
    from swarm.coordinator.deployed.requests import Call
    from swarm.coordinator.records import Assignment
    from swarm.coordinator.store import Connection

_UNKNOWN = "Todo not found"


def fetch_todo(office: Office, call: Call) -> Reply:
    asked = signed.open_signed(office, call, signed.FETCH_TODO)
    desk, now = office.desk, office.desk.now()
    claim = Claim(asked.holder, asked.username, claimed_at=now, expires_at=now + desk.lease)
    fetched = _fetch_at_once(office, claim) or _fetch(office, claim)
    work = fetched.work
    return handed_over(
        {
            "_id": identify(fetched.document, "todos", work.todo),
            "title": work.title,
            "phasesData": [{"prompt": one.prompt, "tools": list(one.tools)} for one in work.phases],
            "todo_uuid": work.todo,
            "issue_uuid": work.issue,
            "acceptance_criteria": list(work.acceptance_criteria),
            "repo_owner": work.repository.owner,
            "repo_name": work.repository.name,
            "dependency_pr_urls": list(work.dependency_pull_requests),
            "bounty_id": work.bounty,
            "system_prompt": work.system_prompt,
        }
    )


def add_pull_request(office: Office, call: Call) -> Reply:
    asked = signed.open_signed(office, call, signed.ADD_TODO_PULL_REQUEST)
    told = read_pull_request(call, asked, "Todo UUID is required")
    with office.desk.writing() as connection:
        bounty = lock_bounty_of(connection, told.work, of=TODOS, refusal=_UNKNOWN)
        state = store.lock_todo(connection, told.work)
        held = told.find_held(connection, of=TODOS)
        if state is None or held is None:
            raise Refused(409, _UNKNOWN)
        if state.status == "merged" or held.outcome == "approved":
            # There was a verdict already, and others go on from it.
            return done("Pull request URL updated")
        _register(office, connection, held, told)
        store.refresh_todos(connection, bounty)
    return done("Pull request URL updated")


def check_todo(office: Office, call: Call) -> Reply:
    asked = signed.open_signed(office, call, signed.CHECK_TODO)
    tasks, key = office.building_tasks, asked.holder.staking_key
    with office.desk.reading() as connection:
        for given in deployed.list_given(connection, key, tasks=tasks, of=TODOS):
            told = (given.github_username, given.pull_request)
            if told != (asked.username, asked.text("prUrl")):
                continue
            work = store.read_work(connection, given.work)
            if work.bounty == asked.text("bountyId"):
                data = present({"system_prompt": work.system_prompt or None})
                return done("Todo assignment verified successfully", data=data)
    raise Refused(409, "No matching todo assignment found")


def _fetch_at_once(office: Office, claim: Claim) -> Fetched | None:
    """What nearly every fetch comes to; None when that takes more than one step.

    Raises:
        Refused: The holder had its todo, or there is none.
    """
    if len(office.building_tasks) > 1:
        # Whether the key had one of another task is nothing that a single step could tell.
        return None
    try:
        found = office.desk.store.write_once(lambda channel: fetch_next(channel, claim))
    except store.StoreDown as error:
        raise no_database() from error
    if isinstance(found, Fetched):
        return found
    if found.was_given:
        raise _taken(is_done=found.has_delivered)
    if not found.may_get:
        raise _nothing(has_open_issue=found.has_open_issue)
    return None


def _fetch(office: Office, claim: Claim) -> Fetched:
    """The next todo, among those whose lease has run out as well."""
    with office.desk.writing() as connection:
        await_rivals(connection, claim.holder)
        held = _find_given(office, connection, claim)
        work = take_next(office.desk, connection, claim) if held is None else None
        if work is not None:
            return Fetched(work, deployed.find_document(connection, "todos", work.todo))
        # A rival of the same holder may have been faster.
        held = held or _find_given(office, connection, claim)
        if held is not None:
            raise _taken(is_done=held.pull_request is not None and held.stage == "final")
        raise _nothing(has_open_issue=deployed.has_open_issue(connection))


def _find_given(office: Office, connection: Connection, claim: Claim) -> Assignment | None:
    """What the key was given in the round, in whichever task."""
    key, number = claim.holder.staking_key, claim.holder.round
    return deployed.find_given(connection, key, number, tasks=office.building_tasks, of=TODOS)


def _taken(*, is_done: bool) -> Refused:
    return Refused(409, "Task already completed" if is_done else "Task already assigned")


def _nothing(*, has_open_issue: bool) -> Refused:
    if has_open_issue:
        return Refused(409, "No todos with completed dependencies available")
    return Refused(409, "No active issues found")


def _register(office: Office, connection: Connection, held: Assignment, told: PullRequest) -> None:
    deployed.deliver_as_deployed(
        connection, held, url=told.url, final_round=told.final_round, of=TODOS
    )
    if told.is_final:
        # At once: whoever deployed this does not wait for the verdict.
        deployed.set_work(
            connection, held.work, of=TODOS, status="approved", ready=False, lease_expires_at=None
        )
        return
    deployed.set_work(connection, held.work, of=TODOS, status="in_progress", ready=False)
    until = office.desk.now() + office.desk.lease
    deployed.extend(connection, held, until=until, of=TODOS)
