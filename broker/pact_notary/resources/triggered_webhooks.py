"""What webhooks led to: their state for a pair, and the log of each request."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pact_notary.domain.webhooks.retrying import TriggerStatus, attempts_remaining
from pact_notary.http.answers import Answer, shown
from pact_notary.http.links import link
from pact_notary.http.negotiation import HAL, JSON, TEXT
from pact_notary.resources.representation import link_pacticipant, show_time
from pact_notary.resources.routing import Route, shows
from pact_notary.resources.verifications import find_result
from pact_notary.resources.webhook_document import address, curies
from pact_notary.service.lookups import get_named
from pact_notary.service.refusals import Unknown
from pact_notary.store import pacts, trigger_history

if TYPE_CHECKING:
    from pact_notary.records import Pact
    from pact_notary.resources.routing import Call
    from pact_notary.store.trigger_history import Execution, TriggeredWebhook

_SUMMARY = {
    TriggerStatus.SUCCESS: "successful",
    TriggerStatus.FAILURE: "failed",
    TriggerStatus.RETRYING: "retrying",
    TriggerStatus.NOT_RUN: "notRun",
}
_ALWAYS_SUMMED = ("successful", "failed")


def show_status(call: Call) -> Answer:
    """Of each webhook and event the newest request for the pair."""
    pact = _find_newest_pact(call)
    found = trigger_history.find_latest_of_pair(
        call.connection, consumer_id=pact.consumer.id, provider_id=pact.provider.id
    )
    failed = [each for each in found if each.status is TriggerStatus.FAILURE]
    pair = ("pacts", "provider", pact.provider.name, "consumer", pact.consumer.name)
    return shown(
        {
            "summary": _summarise(found),
            "_embedded": {"triggeredWebhooks": [_show(call, each) for each in found]},
            "_links": {
                "self": link(call.own_address, title="Webhooks status"),
                "pb:error-logs": [_link_logs(call, each) for each in failed],
                "pb:pact-webhooks": link(call.links.to(*pair, "webhooks"), title="Webhooks"),
                "pb:pact-version": link(
                    call.links.to(*pair, "version", pact.consumer_version.number),
                    title="Pact",
                    name=pact.consumer_version.number,
                ),
                "pb:consumer": link_pacticipant(call.links, pact.consumer.name),
                "pb:provider": link_pacticipant(call.links, pact.provider.name),
                "curies": curies(call.links),
            },
        }
    )


def list_of_version(call: Call) -> Answer:
    segments = call.segments
    pact = pacts.find(
        call.connection,
        segments["consumer"],
        segments["provider"],
        pacts.with_number(segments["version"]),
    )
    if pact is None:
        raise Unknown("No such pact found")
    return _list(
        call,
        trigger_history.find_triggered_by_version(
            call.connection,
            consumer_version_id=pact.consumer_version.id,
            provider_id=pact.provider.id,
        ),
    )


def list_of_result(call: Call) -> Answer:
    number = find_result(call).id
    return _list(call, trigger_history.find_triggered_by_result(call.connection, number))


def show_logs(call: Call) -> Answer:
    """As text by default: it is read by people who follow a link."""
    triggered = trigger_history.find_triggered(call.connection, call.segments["uuid"])
    if triggered is None:
        raise Unknown(f"No triggered webhook with uuid {call.segments['uuid']} found")
    executions = trigger_history.list_executions(call.connection, triggered.id)
    if call.media_type == TEXT:
        logs = "\n".join(execution.logs for execution in executions)
        return Answer(body=logs or "The request has not been made yet.\n", media_type=TEXT)
    return shown(_show_executions(call, triggered, executions))


def _find_newest_pact(call: Call) -> Pact:
    names = {role: call.segments[role] for role in ("consumer", "provider")}
    for role, name in names.items():
        get_named(call.connection, name, role=role)
    pact = pacts.find(call.connection, names["consumer"], names["provider"])
    if pact is None:
        raise Unknown("The two have no pact with each other")
    return pact


def _summarise(found: tuple[TriggeredWebhook, ...]) -> dict[str, int]:
    counts = {
        word: sum(each.status is status for each in found) for status, word in _SUMMARY.items()
    }
    return {word: count for word, count in counts.items() if count or word in _ALWAYS_SUMMED}


def _list(call: Call, found: tuple[TriggeredWebhook, ...]) -> Answer:
    return shown(
        {
            "_embedded": {"triggeredWebhooks": [_show(call, each) for each in found]},
            "_links": {
                "self": link(call.own_address, title="Triggered webhooks"),
                "curies": curies(call.links),
            },
        }
    )


def _show(call: Call, triggered: TriggeredWebhook) -> dict[str, Any]:
    logs = _link_logs(call, triggered)
    relations = {"pb:logs": logs, "logs": logs}
    if triggered.webhook_exists:
        href = address(call.links, triggered.webhook_uuid)
        relations["pb:webhook"] = link(href, title="Webhook", name=triggered.name)
    return {
        "uuid": triggered.uuid,
        "name": triggered.name,
        "status": triggered.status,
        "attemptsMade": triggered.attempts_made,
        "attemptsRemaining": attempts_remaining(
            triggered.status,
            attempts_made=triggered.attempts_made,
            schedule_s=call.sender.settings.retry_schedule_s,
        ),
        "triggerType": triggered.trigger_type,
        "eventName": triggered.event_name,
        "triggeredAt": show_time(triggered.created_at),
        "_links": relations,
    }


def _link_logs(call: Call, triggered: TriggeredWebhook) -> dict[str, Any]:
    href = call.links.to("triggered-webhooks", triggered.uuid, "logs")
    return link(href, title="Logs", name=triggered.name)


def _show_executions(
    call: Call, triggered: TriggeredWebhook, executions: tuple[Execution, ...]
) -> dict[str, Any]:
    relations = {"self": link(call.own_address, title="Logs")}
    if triggered.webhook_exists:
        href = address(call.links, triggered.webhook_uuid)
        relations["pb:webhook"] = link(href, title="Webhook", name=triggered.name)
    return {
        "eventName": triggered.event_name,
        "consumerName": triggered.consumer_name,
        "providerName": triggered.provider_name,
        "executions": [
            {
                "success": execution.success,
                "logs": execution.logs,
                "createdAt": show_time(execution.created_at),
            }
            for execution in executions
        ],
        "_embedded": {"triggeredWebhook": {"uuid": triggered.uuid}},
        "_links": relations,
    }


_PAIR = "/pacts/provider/{provider}/consumer/{consumer}"
_CONTENT = f"{_PAIR}/pact-version/{{sha}}"
_OF_RESULT = "verification-results/{number}/triggered-webhooks"

ROUTES = (
    Route(f"{_PAIR}/webhooks/status", {"GET": shows(show_status)}),
    Route(f"{_PAIR}/version/{{version}}/triggered-webhooks", {"GET": shows(list_of_version)}),
    Route(f"{_CONTENT}/{_OF_RESULT}", {"GET": shows(list_of_result)}),
    Route(f"{_CONTENT}/metadata/{{metadata}}/{_OF_RESULT}", {"GET": shows(list_of_result)}),
    Route("/triggered-webhooks/{uuid}/logs", {"GET": shows(show_logs, (TEXT, HAL, JSON))}),
)
