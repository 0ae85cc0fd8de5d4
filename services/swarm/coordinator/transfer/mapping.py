"""Deployed documents, as works of ours; what cannot be one says why, and is only kept."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Generic, TypeVar

from pydantic import ValidationError

from pro_me_the_us.fields import Repository
from swarm.coordinator.records import Assignment, Audit, Bounty, Holder, Issue, Phase, Todo
from swarm.coordinator.store.imports import PlannedSpec
from swarm.coordinator.transfer.assignees import (
    AGGREGATORS_LEASE,
    LEADERS_LEASE,
    LEASE,
    MAX_ATTEMPTS,
    MAX_ROUND,
    keep_free,
    name_work,
    read_assignees,
    settle,
    storable,
)
from swarm.coordinator.transfer.documents import text_of, time_of, whole_of

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet
    from datetime import datetime

    from swarm.coordinator.records import AuditStatus
    from swarm.coordinator.transfer.assignees import Assignee
    from swarm.coordinator.transfer.documents import Document

T = TypeVar("T")

_IDENTIFIER: Final = re.compile(r"[A-Za-z0-9_-]{1,64}")
_TODO_STATUSES: Final = {
    "initialized": "initialized",
    "in_progress": "in_progress",
    "in_review": "in_review",
    "approved": "approved",
    "merged": "merged",
    "failed": "failed",
    "draft_pr_received": "in_progress",
    "pr_received": "in_review",
    "done": "approved",
}
_ISSUE_STATUSES: Final = frozenset(
    {
        "initialized",
        "aggregator_pending",
        "in_progress",
        "assign_pending",
        "assigned",
        "in_review",
        "approved",
        "submitted",
        "merged",
        "failed",
    }
)
_AUDIT_STATUSES: Final[dict[str, AuditStatus]] = {
    "pending": "pending",
    "in_progress": "in_progress",
    "completed": "completed",
}
_SPEC_STATUSES: Final = frozenset({"initialized", "in_progress", "done", "failed"})
_HELD: Final = frozenset({"in_progress", "in_review", "assigned"})


class NotWork(Exception):
    """The document can be kept, but is no work; the text says why, in a few words."""


@dataclass(frozen=True)
class Mapped(Generic[T]):
    """A work and whom it was given to; `odd` is what the document had to be forgiven."""

    work: T
    given: tuple[Assignment, ...]
    odd: tuple[str, ...]


@dataclass(frozen=True)
class _Standing:
    status: Any
    attempts: int
    lease_expires_at: datetime | None
    given: tuple[Assignment, ...]
    odd: tuple[str, ...]


def holders_of(document: Document) -> tuple[Holder, ...]:
    """Whom the document's work was given to."""
    return tuple(one.holder for one in read_assignees(document) if one.holder is not None)


def map_todo(
    document: Document, bounty: str, taken: AbstractSet[Holder], *, sequence: int, now: datetime
) -> Mapped[Todo]:
    """The todo, an issue of `bounty` being its; `taken` were given other todos.

    Raises:
        NotWork: It is none.
    """
    uuid = _identifier(document, "uuid")
    odd: list[str] = []
    status = _TODO_STATUSES.get(text_of(document.get("status")) or "")
    if status is None:
        odd.append("status that is not known")
    phases = _phases(document)
    if not phases:
        odd.append("todo without phases")
    standing = _stand(document, status or "failed", taken, waiting="initialized", now=now)
    todo = Todo(
        uuid=uuid,
        issue=_identifier(document, "issueUuid"),
        bounty=bounty,
        sequence=sequence,
        title=_text(document, "title"),
        description=_text(document, "description"),
        acceptance_criteria=_texts(document.get("acceptanceCriteria")),
        phases=phases,
        dependencies=(),
        repository=_repository(document, "repoOwner"),
        status=standing.status,
        created_at=_time(document, "createdAt", now),
        attempts=standing.attempts,
        lease_expires_at=standing.lease_expires_at,
    )
    return Mapped(todo, name_work(standing.given, uuid), (*odd, *standing.odd))


