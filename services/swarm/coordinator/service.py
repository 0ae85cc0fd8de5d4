"""What the coordinator does for those who call it: each use case is one transaction."""

from __future__ import annotations

import zlib
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from pro_me_the_us.coordinator import models as wire
from pro_me_the_us.endpoint import Answer
from pro_me_the_us.errors import Forbidden, Unauthorized, Unavailable
from swarm.coordinator import plan as planning
from swarm.coordinator import store
from swarm.coordinator.chain import ChainUnreadable
from swarm.coordinator.records import Bounty, Claim, Holder

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime, timedelta

    from pro_me_the_us.auth.bearer import StoredToken
    from pro_me_the_us.auth.tokens import Identity
    from swarm.coordinator.chain import Chain
    from swarm.coordinator.records import Assignment, TodoState, Work
    from swarm.coordinator.store import Connection

MAX_ATTEMPTS: Final = 5
_RETRY_AFTER_S = 5
_OVERDUE_AT_ONCE = 50
# One write in so many also drops a few tokens that have expired: no table grows for ever, and no
# process has to remember when it last did.
_FORGET_EVERY = 64
_FORGET_AT_ONCE = 500


@dataclass(frozen=True)
class Coordinator:
    """The use cases, over a store and a chain."""

    store: store.Store
    chain: Chain
    task_ids: frozenset[str]
    lease: timedelta
    now: Callable[[], datetime]
    new_id: Callable[[], str]

    def create_bounty(self, request: wire.CreateBounty, _: StoredToken) -> wire.Bounty:
        bounty = Bounty(
            id=self.new_id(),
            title=request.title,
            description=request.description,
            system_prompt=request.system_prompt,
            repository=request.repository,
            status="initialized",
            created_at=self.now(),
        )
        with self._writing() as connection:
            store.insert_bounty(connection, bounty)
        return wire.Bounty(
            id=bounty.id,
            title=bounty.title,
            description=bounty.description,
            repository=bounty.repository,
            status=bounty.status,
            created_at=bounty.created_at,
        )

    def claim_todo(self, request: wire.ClaimTodo, caller: Identity) -> Answer[wire.TodoClaim]:
        self._admit(caller, round_number=request.round)
        now = self.now()
        claim = Claim(
            holder=Holder(caller.task, caller.staking_key, request.round),
            github_username=request.github_username,
            claimed_at=now,
            expires_at=now + self.lease,
        )
        work = self._claim_at_once(claim) if caller.is_delegated else None
        if work is not None:
            return Answer(201, _todo_claim(work, claim.expires_at))
        with self._writing_for(caller) as connection:
            return _claim(connection, claim)

    def register_pull_request(
        self, request: wire.RegisterPullRequest, caller: Identity
    ) -> wire.PullRequest:
        self._admit(caller, round_number=request.round)
        if request.stage == "final":
            _require_node(caller, "register a final pull request")
        holder = Holder(caller.task, caller.staking_key, request.round)
        with self._writing_for(caller) as connection:
            _, held = _find_held(connection, request.todo, holder)
            if held.stage == "final":
                _require_same(held, request.url)
                return _pull_request(request, "final")
            if held.outcome == "failed":
                raise wire.TodoNotAssigned
            if held.outcome == "expired" and not store.is_latest_assignment(connection, held):
                raise wire.TodoNotAssigned("The lease has expired, and another key has the todo.")
            if request.stage == "final":
                _require_same(held, request.url)
                store.submit(connection, held.todo, forgiven=int(held.outcome == "expired"))
            store.set_pull_request(connection, holder, url=request.url, stage=request.stage)
        return _pull_request(request, request.stage)

    def return_todo(self, request: wire.ReturnTodo, caller: Identity) -> wire.Todo:
        self._admit(caller, round_number=request.round)
        _require_node(caller, "return a todo")
        holder = Holder(caller.task, caller.staking_key, request.round)
        with self._writing_for(caller) as connection:
            todo, held = _find_held(connection, request.todo, holder)
            if held.outcome == "failed":
                # Told twice, because the first answer was lost.
                return _todo(todo)
            if not held.is_open:
                raise wire.TodoNotAssigned
            store.close_assignments(
                connection, (held.todo,), outcome="failed", reason=request.reason
            )
            store.requeue(connection, (held.todo,), max_attempts=MAX_ATTEMPTS)
            return _todo(store.find_todo(connection, held.todo) or todo)

    def read_todo(self, request: wire.ReadTodo, caller: Identity) -> wire.Todo:
        self._admit(caller)
        with self._reading() as connection:
            todo = store.find_todo(connection, request.todo)
        if todo is None:
            raise wire.TodoUnknown
        return _todo(todo)

    def check_submission(
        self, request: wire.CheckSubmission, caller: Identity
    ) -> wire.SubmissionCheck:
        self._admit(caller, round_number=request.round)
        if request.role != "worker":
            raise wire.SubmissionUnknown
        submitter = Holder(caller.task, request.staking_key, request.round)
        with self._reading() as connection:
            held = store.find_assignment(connection, submitter)
            if held is None or (held.stage, held.pull_request) != ("final", request.pull_request):
                raise wire.SubmissionUnknown
            work = store.read_work(connection, held.todo)
        if work.bounty != request.bounty:
            raise wire.SubmissionUnknown
        return wire.SubmissionCheck(
            work=work.todo, system_prompt=work.system_prompt, pull_requests=[]
        )

    def store_plan(self, bounty: str, plan: planning.Plan) -> None:
        """Keep the plan of `bounty`; todos of opened issues may be claimed from now on.

        Raises:
            PlanRefused: The bounty is unknown, or the plan does not fit; nothing was kept.
        """
        named = {uuid for todo in plan.todos for uuid in (todo.uuid, *todo.dependencies)}
        with self._writing() as connection:
            found = store.lock_bounty(connection, bounty)
            if found is None:
                raise planning.PlanRefused(f"no bounty has the id {bounty}")
            planning.check_plan(
                plan,
                bounty=bounty,
                todos=store.known_todos(connection, named),
                issues=store.known_issues(connection, {issue.uuid for issue in plan.issues}),
            )
            now = self.now()
            for issue in planning.issues_of(plan, found, now=now):
                store.insert_issue(connection, issue)
            store.insert_todos(connection, planning.todos_of(plan, found, now=now))
            store.set_bounty_status(connection, bounty, "in_progress")

    def check_ready(self) -> None:
        """Raise Unavailable while the database or the chain cannot be read."""
        try:
            self.chain.check()
            self.store.check()
        except ChainUnreadable as error:
            raise _no_stake_list(error) from error
        except store.StoreDown as error:
            raise _no_database() from error

    def _admit(self, caller: Identity, *, round_number: int | None = None) -> None:
        """What stands between a good token and any work."""
        if caller.task not in self.task_ids:
            raise wire.TaskUnknown
        if None not in {caller.round, round_number} and caller.round != round_number:
            raise Forbidden(f"The token is bound to round {caller.round}.")
        try:
            is_staked = self.chain.is_staked(caller.staking_key, caller.task)
        except ChainUnreadable as error:
            raise _no_stake_list(error) from error
        if not is_staked:
            raise wire.KeyNotStaked

    def _claim_at_once(self, claim: Claim) -> Work | None:
        """What nearly every claim is: the next todo, for a token that need not be burnt."""
        try:
            return self.store.write_once(lambda channel: store.assign_next(channel, claim))
        except store.StoreDown as error:
            raise _no_database() from error

    @contextmanager
    def _writing_for(self, caller: Identity) -> Iterator[Connection]:
        """A write that the caller's token pays for, if it is one of the node's own."""
        with self._writing() as connection:
            if not caller.is_delegated:
                if not store.burn_token(connection, caller):
                    raise Unauthorized("The token was already used.")
                if zlib.crc32(caller.token_id.encode()) % _FORGET_EVERY == 0:
                    now_s = int(self.now().timestamp())
                    store.forget_tokens(connection, now_s=now_s, limit=_FORGET_AT_ONCE)
            yield connection

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        try:
            with self.store.writing() as connection:
                yield connection
        except store.StoreDown as error:
            raise _no_database() from error

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        try:
            with self.store.reading() as connection:
                yield connection
        except store.StoreDown as error:
            raise _no_database() from error


