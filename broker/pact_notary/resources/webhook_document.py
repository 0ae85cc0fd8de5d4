"""How a webhook is shown: with stars for its secrets, and links to those it is for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pact_notary.domain.webhooks.redaction import redact
from pact_notary.http.links import link, template
from pact_notary.resources.representation import show_times, without_nulls

if TYPE_CHECKING:
    from pact_notary.delivery.sender import Attempt
    from pact_notary.domain.webhooks.document import HookRequest, Party, Webhook
    from pact_notary.http.links import Links


def show_webhook(links: Links, webhook: Webhook) -> dict[str, Any]:
    document = webhook.document
    members = {
        "uuid": webhook.uuid,
        "description": document.title,
        "consumer": _show_party(document.consumer),
        "provider": _show_party(document.provider),
        "enabled": document.enabled,
        "events": [{"name": name} for name in document.events],
        "request": _show_request(redact(document.request)),
    }
    return {
        **without_nulls(members),
        **show_times(webhook.created_at, webhook.updated_at),
        "_links": _relations(links, webhook),
    }


def link_webhook(links: Links, webhook: Webhook) -> dict[str, Any]:
    return link(address(links, webhook.uuid), title="A webhook", name=webhook.document.title)


def address(links: Links, uuid: str) -> str:
    return links.to("webhooks", uuid)


def curies(links: Links) -> list[dict[str, Any]]:
    """Where the relations of webhooks are documented."""
    return [{"name": "pb", **template(links.template("/doc/webhooks-{rel}"))}]


def show_attempt(attempt: Attempt) -> dict[str, Any]:
    """What was sent and what came of it."""
    request = {"url": attempt.url, "headers": dict(attempt.headers), "body": attempt.body}
    response = attempt.response
    members = {
        "request": without_nulls(request),
        "response": None
        if response is None
        else {
            "status": response.status,
            "headers": dict(response.headers),
            "body": response.body,
        },
        "error": None if attempt.error is None else {"message": attempt.error},
        "logs": attempt.logs,
        "success": attempt.success,
    }
    return without_nulls(members)


def _show_party(party: Party) -> dict[str, str] | None:
    if party.name is not None:
        return {"name": party.name}
    return None if party.label is None else {"label": party.label}


def _show_request(request: HookRequest) -> dict[str, Any]:
    members = {
        "method": request.method,
        "url": request.url,
        "headers": dict(request.headers) or None,
        "body": request.body,
        "username": request.username,
        "password": request.password,
    }
    return without_nulls(members)


def _relations(links: Links, webhook: Webhook) -> dict[str, Any]:
    own = address(links, webhook.uuid)
    consumer, provider = webhook.document.consumer, webhook.document.provider
    relations = {
        "self": link_webhook(links, webhook),
        "pb:execute": link(f"{own}/execute", title="Try the webhook"),
        **_link_party(links, "consumer", consumer),
        **_link_party(links, "provider", provider),
        "pb:webhooks": link(links.to("webhooks"), title="All webhooks"),
        "curies": curies(links),
    }
    if consumer.name is not None and provider.name is not None:
        pair = ("webhooks", "provider", provider.name, "consumer", consumer.name)
        relations["pb:pact-webhooks"] = link(links.to(*pair), title="Webhooks of the pair")
    return relations


def _link_party(links: Links, role: str, party: Party) -> dict[str, Any]:
    if party.name is not None:
        href = links.to("pacticipants", party.name)
        return {f"pb:{role}": link(href, title=role.capitalize(), name=party.name)}
    if party.label is not None:
        href = links.to("pacticipants", "label", party.label)
        title = f"{role.capitalize()}s with the label"
        return {f"pb:{role}s": link(href, title=title, name=party.label)}
    return {}
