"""Webhooks: what each sends to whom, and what came of it; how they are made is told."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pact_notary.domain.webhooks.document import EVENT_NAMES
from pact_notary.domain.webhooks.redaction import redact
from pact_notary.domain.webhooks.retrying import TriggerStatus
from pact_notary.http.pages import read_filters
from pact_notary.http.refusals import WrongParameters
from pact_notary.pages.cursors import read_cursor, write_cursor
from pact_notary.pages.forms import seal
from pact_notary.pages.rendering import address, render
from pact_notary.resources.webhook_document import show_webhook
from pact_notary.service.webhook_editing import get_webhook
from pact_notary.store.trigger_history import find_latest_of_webhooks, list_triggered_by
from pact_notary.store.webhooks import list_part

if TYPE_CHECKING:
    from pact_notary.domain.webhooks.document import Webhook
    from pact_notary.http.answers import Answer
    from pact_notary.resources.routing import Call
    from pact_notary.store.trigger_history import Sent

PAGE_SIZE = 50
_LATEST = 5
# What PUT takes; the rest of the document is the broker's to say.
_WRITTEN = ("description", "consumer", "provider", "enabled", "events", "request")
_EXAMPLE = {
    "description": "Verify in the provider's pipeline",
    "events": [{"name": EVENT_NAMES[2]}],
    "request": {
        "method": "POST",
        "url": "https://ci.example.org/start/${pactbroker.providerName}",
        "headers": {"Content-Type": "application/json"},
        "body": {"pact": "${pactbroker.pactUrl}"},
    },
}


@dataclass(frozen=True, slots=True)
class Row:
    """A webhook in the list, and its newest requests."""

    webhook: Webhook
    latest: tuple[Sent, ...]


def show_list(call: Call) -> Answer:
    text = read_filters(call.query, "q").get("q") or None
    place = read_cursor(call.query, int)
    after = int(place[0]) if place else 0
    found = list_part(call.connection, text, after=after, limit=PAGE_SIZE + 1)
    listed, has_more = found[:PAGE_SIZE], len(found) > PAGE_SIZE
    uuids = [webhook.uuid for _, webhook in listed]
    latest = find_latest_of_webhooks(call.connection, uuids, limit=_LATEST)
    cursor = write_cursor(listed[-1][0]) if has_more else None
    return render(
        call,
        "webhooks.html",
        title="Webhooks",
        section="webhooks",
        text=text,
        rows=[Row(webhook, latest.get(webhook.uuid, ())) for _, webhook in listed],
        command=_write_command("POST", call.links.to("webhooks"), _EXAMPLE),
        first_href=address(call.links, "webhooks", q=text) if place else None,
        next_href=address(call.links, "webhooks", q=text, after=cursor) if cursor else None,
    )


def show(call: Call) -> Answer:
    webhook = get_webhook(call.connection, call.segments["uuid"])
    wanted = _read_status(read_filters(call.query, "status").get("status"))
    place = read_cursor(call.query, int)
    found = list_triggered_by(
        call.connection,
        webhook.uuid,
        status=wanted,
        before=int(place[0]) if place else None,
        limit=PAGE_SIZE + 1,
    )
    listed, has_more = found[:PAGE_SIZE], len(found) > PAGE_SIZE
    own = ("webhooks", webhook.uuid)
    cursor = write_cursor(listed[-1].id) if has_more else None
    sealed = seal(call)
    return render(
        call,
        "webhook.html",
        title=webhook.document.title,
        section="webhooks",
        headers=sealed.headers,
        secret=sealed.secret,
        webhook=webhook,
        request=redact(webhook.document.request),
        body=_show_body(webhook),
        command=_write_edit(call, webhook),
        statuses=tuple(TriggerStatus),
        wanted=wanted,
        triggered=listed,
        first_href=address(call.links, *own, status=wanted) if place else None,
        next_href=address(call.links, *own, status=wanted, after=cursor) if cursor else None,
    )


def _read_status(text: str | None) -> TriggerStatus | None:
    if not text:
        return None
    try:
        return TriggerStatus(text)
    except ValueError as error:
        known = ", ".join(TriggerStatus)
        raise WrongParameters({"status": (f"must be one of {known}",)}) from error


def _show_body(webhook: Webhook) -> str | None:
    body = webhook.document.request.body
    if body is None or isinstance(body, str):
        return body
    return _indent(body)


def _write_edit(call: Call, webhook: Webhook) -> str:
    document = show_webhook(call.links, webhook)
    written = {name: document[name] for name in _WRITTEN if name in document}
    return _write_command("PUT", call.links.to("webhooks", webhook.uuid), written)


def _write_command(method: str, href: str, document: object) -> str:
    """A command for a shell; what stands in the text cannot end its quotes."""
    text = _indent(document).replace("'", r"\u0027")
    return (
        f"curl -X {method} {href} -H 'Content-Type: application/json' \\\n"
        f"  -H \"Authorization: Bearer $PACT_BROKER_TOKEN\" -d '{text}'"
    )


def _indent(document: object) -> str:
    return json.dumps(document, indent=2, ensure_ascii=True)