def _claim(connection: Connection, claim: Claim) -> Answer[wire.TodoClaim]:
    """The answer to a claim, whatever stands in its way."""
    work = store.assign_next(connection, claim)
    if work is not None:
        return Answer(201, _todo_claim(work, claim.expires_at))
    held = store.find_assignment(connection, claim.holder)
    if held is not None and not held.holds_at(claim.claimed_at):
        raise wire.RoundCompleted
    if held is not None:
        work = store.read_work(connection, held.todo)
        return Answer(200, _todo_claim(work, held.expires_at))
    next_work = _take_next(connection, claim)
    if next_work is None:
        return Answer(204)
    return Answer(201, _todo_claim(next_work, claim.expires_at))


def _take_next(connection: Connection, claim: Claim) -> Work | None:
    """The first todo of the queue, into which those whose lease has run out return first."""
    while True:
        returned = _expire(connection, claim.claimed_at)
        work = store.assign_next_anyway(connection, claim)
        # A whole batch may have failed for good, and more may be behind it.
        if work is not None or returned < _OVERDUE_AT_ONCE:
            return work


def _expire(connection: Connection, now: datetime) -> int:
    overdue = store.find_overdue(connection, now=now, limit=_OVERDUE_AT_ONCE)
    if overdue:
        store.close_assignments(connection, overdue, outcome="expired", reason="the lease ran out")
        store.requeue(connection, overdue, max_attempts=MAX_ATTEMPTS)
    return len(overdue)


def _find_held(connection: Connection, todo: str, holder: Holder) -> tuple[TodoState, Assignment]:
    found = store.lock_todo(connection, todo)
    if found is None:
        raise wire.TodoUnknown
    held = store.find_assignment(connection, holder)
    if held is None or held.todo != todo:
        raise wire.TodoNotAssigned
    return found, held


def _require_node(caller: Identity, act: str) -> None:
    if caller.is_delegated:
        raise Forbidden(f"Only the node itself may {act}, not {caller.actor} for it.")


def _require_same(held: Assignment, url: str) -> None:
    if held.pull_request is None:
        raise wire.PullRequestMismatch("No draft was registered; register it first.")
    if held.pull_request != url:
        raise wire.PullRequestMismatch


def _no_stake_list(error: ChainUnreadable) -> Unavailable:
    return Unavailable(f"The stake list cannot be read: {error}.", retry_after_s=_RETRY_AFTER_S)


def _no_database() -> Unavailable:
    return Unavailable("The database does not answer.", retry_after_s=_RETRY_AFTER_S)


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