def map_issue(
    document: Document, taken: AbstractSet[Holder], *, sequence: int, now: datetime
) -> Mapped[Issue]:
    """The issue, which has no predecessor yet; `taken` were given other issues.

    Raises:
        NotWork: It is none.
    """
    uuid = _identifier(document, "uuid")
    status = text_of(document.get("status")) or ""
    odd = () if status in _ISSUE_STATUSES else ("status that is not known",)
    standing = _stand(
        document, _issue_status(document, status), taken, waiting="assign_pending", now=now
    )
    is_aggregated = standing.status == "aggregator_pending"
    until = _time(document, "updatedAt", now) + AGGREGATORS_LEASE if is_aggregated else None
    owner = "aggregatorOwner" if text_of(document.get("aggregatorOwner")) else "repoOwner"
    issue = Issue(
        uuid=uuid,
        bounty=_identifier(document, "bountyId"),
        title=_text(document, "title"),
        description=_text(document, "description"),
        status=standing.status,
        repository=_repository(document, owner),
        predecessor=None,
        created_at=_time(document, "createdAt", now),
        sequence=sequence,
        attempts=standing.attempts,
        lease_expires_at=until or standing.lease_expires_at,
        fork_owner=_fork_owner(document),
        fork_url=text_of(document.get("forkUrl")) or None,
    )
    return Mapped(issue, name_work(standing.given, uuid), (*odd, *standing.odd))


def map_spec(
    document: Document, taken: AbstractSet[Holder], *, now: datetime
) -> tuple[Bounty, Mapped[PlannedSpec]]:
    """The bounty that a spec tells of, and where its planning stands.

    Raises:
        NotWork: It is none.
    """
    uuid = _identifier(document, "swarmBountyId")
    status = text_of(document.get("status")) or ""
    odd = () if status in _SPEC_STATUSES else ("status that is not known",)
    known = status if status in _SPEC_STATUSES else "failed"
    standing = _stand(document, known, taken, waiting="initialized", now=now)
    bounty = Bounty(
        id=uuid,
        title=_text(document, "title"),
        description=_text(document, "description"),
        system_prompt="",
        repository=_repository(document, "repoOwner"),
        status="failed" if standing.status == "failed" else _bounty_status(standing.status),
        created_at=_time(document, "createdAt", now),
    )
    spec = PlannedSpec(uuid, standing.status, standing.attempts, standing.lease_expires_at)
    return bounty, Mapped(spec, name_work(standing.given, uuid), (*odd, *standing.odd))


def bounty_of_issue(document: Document, *, now: datetime) -> Bounty:
    """What an issue tells of a bounty of which there is no spec."""
    return Bounty(
        id=_identifier(document, "bountyId"),
        title=_text(document, "title"),
        description=_text(document, "description"),
        system_prompt="",
        repository=_repository(document, "repoOwner"),
        status="in_progress",
        created_at=_time(document, "createdAt", now),
    )


def predecessor_of(document: Document) -> str | None:
    return text_of(document.get("predecessorUuid")) or None


def needs_of(document: Document) -> tuple[str, ...]:
    """The todos that a todo needs, itself left out."""
    own = text_of(document.get("uuid"))
    return tuple(one for one in _texts(document.get("dependencyTasks")) if one != own)


def prompt_of(document: Document) -> tuple[str, str] | None:
    """The bounty and its system prompt; None where it is none for building."""
    bounty, prompt = text_of(document.get("bountyId")), text_of(document.get("prompt"))
    if not bounty or not prompt or text_of(document.get("bountyType")) not in {None, _BUILD}:
        return None
    return bounty, storable(prompt)


def map_audit(document: Document, *, now: datetime) -> Audit:
    """What became of a round's verdict.

    Raises:
        NotWork: It names no round of a task.
    """
    task, number = text_of(document.get("taskId")), whole_of(document.get("roundNumber"))
    if not task or number is None or not 0 <= number <= MAX_ROUND:
        raise NotWork("audit of no round")
    status = text_of(document.get("status")) or ""
    error = text_of(document.get("error"))
    return Audit(
        task=storable(task),
        round=number,
        approved=whole_of(document.get("todosProcessed")) or 0,
        rejected=0,
        applied_at=_time(document, "updatedAt", now),
        status=_AUDIT_STATUSES.get(status, "failed"),
        error=None if error is None else storable(error),
    )


def key_of(audit: Audit) -> str:
    """The task and the round of an audit, as one text."""
    return f"{audit.task} {audit.round}"


def writer_of(document: Document) -> str | None:
    """Who wrote log lines, and about which todo, as one text."""
    key, work = text_of(document.get("stakingKey")), text_of(document.get("todoUUID"))
    return name_writer(storable(key), storable(work)) if key and work else None


