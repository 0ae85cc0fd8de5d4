"""Which events a publication or a result is, judged from what came before it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pact_notary.domain.webhooks.document import (
    CONTRACT_CONTENT_CHANGED,
    CONTRACT_PUBLISHED,
    CONTRACT_REQUIRING_VERIFICATION_PUBLISHED,
    PROVIDER_VERIFICATION_FAILED,
    PROVIDER_VERIFICATION_PUBLISHED,
    PROVIDER_VERIFICATION_SUCCEEDED,
)
from pact_notary.domain.webhooks.facts import DetectedEvent

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pact_notary.domain.webhooks.facts import Publication
    from pact_notary.records import VersionRef


@dataclass(frozen=True, slots=True)
class Predecessor:
    """What the pair's last version of the same tag held, or the last one without tags."""

    tag: str | None
    sha: str | None


@dataclass(frozen=True, slots=True)
class UnverifiedVersion:
    """A provider version in use, without any result for the content, and where it is in use."""

    version: VersionRef
    descriptions: tuple[str, ...]


def detect_publication_events(
    publication: Publication,
    predecessors: Iterable[Predecessor],
    unverified: Iterable[UnverifiedVersion],
) -> tuple[DetectedEvent, ...]:
    """The events of a publication, the one that always happens first.

    Args:
      predecessors: one for each tag of the version; the one of no tag when it has none.
    """
    change = _describe_change(publication, tuple(predecessors))
    waiting = tuple(unverified)
    events = [DetectedEvent(CONTRACT_PUBLISHED, "a pact was published")]
    if change is not None:
        events.append(DetectedEvent(CONTRACT_CONTENT_CHANGED, change))
    if waiting:
        comment = f"no result yet from {_list(waiting)}"
        events.append(DetectedEvent(CONTRACT_REQUIRING_VERIFICATION_PUBLISHED, comment))
    return tuple(events)


def detect_verification_events(*, success: bool) -> tuple[DetectedEvent, ...]:
    if success:
        outcome = DetectedEvent(PROVIDER_VERIFICATION_SUCCEEDED, "a successful result was recorded")
    else:
        outcome = DetectedEvent(PROVIDER_VERIFICATION_FAILED, "a failed result was recorded")
    return (DetectedEvent(PROVIDER_VERIFICATION_PUBLISHED, "a result was recorded"), outcome)


def _describe_change(publication: Publication, predecessors: tuple[Predecessor, ...]) -> str | None:
    """Why the content counts as changed; None when it does not."""
    if publication.replaced_sha is not None:
        if publication.replaced_sha == publication.sha:
            return None
        return "the content of this version was replaced"
    changes = [_describe_difference(each) for each in predecessors if each.sha != publication.sha]
    return ", ".join(changes) or None


def _describe_difference(predecessor: Predecessor) -> str:
    if predecessor.tag is None:
        if predecessor.sha is None:
            return "first version without tags to be published"
        return "content changed since the last version without tags"
    if predecessor.sha is None:
        return f"first version with tag {predecessor.tag} to be published"
    return f"content changed since the last version with tag {predecessor.tag}"


def _list(unverified: tuple[UnverifiedVersion, ...]) -> str:
    return "; ".join(
        f"{each.version.number} ({', '.join(each.descriptions)})" for each in unverified
    )
