"""What administrators do with webhooks on pages: try, switch, send again what was sent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pact_notary.http.answers import Answer
from pact_notary.pages.forms import read_form
from pact_notary.pages.rendering import render
from pact_notary.resources.routing import Later
from pact_notary.service.replays import replay
from pact_notary.service.trials import find_values
from pact_notary.service.webhook_editing import get_webhook, switch_webhook

if TYPE_CHECKING:
    from pact_notary.resources.routing import Call


def try_out(call: Call) -> Later:
    """Sends it when the transaction has ended, and shows what came of it."""
    read_form(call)
    webhook = get_webhook(call.connection, call.segments["uuid"])
    values = find_values(call.connection, call.links, webhook.document)

    def finish() -> Answer:
        attempt = call.sender.send(webhook.document.request, values)
        return render(
            call,
            "webhook_trial.html",
            title="It was received" if attempt.success else "It failed",
            section="webhooks",
            headers={"Cache-Control": "no-store"},
            webhook=webhook,
            attempt=attempt,
        )

    return Later(finish)


def enable(call: Call) -> Answer:
    return _switch(call, on=True)


def disable(call: Call) -> Answer:
    return _switch(call, on=False)


def send_again(call: Call) -> Answer:
    """The request goes through the outbox, as any other."""
    read_form(call)
    uuid = replay(call.transaction, call.segments["uuid"])
    return _see(call, "triggered-webhooks", uuid)


def _switch(call: Call, *, on: bool) -> Answer:
    read_form(call)
    uuid = call.segments["uuid"]
    switch_webhook(call.transaction, uuid, on=on)
    return _see(call, "webhooks", uuid)


def _see(call: Call, *segments: str) -> Answer:
    return Answer(303, headers={"Location": call.links.to(*segments)})
