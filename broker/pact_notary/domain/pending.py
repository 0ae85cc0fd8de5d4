"""A content is pending for a provider's branch or tags until it was verified there or before.

Work in progress follows the same rule, counting only results of runs that knew the pact was not
work in progress; so a result posted through such a pact ends *pending* but not *in progress*.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Evidence:
    """Whether a content was verified, seen from one branch or one tag of the provider.

    `here` says by a version on it; `before` by a version on another one, before the first version
    came to this one (at any time when none has). The `settled` pair leaves out results of runs
    that had the pact as work in progress.
    """

    here: bool = False
    before: bool = False
    settled_here: bool = False
    settled_before: bool = False


@dataclass(frozen=True, slots=True)
class PendingStatus:
    """The verdict on one content, and for which of the provider's tags or branch it holds."""

    pending: bool
    branch: str | None = None
    pending_tags: tuple[str, ...] = ()
    settled_tags: tuple[str, ...] = ()


NO_EVIDENCE = Evidence()


def judge_for_branch(branch: str, evidence: Evidence) -> PendingStatus:
    return PendingStatus(pending=_is_pending(evidence), branch=branch)


def judge_for_tags(evidence: Mapping[str, Evidence]) -> PendingStatus:
    """The verdict for several tags: pending for any of them is pending."""
    pending = tuple(tag for tag, seen in evidence.items() if _is_pending(seen))
    settled = tuple(tag for tag in evidence if tag not in pending)
    return PendingStatus(pending=bool(pending), pending_tags=pending, settled_tags=settled)


def judge_for_any_version(evidence: Evidence) -> PendingStatus:
    """The verdict when the provider names neither branch nor tags."""
    return PendingStatus(pending=_is_pending(evidence))


def is_in_progress(evidence: Evidence) -> bool:
    """Whether a candidate is work in progress for the branch or tag of the evidence."""
    return not (evidence.settled_here or evidence.settled_before)


def _is_pending(evidence: Evidence) -> bool:
    return not (evidence.here or evidence.before)
