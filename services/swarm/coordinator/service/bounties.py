"""Bounties: registered by the website, which sees what becomes of them."""

from __future__ import annotations

import base64
import binascii
import re
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Final

from pro_me_the_us.coordinator import models as wire
from pro_me_the_us.errors import FieldError, InvalidRequest
from swarm.coordinator import store
from swarm.coordinator.records import Bounty
from swarm.coordinator.service.repeats import answer_once, ask

if TYPE_CHECKING:
    from pro_me_the_us.auth.bearer import StoredToken
    from swarm.coordinator.records import Assignment, IssueLine, TodoLine
    from swarm.coordinator.service.desk import Desk

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND: Final = timedelta(microseconds=1)
_PLACE: Final = re.compile(r"([0-9]{1,17}):([A-Za-z0-9_-]{1,64})")


def create_bounty(
    desk: Desk, request: wire.CreateBounty, caller: StoredToken, *, key: str | None = None
) -> wire.Bounty:
    """Register a bounty; asked again with the same `key`, answer as the first time."""
    bounty = Bounty(
        id=desk.new_id(),
        title=request.title,
        description=request.description,
        system_prompt=request.system_prompt,
        repository=request.repository,
        status="initialized",
        created_at=desk.now(),
    )
    question = ask(request, caller=f"token:{caller.holder}", key=key)
    with desk.writing() as connection:

        def insert() -> wire.Bounty:
            store.insert_bounty(connection, bounty)
            return _bounty(bounty)

        return answer_once(connection, question, insert, model=wire.Bounty, now=desk.now())


def list_bounties(desk: Desk, request: wire.ListBounties, _: StoredToken) -> wire.BountyPage:
    after = None if request.after is None else _read_cursor(request.after)
    with desk.reading() as connection:
        # One more than the page holds tells whether there is another.
        found = store.list_bounties(
            connection, after=after, limit=request.limit + 1, status=request.status
        )
    page = found[: request.limit]
    return wire.BountyPage(
        items=[_bounty(bounty) for bounty in page],
        next=_write_cursor(page[-1]) if len(found) > len(page) else None,
    )


def read_bounty(desk: Desk, request: wire.ReadBounty, _: StoredToken) -> wire.BountyProgress:
    with desk.reading() as connection:
        progress = store.read_progress(connection, request.bounty)
    if progress is None:
        raise wire.BountyUnknown
    bounty = progress.bounty
    return wire.BountyProgress(
        id=bounty.id,
        title=bounty.title,
        description=bounty.description,
        repository=bounty.repository,
        status=bounty.status,
        created_at=bounty.created_at,
        planning=progress.planning,
        issues=[_issue(line) for line in progress.issues],
    )


def _bounty(bounty: Bounty) -> wire.Bounty:
    return wire.Bounty(
        id=bounty.id,
        title=bounty.title,
        description=bounty.description,
        repository=bounty.repository,
        status=bounty.status,
        created_at=bounty.created_at,
    )


def _issue(line: IssueLine) -> wire.IssueProgress:
    return wire.IssueProgress(
        issue=line.uuid,
        title=line.title,
        status=line.status,
        assignees=[_assignee(one) for one in line.assignments],
        todos=[_todo(todo) for todo in line.todos],
    )


def _todo(line: TodoLine) -> wire.TodoProgress:
    return wire.TodoProgress(
        todo=line.uuid,
        title=line.title,
        status=line.status,
        assignees=[_assignee(one) for one in line.assignments],
    )


def _assignee(assignment: Assignment) -> wire.Assignee:
    return wire.Assignee(
        staking_key=assignment.holder.staking_key,
        github_username=assignment.github_username,
        round=assignment.holder.round,
        pull_request=assignment.pull_request,
        outcome=assignment.outcome,
    )


def _write_cursor(last: Bounty) -> str:
    place = f"{(last.created_at - _EPOCH) // _MICROSECOND}:{last.id}"
    return base64.urlsafe_b64encode(place.encode()).rstrip(b"=").decode()


def _read_cursor(cursor: str) -> tuple[datetime, str]:
    try:
        place = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode("ascii")
    except (binascii.Error, UnicodeDecodeError):
        place = ""
    read = _PLACE.fullmatch(place)
    if read is None:
        raise InvalidRequest(errors=(FieldError("/after", "is no page's `next`"),))
    return _EPOCH + int(read[1]) * _MICROSECOND, read[2]
