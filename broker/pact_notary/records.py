"""The frozen facts that store, service, domain and resources hand to each other."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from datetime import datetime

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
