"""What another broker says of things, as far as it is copied."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

from pact_notary.domain.naming import display_name

if TYPE_CHECKING:
    from pact_notary.domain.documents import Json


@dataclass(frozen=True, slots=True)
class SourceApplication:
    """An application; its display name only when it was given one."""

    name: str
    columns: dict[str, str | None]
    labels: tuple[str, ...]
    created_at: datetime
    updated_at: datetime


@dataclass(frozen=True, slots=True)
class Mark:
    """A branch or tag of a version, and where it is told since when."""

    name: str
    href: str
    is_head: bool


@dataclass(frozen=True, slots=True)
class SourceVersion:
    """A version with its marks, and the address of its pact by provider, and of its document."""

    number: str
    build_url: str | None
    created_at: datetime
    updated_at: datetime
    branches: tuple[Mark, ...]
    tags: tuple[Mark, ...]
    pacts: dict[str, str]
    document: str | None = None


@dataclass(frozen=True, slots=True)
class SourceResult:
    """A verification result, its JSON members as they came."""

    provider_version: str
    success: bool
    created_at: datetime
    build_url: str | None
    verified_by: Json
    test_results: Json


@dataclass(frozen=True, slots=True)
class SourceEnvironment:
    """An environment; its display name only when it was given one."""

    uuid: str
    name: str
    display_name: str | None
    production: bool
    contacts: Json
    created_at: datetime
    updated_at: datetime


@dataclass(frozen=True, slots=True)
class SourceStay:
    """A version's time in an environment; over when it has ended."""

    uuid: str
    application: str
    number: str
    target: str | None
    created_at: datetime
    ended_at: datetime | None


def read_application(document: dict[str, Any]) -> SourceApplication:
    name = document["name"]
    columns = {
        "display_name": _own_display_name(document),
        "main_branch": document.get("mainBranch"),
        "repository_url": document.get("repositoryUrl"),
        "repository_name": document.get("repositoryName"),
        "repository_namespace": document.get("repositoryNamespace"),
    }
    labels = tuple(label["name"] for label in document["_embedded"].get("labels", []))
    return SourceApplication(name, columns, labels, *read_times(document))


def read_version(document: dict[str, Any]) -> SourceVersion:
    embedded = document["_embedded"]
    return SourceVersion(
        document["number"],
        document.get("buildUrl"),
        *read_times(document),
        branches=tuple(_mark(each) for each in embedded.get("branchVersions", [])),
        tags=tuple(_mark(each) for each in embedded.get("tags", [])),
        pacts={
            _segment_after("provider", link["href"]): link["href"]
            for link in document["_links"].get("pb:pact-versions", [])
        },
        document=document["_links"].get("pf:provider-contract", {}).get("href"),
    )


def read_result(document: dict[str, Any]) -> SourceResult:
    """A result; the name of its verifier is shown otherwise than it was told."""
    shown = document.get("verifiedBy") or {}
    language = {
        "testFramework": shown.get("client_test_framework"),
        "name": shown.get("client_implementation"),
        "version": shown.get("client_version"),
    }
    told = {name: value for name, value in language.items() if value is not None}
    verifier = {name: shown[name] for name in ("implementation", "version") if name in shown}
    return SourceResult(
        document["providerApplicationVersion"],
        document["success"],
        _time(document["verificationDate"]),
        document.get("buildUrl"),
        (verifier | ({"clientLanguage": told} if told else {})) or None,
        document.get("testResults"),
    )


def read_environment(document: dict[str, Any]) -> SourceEnvironment:
    return SourceEnvironment(
        document["uuid"],
        document["name"],
        _own_display_name(document),
        document["production"],
        document.get("contacts"),
        *read_times(document),
    )


def read_stay(document: dict[str, Any]) -> SourceStay:
    embedded = document["_embedded"]
    ended = document.get("undeployedAt") or document.get("supportEndedAt")
    return SourceStay(
        document["uuid"],
        embedded["pacticipant"]["name"],
        embedded["version"]["number"],
        document.get("applicationInstance", document.get("target")),
        _time(document["createdAt"]),
        _time(ended) if ended else None,
    )


def read_times(document: dict[str, Any]) -> tuple[datetime, datetime]:
    """When it came to be, and when it was changed, which is the same when it was not."""
    created_at = _time(document["createdAt"])
    return created_at, _time(document["updatedAt"]) if "updatedAt" in document else created_at


def _own_display_name(document: dict[str, Any]) -> str | None:
    shown: str | None = document.get("displayName")
    return None if shown == display_name(document["name"]) else shown


def _mark(document: dict[str, Any]) -> Mark:
    href = document["_links"]["self"]["href"]
    return Mark(document["name"], href, is_head=document.get("latest") is True)


def _segment_after(name: str, href: str) -> str:
    segments = urlsplit(href).path.split("/")
    return unquote(segments[segments.index(name) + 1])


def _time(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(UTC)
