"""What the large world's webhooks did, and who changed what."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final

from pact_notary.store.access_schema import access_tokens, audit_entries
from pact_notary.store.webhook_schema import triggered_webhooks, webhook_executions, webhooks
from tests.load.broker_past import insert

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    import sqlalchemy as sa

WEBHOOKS: Final = 50
_DELIVERIES: Final = 40
_ENTRIES: Final = 10_000
_TOKENS: Final = 20
_EVERY: Final = timedelta(minutes=5)
_STATUSES: Final = ("success", "success", "success", "failure")
_EVENTS: Final = ("contract_content_changed", "provider_verification_failed")

Row = dict[str, Any]


def write_activity(
    connection: sa.Connection, until: datetime, *, pairs: Sequence[dict[str, int]]
) -> None:
    """Each webhook is of a pair, and was sent forty times."""
    insert(connection, webhooks, _webhooks(until, pairs))
    insert(connection, triggered_webhooks, _deliveries(until, pairs))
    insert(connection, webhook_executions, _executions(until))
    insert(connection, audit_entries, _entries(until))
    insert(connection, access_tokens, _tokens(until))


def _webhooks(until: datetime, pairs: Sequence[dict[str, int]]) -> Iterator[Row]:
    for number in range(1, WEBHOOKS + 1):
        pair = pairs[number * 4 - 1]
        yield {
            "id": number,
            "uuid": uuid_of(number),
            "description": f"Start pipeline {number}",
            "consumer_scope": f"id:{pair['consumer_id']}",
            "provider_scope": f"id:{pair['provider_id']}",
            "enabled": number % 10 != 0,
            "events": json.dumps(_EVENTS),
            "method": "POST",
            "url": f"https://ci.example/start/{number}",
            "headers": json.dumps([["authorization", "Bearer of-secrets"]]),
            "body": json.dumps({"pact": "${pactbroker.pactUrl}"}),
            "created_at": until,
            "updated_at": until,
            **pair,
        }


def uuid_of(webhook: int) -> str:
    return f"00000000-0000-4000-9000-{webhook:012}"


def _deliveries(until: datetime, pairs: Sequence[dict[str, int]]) -> Iterator[Row]:
    for number in range(1, WEBHOOKS * _DELIVERIES + 1):
        webhook = number % WEBHOOKS + 1
        yield {
            "id": number,
            "uuid": f"00000000-0000-4000-a000-{number:012}",
            "webhook_uuid": uuid_of(webhook),
            "webhook_name": f"Start pipeline {webhook}",
            "trigger_type": "resource_creation",
            "event_name": _EVENTS[number % 2],
            "parameters": "{}",
            "status": _STATUSES[number % len(_STATUSES)],
            "attempts_made": 1,
            "created_at": until - (WEBHOOKS * _DELIVERIES - number) * _EVERY,
            **pairs[webhook * 4 - 1],
        }


def _executions(until: datetime) -> Iterator[Row]:
    lines = ["POST https://ci.example/start", "content-type: application/json", "{}"]
    lines += ["HTTP status 202 Accepted", *(f"x-{n}: {n}" for n in range(10)), "Accepted"]
    logs = "".join(f"[2026-01-01T00:00:00Z] INFO: {line}\n" for line in lines)
    for number in range(1, WEBHOOKS * _DELIVERIES + 1):
        yield {
            "triggered_webhook_id": number,
            "success": _STATUSES[number % len(_STATUSES)] == "success",
            "logs": logs,
            "created_at": until - (WEBHOOKS * _DELIVERIES - number) * _EVERY,
        }


def _entries(until: datetime) -> Iterator[Row]:
    for number in range(1, _ENTRIES + 1):
        yield {
            "created_at": until - (_ENTRIES - number) * _EVERY,
            "actor": f"token:ci-{number % _TOKENS}",
            "verb": ("published", "created", "updated", "deleted")[number % 4],
            "subject": f"/pacticipants/service-{number % 50}/versions/{number}",
            "request_id": f"{number:016x}",
        }


def _tokens(until: datetime) -> Iterator[Row]:
    for number in range(_TOKENS):
        yield {
            "name": f"ci-{number}",
            "key": f"{number:012x}",
            "digest": f"{number:064x}",
            "scopes": "publish verify",
            "created_at": until,
        }