def name_writer(staking_key: str, work: str) -> str:
    return f"{staking_key} {work}"


_BUILD: Final = "build-feature"


def require_build(document: Document) -> None:
    """Raise NotWork unless the document is about building something."""
    if text_of(document.get("bountyType")) != _BUILD:
        raise NotWork("other kind of bounty")


def _stand(
    document: Document, status: str, taken: AbstractSet[Holder], *, waiting: str, now: datetime
) -> _Standing:
    """Where the work stands; held by nobody who can hold it, it waits again."""
    assignees = read_assignees(document)
    since = _time(document, "updatedAt", now)
    lease = LEADERS_LEASE if waiting == "assign_pending" else LEASE
    is_audited = waiting == "assign_pending"
    settled = settle(assignees, status, since=since, lease=lease, is_audited=is_audited)
    given = keep_free(settled, taken)
    odd = _oddities(assignees, given)
    last = assignees[-1].holder if assignees else None
    current = next((one for one in given if one.holder == last and one.outcome is None), None)
    if status not in _HELD or (status == "in_progress" and waiting == "assign_pending"):
        return _waiting_or_done(status, waiting, len(assignees), given, odd)
    delivered = current is not None and current.stage == "final"
    if current is None or (status == "in_review" and not delivered):
        odd = (*odd, f"{status} without anybody who holds it")
        return _waiting_or_done(waiting, waiting, len(assignees), given, odd)
    until = None if status == "in_review" else current.expires_at
    return _Standing(status, len(assignees) - 1, until, given, odd)


def _waiting_or_done(
    status: str, waiting: str, number: int, given: tuple[Assignment, ...], odd: tuple[str, ...]
) -> _Standing:
    spent = status == waiting and number >= MAX_ATTEMPTS
    # What is approved and awaits its verdict is an attempt once the verdict is against it.
    is_awaited = status == "approved" and any(one.outcome is None for one in given)
    attempts = number - 1 if is_awaited else number
    return _Standing("failed" if spent else status, attempts, None, given, odd)


def _oddities(assignees: tuple[Assignee, ...], given: tuple[Assignment, ...]) -> tuple[str, ...]:
    named = [one for one in assignees if one.holder is not None]
    odd = []
    if len(named) < len(assignees):
        odd.append("assignee without task, key or round")
    if len(given) < len(named):
        odd.append("key with more than one work in a round")
    return tuple(odd)


def _issue_status(document: Document, status: str) -> str:
    if status not in _ISSUE_STATUSES:
        return "failed"
    assignees = read_assignees(document)
    if status == "in_progress" and assignees and assignees[-1].is_final is False:
        # A leader's draft sets it back; the todos are all approved by then.
        return "assigned"
    return status


def _bounty_status(spec: str) -> Any:
    return "in_progress" if spec == "done" else "initialized"


def is_identifier(text: str) -> bool:
    return _IDENTIFIER.fullmatch(text) is not None


def _identifier(document: Document, member: str) -> str:
    text = text_of(document.get(member))
    if text is None or not is_identifier(text):
        raise NotWork(f"{member} missing or not usable")
    return text


def _fork_owner(document: Document) -> str | None:
    try:
        return _repository(document, "forkOwner").owner
    except NotWork:
        return None


def _repository(document: Document, owner: str) -> Repository:
    try:
        return Repository(
            owner=text_of(document.get(owner)) or "", name=text_of(document.get("repoName")) or ""
        )
    except ValidationError as error:
        raise NotWork(f"{owner} or repoName missing or not usable") from error


def _text(document: Document, member: str) -> str:
    return storable(text_of(document.get(member)) or "")


def _texts(value: Any) -> tuple[str, ...]:
    if not isinstance(value, list):
        return ()
    return tuple(storable(text) for one in value if (text := text_of(one)) is not None)


def _time(document: Document, member: str, otherwise: datetime) -> datetime:
    found = time_of(document.get(member))
    # Databases know no time so early that a lease could not end before it.
    return otherwise if found is None or not _FIRST_YEAR < found.year < _LAST_YEAR else found


_FIRST_YEAR: Final = 1900
_LAST_YEAR: Final = 9000


def _phases(document: Document) -> tuple[Phase, ...]:
    found = document.get("phasesData")
    if not isinstance(found, list):
        return ()
    return tuple(
        Phase(_text(one, "prompt"), _texts(one.get("tools")))
        for one in found
        if isinstance(one, dict)
    )
