"""Todos: claimed by workers, delivered as pull requests, or given back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pro_me_the_us.coordinator import models as wire
from pro_me_the_us.endpoint import Answer
from swarm.coordinator import store
from swarm.coordinator.records import Claim
from swarm.coordinator.service.claims import require_deliverable, require_same, require_unaudited
from swarm.coordinator.service.desk import MAX_ATTEMPTS, holder_of, no_database, require_node

if TYPE_CHECKING:
    from datetime import datetime

    from pro_me_the_us.auth.tokens import Identity
    from swarm.coordinator.records import Assignment, Holder, TodoState, Work
    from swarm.coordinator.service.desk import Desk
    from swarm.coordinator.store import Connection

_OVERDUE_AT_ONCE: Final = 50


def claim_todo(desk: Desk, request: wire.ClaimTodo, caller: Identity) -> Answer[wire.TodoClaim]:
    desk.admit(caller, round_number=request.round)
    now = desk.now()
    claim = Claim(
        holder=holder_of(caller, request.round),
        github_username=request.github_username,
        claimed_at=now,
        expires_at=now + desk.lease,
    )
    work = _claim_at_once(desk, claim) if caller.is_delegated else None
    if work is not None:
        return Answer(201, _todo_claim(work, claim.expires_at))
    with desk.writing_for(caller) as connection:
        return _claim(desk, connection, claim)


def register_pull_request(
    desk: Desk, request: wire.RegisterPullRequest, caller: Identity
) -> wire.PullRequest:
    desk.admit(caller, round_number=request.round)
    if request.stage == "final":
        require_node(caller, "register a final pull request")
    holder, refusal = holder_of(caller, request.round), wire.TodoNotAssigned
    with desk.writing_for(caller) as connection:
        # Before any lock of a row, as an audit does.
        audit = store.await_audit(connection, holder.task, holder.round)
        _, held = _find_held(connection, request.todo, holder)
        if held.stage == "final":
            require_same(held, request.url)
            return _pull_request(request, "final")
        require_deliverable(connection, held, of=store.TODOS, refusal=refusal)
        if request.stage == "final":
            require_same(held, request.url)
            require_unaudited(audit, refusal=refusal)
            store.submit(connection, held.work, forgiven=int(held.outcome == "expired"))
        store.set_pull_request(connection, holder, url=request.url, stage=request.stage)
    return _pull_request(request, request.stage)


def return_todo(desk: Desk, request: wire.ReturnTodo, caller: Identity) -> wire.Todo:
    desk.admit(caller, round_number=request.round)
    require_node(caller, "return a todo")
    holder = holder_of(caller, request.round)
    with desk.writing_for(caller) as connection:
        todo, held = _find_held(connection, request.todo, holder)
        if held.outcome == "failed":
            # Told twice, because the first answer was lost.
            return _todo(todo)
        if not held.is_open:
            raise wire.TodoNotAssigned
        store.close_assignments(connection, (held.work,), outcome="failed", reason=request.reason)
        store.requeue(connection, (held.work,), max_attempts=MAX_ATTEMPTS)
        return _todo(store.find_todo(connection, held.work) or todo)


def read_todo(desk: Desk, request: wire.ReadTodo, caller: Identity) -> wire.Todo:
    desk.admit(caller)
    with desk.reading() as connection:
        todo = store.find_todo(connection, request.todo)
    if todo is None:
        raise wire.TodoUnknown
    return _todo(todo)


def _claim_at_once(desk: Desk, claim: Claim) -> Work | None:
    """What nearly every claim is: the next todo, for a token that need not be burnt."""
    try:
        return desk.store.write_once(lambda channel: store.assign_next(channel, claim))
    except store.StoreDown as error:
        raise no_database() from error


def _claim(desk: Desk, connection: Connection, claim: Claim) -> Answer[wire.TodoClaim]:
    """The answer to a claim, whatever stands in its way."""
    work = store.assign_next(connection, claim)
    if work is not None:
        return Answer(201, _todo_claim(work, claim.expires_at))
    held = store.find_assignment(connection, claim.holder)
    if held is not None and not held.holds_at(claim.claimed_at):
        raise wire.RoundCompleted
    if held is not None:
        work = store.read_work(connection, held.work)
        return Answer(200, _todo_claim(work, held.expires_at))
    next_work = take_next(desk, connection, claim)
    if next_work is None:
        return Answer(204)
    return Answer(201, _todo_claim(next_work, claim.expires_at))


def take_next(desk: Desk, connection: Connection, claim: Claim) -> Work | None:
    """The first todo of the queue, into which those whose lease has run out return first."""
    while True:
        returned = _expire(desk, connection, claim.claimed_at)
        work = store.assign_next_anyway(connection, claim)
        # A whole batch may have failed for good, and more may be behind it.
        if work is not None or returned < _OVERDUE_AT_ONCE:
            return work


def _expire(desk: Desk, connection: Connection, now: datetime) -> int:
    overdue = store.find_overdue(connection, now=now, limit=_OVERDUE_AT_ONCE)
    if overdue:
        store.close_assignments(connection, overdue, outcome="expired", reason="the lease ran out")
        store.requeue(connection, overdue, max_attempts=MAX_ATTEMPTS)
        desk.metrics.count_expiries("todo", len(overdue))
    return len(overdue)


def _find_held(connection: Connection, todo: str, holder: Holder) -> tuple[TodoState, Assignment]:
    found = store.lock_todo(connection, todo)
    if found is None:
        raise wire.TodoUnknown
    held = store.find_assignment(connection, holder)
    if held is None or held.work != todo:
        raise wire.TodoNotAssigned
    return found, held


def _pull_request(request: wire.RegisterPullRequest, stage: wire.Stage) -> wire.PullRequest:
    return wire.PullRequest(todo=request.todo, url=request.url, stage=stage)


def _todo(todo: TodoState) -> wire.Todo:
    return wire.Todo(
        todo=todo.uuid,
        issue=todo.issue,
        title=todo.title,
        status=todo.status,
        repository=todo.repository,
        branch=todo.issue,
    )


def _todo_claim(work: Work, expires_at: datetime) -> wire.TodoClaim:
    phases = [wire.Phase(prompt=phase.prompt, tools=list(phase.tools)) for phase in work.phases]
    return wire.TodoClaim(
        todo=work.todo,
        issue=work.issue,
        bounty=work.bounty,
        title=work.title,
        description=work.description,
        acceptance_criteria=list(work.acceptance_criteria),
        phases=phases,
        repository=work.repository,
        # An aggregator's branch bears the name of its issue.
        branch=work.issue,
        dependency_pull_requests=list(work.dependency_pull_requests),
        system_prompt=work.system_prompt,
        expires_at=expires_at,
    )
