"""A webhook is a request that the broker makes when something happens to a pair's contracts."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from datetime import datetime

    from pact_notary.domain.documents import Json

CONTRACT_PUBLISHED = "contract_published"
CONTRACT_CONTENT_CHANGED = "contract_content_changed"
CONTRACT_REQUIRING_VERIFICATION_PUBLISHED = "contract_requiring_verification_published"
PROVIDER_VERIFICATION_PUBLISHED = "provider_verification_published"
PROVIDER_VERIFICATION_SUCCEEDED = "provider_verification_succeeded"
PROVIDER_VERIFICATION_FAILED = "provider_verification_failed"

EVENT_NAMES = (
    CONTRACT_PUBLISHED,
    CONTRACT_CONTENT_CHANGED,
    CONTRACT_REQUIRING_VERIFICATION_PUBLISHED,
    PROVIDER_VERIFICATION_PUBLISHED,
    PROVIDER_VERIFICATION_SUCCEEDED,
    PROVIDER_VERIFICATION_FAILED,
)

# The name of the event of a request that a person asked for.
TEST_EVENT = "test"


@dataclass(frozen=True, slots=True)
class Party:
    """One side of the pairs a webhook is for: an application, or all that carry a label."""

    name: str | None = None
    label: str | None = None


ANY_PARTY = Party()


@dataclass(frozen=True, slots=True)
class HookRequest:
    """The request as it is saved: templates are not filled in. Header names are lower-case."""

    method: str
    url: str
    headers: tuple[tuple[str, str], ...] = field(default=(), repr=False)
    body: Json = None
    username: str | None = None
    password: str | None = field(default=None, repr=False)

    @property
    def name(self) -> str:
        """Method and host, as lists and logs call the request."""
        return f"{self.method} {urlsplit(self.url).hostname or ''}"


@dataclass(frozen=True, slots=True)
class HookDocument:
    """What a person says of a webhook; a side that is not named is any."""

    request: HookRequest
    consumer: Party = ANY_PARTY
    provider: Party = ANY_PARTY
    description: str | None = None
    enabled: bool = True
    events: tuple[str, ...] = (CONTRACT_CONTENT_CHANGED,)

    @property
    def title(self) -> str:
        return self.description or self.request.name


@dataclass(frozen=True, slots=True)
class Webhook:
    """A saved webhook."""

    uuid: str
    document: HookDocument
    created_at: datetime
    updated_at: datetime
