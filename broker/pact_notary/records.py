"""The frozen facts that store, service, domain and resources hand to each other."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, Literal, TypeVar

if TYPE_CHECKING:
    from datetime import datetime

    from pact_notary.domain.documents import Json

T = TypeVar("T")

NoticeType = Literal["debug", "success", "warning", "prompt", "error", "danger", "info"]


@dataclass(frozen=True, slots=True)
class Notice:
    """A sentence for a person, with the tone a client may colour it by."""

    type: NoticeType
    text: str


@dataclass(frozen=True, slots=True)
class VersionRef:
    """A version as rows and notices name it; `order` is its place among its application's."""

    id: int
    number: str
    order: int


@dataclass(frozen=True, slots=True)
class PacticipantRef:
    """An application as rows and notices name it."""

    id: int
    name: str


@dataclass(frozen=True, slots=True)
class PublishedPact:
    """One visible publication: the highest revision of a pact for one consumer version."""

    publication_id: int
    consumer: PacticipantRef
    consumer_version: VersionRef
    content_id: int
    sha: str
    created_at: datetime


@dataclass(frozen=True, slots=True)
class VersionBranch:
    """A branch a version is on; `latest` when the version is the branch's head."""

    name: str
    latest: bool


@dataclass(frozen=True, slots=True)
class VersionTag:
    """A tag of a version; `latest` when no later version carries it."""

    name: str
    latest: bool


@dataclass(frozen=True, slots=True)
class VersionEnvironment:
    """An environment that holds a version, deployed or released."""

    uuid: str
    name: str
    display_name: str
    production: bool
    created_at: datetime
    updated_at: datetime


@dataclass(frozen=True, slots=True)
class VersionDetails:
    """What a matrix row says of a version beside its number."""

    branches: tuple[VersionBranch, ...] = ()
    tags: tuple[VersionTag, ...] = ()
    environments: tuple[VersionEnvironment, ...] = ()


@dataclass(frozen=True, slots=True)
class Window:
    """A part of a list, as rows to skip and rows to take."""

    offset: int
    limit: int


@dataclass(frozen=True, slots=True)
class Listed(Generic[T]):
    """The items of a window, and how many there are without it."""

    items: tuple[T, ...]
    total: int


@dataclass(frozen=True, slots=True)
class Ensured(Generic[T]):
    """A thing that exists now; `is_new` when it did not before."""

    item: T
    is_new: bool


@dataclass(frozen=True, slots=True)
class Pacticipant:
    """An application, consumer or provider or both."""

    id: int
    name: str
    display_name: str | None
    main_branch: str | None
    repository_url: str | None
    repository_name: str | None
    repository_namespace: str | None
    created_at: datetime
    updated_at: datetime

    @property
    def ref(self) -> PacticipantRef:
        return PacticipantRef(self.id, self.name)


@dataclass(frozen=True, slots=True)
class Label:
    """A word on an application, by which webhooks and people find it."""

    name: str
    created_at: datetime
    updated_at: datetime


@dataclass(frozen=True, slots=True)
class Version:
    """A version of an application."""

    id: int
    pacticipant_id: int
    number: str
    order: int
    build_url: str | None
    created_at: datetime
    updated_at: datetime

    @property
    def ref(self) -> VersionRef:
        return VersionRef(self.id, self.number, self.order)


@dataclass(frozen=True, slots=True)
class Branch:
    """A branch of an application; the head is the version that came to it last."""

    id: int
    pacticipant_id: int
    name: str
    head_version_id: int | None
    created_at: datetime
    updated_at: datetime


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag on one version; also a version's place on a branch, which is told the same way."""

    name: str
    created_at: datetime
    updated_at: datetime


@dataclass(frozen=True, slots=True)
class Environment:
    """Where versions are deployed or released to."""

    id: int
    uuid: str
    name: str
    display_name: str | None
    production: bool
    contacts: Json
    created_at: datetime
    updated_at: datetime


@dataclass(frozen=True, slots=True)
class Stay:
    """A version's time in an environment, deployed or released; over when it has ended."""

    uuid: str
    pacticipant: PacticipantRef
    version: VersionRef
    environment_id: int
    target: str | None
    created_at: datetime
    updated_at: datetime
    ended_at: datetime | None


@dataclass(frozen=True, slots=True)
class Pact:
    """One revision of a pact, with the two applications and the content it is about."""

    publication_id: int
    consumer: PacticipantRef
    provider: PacticipantRef
    consumer_version: VersionRef
    content_id: int
    sha: str
    revision: int
    created_at: datetime


@dataclass(frozen=True, slots=True)
class VerificationResult:
    """What a provider's version made of a content; the texts are JSON as it was sent."""

    id: int
    consumer: PacticipantRef
    provider: PacticipantRef
    content_id: int
    sha: str
    provider_version: VersionRef
    success: bool
    wip: bool
    pending: bool | None
    build_url: str | None
    verified_by: str | None
    metadata_segment: str | None
    created_at: datetime


@dataclass(frozen=True, slots=True)
class PreparedContent:
    """A document ready to be stored: its identity, its text, and how much it holds."""

    sha: str
    text: str
    interactions: int
    messages: int


@dataclass(frozen=True, slots=True)
class PreparedDocument:
    """An OpenAPI document ready to be stored, as it was sent; the digest is its SHA-256."""

    digest: str
    text: str
    media_type: str
    openapi_version: str
    operations: int


@dataclass(frozen=True, slots=True)
class PublishedDocument:
    """The OpenAPI document that a provider's version has, without its text.

    `verified` is whether the provider says that it keeps it, None when it says nothing;
    `self_verification` is JSON.
    """

    version_id: int
    document_id: int
    digest: str
    media_type: str
    openapi_version: str
    operations: int
    verified: bool | None
    self_verification: str | None
    created_at: datetime
    updated_at: datetime
