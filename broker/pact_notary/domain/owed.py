"""A verification is owed when a pact that matters meets a provider version that matters, without
any result: who waits for it, since when, and what would go where."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from datetime import datetime

    from pact_notary.records import PacticipantRef, VersionRef

BRANCHES_WAIT_FOR: Final = timedelta(days=90)
"""How long after its pact was published the head of a branch, but the main one, waits."""


@dataclass(frozen=True, slots=True)
class ConsumerUse:
    """One reason why a consumer version waits: the branch it is the head of, or where it runs."""

    version: VersionRef
    branch: str | None
    environment: str | None
    published_at: datetime


@dataclass(frozen=True, slots=True)
class ProviderUse:
    """What a provider version stands for: an environment, or without one the main branch."""

    environment: str | None
    since: datetime


@dataclass(frozen=True, slots=True)
class OwedPair:
    """A content, and the provider version that never verified it."""

    consumer: PacticipantRef
    provider: PacticipantRef
    content_id: int
    sha: str
    provider_version: VersionRef


@dataclass(frozen=True, slots=True)
class Owed:
    """A pair, and why it is owed on either side: both are never empty, the newest and then the
    oldest come first."""

    pair: OwedPair
    consumer_uses: tuple[ConsumerUse, ...]
    provider_uses: tuple[ProviderUse, ...]

    @property
    def waiting_since(self) -> datetime:
        """When both sides were there for the first time."""
        published = min(use.published_at for use in self.consumer_uses)
        return max(published, min(use.since for use in self.provider_uses))

    @property
    def provider_waits_for(self) -> tuple[str, ...]:
        """Where the consumer runs and the provider's main branch has yet to come."""
        own = {use.environment for use in self.provider_uses}
        if None not in own:
            return ()
        theirs = {use.environment for use in self.consumer_uses if use.environment is not None}
        return tuple(sorted(theirs - own))
