"""What was published or verified, and what followed for the webhooks."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pact_notary.domain.metadata import PactMetadata

if TYPE_CHECKING:
    from pact_notary.records import PacticipantRef, VersionRef


@dataclass(frozen=True, slots=True)
class Publication:
    """A pact that was just published; `replaced_sha` is what this version held for it before."""

    publication_id: int
    consumer: PacticipantRef
    consumer_version: VersionRef
    provider: PacticipantRef
    content_id: int
    sha: str
    replaced_sha: str | None = None


@dataclass(frozen=True, slots=True)
class VerificationResult:
    """A result that was just recorded; `metadata` is what its pact's address carried."""

    verification_id: int
    consumer: PacticipantRef
    provider: PacticipantRef
    provider_version: VersionRef
    content_id: int
    sha: str
    success: bool
    build_url: str | None = None
    metadata: PactMetadata = field(default_factory=PactMetadata)


@dataclass(frozen=True, slots=True)
class DetectedEvent:
    """An event and why it happened; a comment is a clause in lower case."""

    name: str
    comment: str


@dataclass(frozen=True, slots=True)
class Trigger:
    """A request that is going to be made; its log is kept under `uuid`."""

    uuid: str
    webhook_uuid: str
    webhook_title: str
    event_name: str


@dataclass(frozen=True, slots=True)
class Enqueued:
    """What an occasion led to; `has_webhooks` counts those that are switched off, too."""

    events: tuple[DetectedEvent, ...] = ()
    triggers: tuple[Trigger, ...] = ()
    has_webhooks: bool = False
