"""One request of a webhook: each attempt, and what it said."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pact_notary.domain.webhooks.retrying import attempts_remaining
from pact_notary.pages.forms import seal
from pact_notary.pages.rendering import render
from pact_notary.service.refusals import Unknown
from pact_notary.store.outbox import BY_USER
from pact_notary.store.trigger_history import find_triggered, list_executions

if TYPE_CHECKING:
    from pact_notary.http.answers import Answer
    from pact_notary.resources.routing import Call


def show(call: Call) -> Answer:
    uuid = call.segments["uuid"]
    triggered = find_triggered(call.connection, uuid)
    if triggered is None:
        raise Unknown(f"No triggered webhook with uuid {uuid} found")
    sealed = seal(call)
    return render(
        call,
        "triggered.html",
        title=triggered.name,
        section="webhooks",
        headers=sealed.headers,
        secret=sealed.secret,
        triggered=triggered,
        is_by_user=triggered.trigger_type == BY_USER,
        remaining=attempts_remaining(
            triggered.status,
            attempts_made=triggered.attempts_made,
            schedule_s=call.sender.settings.retry_schedule_s,
        ),
        executions=list_executions(call.connection, triggered.id),
    )
