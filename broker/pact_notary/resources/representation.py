"""Members that many representations share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pact_notary.http.links import link, template
from pact_notary.resources.addresses import address_contract

if TYPE_CHECKING:
    from datetime import datetime

    from pact_notary.domain.openapi.misfits import Misfit
    from pact_notary.http.links import Links
    from pact_notary.records import Notice


def show_time(instant: datetime) -> str:
    return instant.isoformat(timespec="seconds")


def show_times(created_at: datetime, updated_at: datetime) -> dict[str, str]:
    """When it came to be, and when it was changed if it was."""
    times = {"createdAt": show_time(created_at)}
    if updated_at != created_at:
        times["updatedAt"] = show_time(updated_at)
    return times


def show_notice(notice: Notice) -> dict[str, str]:
    return {"type": notice.type, "text": notice.text}


def show_misfit(misfit: Misfit) -> dict[str, Any]:
    """Pointers into the pact are of the document as it is stored."""
    return {
        "kind": misfit.kind.value,
        "severity": misfit.severity.value,
        "consumer": misfit.consumer,
        "interaction": misfit.interaction,
        "text": misfit.text,
        "expected": misfit.expected,
        "actual": misfit.actual,
        "pactPointer": misfit.pact_pointer,
        "documentPointer": misfit.document_pointer,
    }


def without_nulls(members: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in members.items() if value is not None}


def curies(links: Links, context: str) -> list[dict[str, Any]]:
    """Where the relations whose names begin with `pb:` are documented."""
    href = links.template(f"/doc/{{rel}}?context={context}")
    return [{"name": "pb", **template(href)}]


def link_pacticipant(links: Links, name: str) -> dict[str, Any]:
    return link(links.to("pacticipants", name), title="Pacticipant", name=name)


def link_version(links: Links, pacticipant: str, number: str) -> dict[str, Any]:
    href = links.to("pacticipants", pacticipant, "versions", number)
    return link(href, title="Pacticipant version", name=number)


def link_contract(links: Links, provider: str, number: str) -> dict[str, Any]:
    href = address_contract(links, provider, number)
    return link(href, title="OpenAPI document", name=f"OpenAPI document of {provider} ({number})")


def link_tag(links: Links, pacticipant: str, number: str, tag: str) -> dict[str, Any]:
    href = links.to("pacticipants", pacticipant, "versions", number, "tags", tag)
    return link(href, title="Tag", name=tag)


def link_branch(links: Links, pacticipant: str, branch: str) -> dict[str, Any]:
    return link(links.to("pacticipants", pacticipant, "branches", branch), name=branch)


def link_branch_version(links: Links, pacticipant: str, branch: str, number: str) -> dict[str, Any]:
    href = links.to("pacticipants", pacticipant, "branches", branch, "versions", number)
    return link(href, title="Branch version", name=branch)
