"""Assignees of deployed documents, as assignments: whom a work was given to, the latest last."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final, Literal

from swarm.coordinator.records import Assignment, Holder
from swarm.coordinator.transfer.documents import text_of, whole_of

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet
    from datetime import datetime

    from swarm.coordinator.records import Outcome
    from swarm.coordinator.transfer.documents import Document

MAX_ATTEMPTS: Final = 5
LEASE: Final = timedelta(minutes=40)
"""What the deployed coordinator gives a worker until somebody else may have the todo."""

LEADERS_LEASE: Final = timedelta(minutes=20)
AGGREGATORS_LEASE: Final = timedelta(seconds=60)

MAX_ROUND: Final = 2**31 - 1
_UNPRINTABLE: Final = re.compile("[\x00\ud800-\udfff]")
_LATER: Final = timedelta(seconds=1)
_Verdict = Literal["none", "awaited", "given"]
"""Of whoever delivered what the work is approved for; of others, there is none."""


@dataclass(frozen=True)
class Assignee:
    """An element of `assignees`; `holder` None cannot be assigned anything here."""

    holder: Holder | None
    github_username: str
    pull_request: str | None
    is_final: bool | None
    is_approved: bool | None
    reason: str | None


def is_storable(text: str) -> bool:
    """Whether databases take the text as it is."""
    return _UNPRINTABLE.search(text) is None


def storable(text: str) -> str:
    """The text without what databases refuse."""
    return _UNPRINTABLE.sub("\N{REPLACEMENT CHARACTER}", text)


def list_elements(document: Document) -> tuple[str, list[Any]]:
    """The member that names the assignees, and its elements; older documents have `assignedTo`."""
    for name in ("assignees", "assignedTo"):
        found = document.get(name)
        if isinstance(found, list) and found:
            return name, found
    return ("assignedTo" if "swarmBountyId" in document else "assignees"), []


def read_assignees(document: Document) -> tuple[Assignee, ...]:
    _, elements = list_elements(document)
    return tuple(_assignee(one) for one in elements if isinstance(one, dict))


def holder_of(element: Any) -> Holder | None:
    """Who is meant; None where task, key or round is missing."""
    if not isinstance(element, dict):
        return None
    task, key = text_of(element.get("taskId")), text_of(element.get("stakingKey"))
    number = whole_of(element.get("roundNumber"))
    if not task or not key or number is None or not 0 <= number <= MAX_ROUND:
        return None
    return Holder(storable(task), storable(key), number)


def settle(
    assignees: tuple[Assignee, ...],
    status: str,
    *,
    since: datetime,
    lease: timedelta = LEASE,
    is_audited: bool = True,
) -> tuple[Assignment | None, ...]:
    """What each was given and what came of it, when the work has `status` since then.

    Only the last one who delivered can have been approved; only the last one can hold the work.
    Works that are not `is_audited` were approved when they were delivered, and await the verdict.
    """
    last = len(assignees) - 1
    approved = _find_approved(assignees) if status in {"approved", "submitted", "merged"} else None
    awaits = status == "approved" and not is_audited
    return tuple(
        _assignment(
            one,
            since - (last - place) * _LATER,
            current=status if place == last else None,
            lease=lease,
            verdict=_verdict(one, is_delivered=place == approved, awaits=awaits),
        )
        for place, one in enumerate(assignees)
    )


def keep_free(
    given: tuple[Assignment | None, ...], taken: AbstractSet[Holder]
) -> tuple[Assignment, ...]:
    """Those whose holder has no other work of the round."""
    free: dict[Holder, Assignment] = {}
    for one in given:
        if one is not None and one.holder not in taken:
            free.setdefault(one.holder, one)
    return tuple(free.values())


def name_work(given: tuple[Assignment, ...], work: str) -> tuple[Assignment, ...]:
    return tuple(replace(one, work=work) for one in given)


def _assignee(element: Document) -> Assignee:
    approved, final = element.get("approved"), element.get("isFinal")
    if approved is None:
        approved = element.get("auditResult")
    reason = text_of(element.get("failedReason")) or text_of(element.get("failedFeedback"))
    pull_request = text_of(element.get("prUrl"))
    return Assignee(
        holder=holder_of(element),
        github_username=storable(text_of(element.get("githubUsername")) or ""),
        pull_request=storable(pull_request) if pull_request else None,
        is_final=final if isinstance(final, bool) else None,
        is_approved=approved if isinstance(approved, bool) else None,
        reason=storable(reason) if reason else None,
    )


def _find_approved(assignees: tuple[Assignee, ...]) -> int | None:
    delivered = [
        n
        for n, one in enumerate(assignees)
        if one.pull_request is not None and one.is_approved is not False
    ]
    final = [n for n in delivered if assignees[n].is_final]
    return max(final or delivered, default=None)


def _assignment(
    one: Assignee,
    claimed_at: datetime,
    *,
    lease: timedelta,
    current: str | None,
    verdict: _Verdict,
) -> Assignment | None:
    if one.holder is None:
        return None
    is_open = current in {"in_progress", "assigned", "in_review"}
    is_delivered = verdict != "none" or current == "in_review" or (one.is_final and not is_open)
    return Assignment(
        work="",
        holder=one.holder,
        github_username=one.github_username,
        claimed_at=claimed_at,
        expires_at=claimed_at + lease,
        pull_request=one.pull_request,
        stage=_stage(one, is_delivered=bool(is_delivered)),
        outcome=_outcome(one, verdict, is_open=is_open),
        reason=one.reason,
    )


def _stage(one: Assignee, *, is_delivered: bool) -> Any:
    if one.pull_request is None:
        return None
    return "final" if is_delivered else "draft"


def _verdict(one: Assignee, *, is_delivered: bool, awaits: bool) -> _Verdict:
    if not is_delivered:
        return "none"
    return "awaited" if awaits and one.is_final and one.is_approved is None else "given"


def _outcome(one: Assignee, verdict: _Verdict, *, is_open: bool) -> Outcome | None:
    if is_open or verdict == "awaited":
        return None
    if verdict == "given" or one.is_approved:
        return "approved"
    if one.reason is not None:
        return "failed"
    # Only what an audit has said is a rejection; the deployed coordinator never wrote it down.
    return "rejected" if one.is_approved is False else "expired"
