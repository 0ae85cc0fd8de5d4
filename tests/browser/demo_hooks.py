"""The webhooks of the demo world, and what came of them; nothing is sent to anybody."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final

from pact_notary.delivery import logbook
from pact_notary.delivery.exchange import Response
from pact_notary.delivery.message import compose
from pact_notary.domain.webhooks.retrying import OFFICIAL_SCHEDULE_S, judge
from pact_notary.store import outbox, webhooks
from pact_notary.store.database import writing

if TYPE_CHECKING:
    from datetime import datetime

    import sqlalchemy as sa

    from pact_notary.delivery.message import Message
    from pact_notary.store.outbox import TakenRequest
    from tests.browser.demo_story import Story

_VERIFY: Final = {
    "description": "Verify in the provider's pipeline",
    "events": [{"name": "contract_requiring_verification_published"}],
    "request": {
        "method": "POST",
        "url": "https://ci.shop.example/start/${pactbroker.providerName}",
        "headers": {"Authorization": "Bearer of-the-pipeline", "Content-Type": "application/json"},
        "body": {
            "pact": "${pactbroker.pactUrl}",
            "version": "${pactbroker.providerVersionNumber}",
        },
    },
}
_TELL: Final = {
    "description": "Tell the team's chat",
    "events": [{"name": "provider_verification_failed"}],
    "request": {
        "method": "POST",
        "url": "https://chat.shop.example/hooks/contracts",
        "headers": {"Content-Type": "application/json"},
        "body": {"text": "${pactbroker.providerName} breaks ${pactbroker.consumerName}"},
    },
}
_ACCEPTED: Final = Response(202, "Accepted", (("content-type", "application/json"),), '{"run": 1}')
_DOWN: Final = Response(503, "Service Unavailable", (("retry-after", "60"),), "")
_ANSWERED_WITHIN: Final = timedelta(seconds=1)


def add_webhooks(story: Story) -> None:
    story.tell("platform-team", "POST", "/webhooks", _VERIFY)
    story.tell("platform-team", "POST", "/webhooks", _TELL)
    staging: dict[str, Any] = {**_VERIFY, "enabled": False, "description": "The old pipeline"}
    story.tell("platform-team", "POST", "/webhooks", staging)


def deliver(story: Story) -> None:
    """Pipelines take what they are sent; the chat has been down since this morning."""
    with writing(story.engine) as connection:
        while (due := outbox.find_next_due(connection)) and due < story.clock():
            _attempt(connection, due)


def _attempt(connection: sa.Connection, due: datetime) -> None:
    taken = outbox.take(connection, now=due, lease="demo", lease_until=due)
    assert taken is not None
    message = _compose(connection, taken)
    response = _DOWN if "chat" in message.url else _ACCEPTED
    success = response is _ACCEPTED
    answered = due + _ANSWERED_WITHIN
    outcome = "The webhook succeeded" if success else "The webhook failed: 503 is no success"
    logs = (
        logbook.write(logbook.tell_request(message), at=due)
        + logbook.write(logbook.tell_response(response), at=answered)
        + logbook.write(iter([outcome]), at=answered, level="INFO" if success else "ERROR")
    )
    progress = judge(
        success=success,
        attempts_made=taken.attempts_made + 1,
        schedule_s=OFFICIAL_SCHEDULE_S,
        now=answered,
    )
    outbox.record_attempt(
        connection, taken, progress=progress, success=success, logs=logs, now=answered
    )


def _compose(connection: sa.Connection, taken: TakenRequest) -> Message:
    webhook = webhooks.find_webhook(connection, taken.webhook_uuid)
    assert webhook is not None
    return compose(webhook.document.request, taken.parameters, user_agent="pact-notary")
