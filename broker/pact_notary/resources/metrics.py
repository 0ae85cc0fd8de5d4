"""How much of everything there is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pact_notary.http.answers import Answer, shown
from pact_notary.http.exposition import (
    OPEN_METRICS,
    TEXT_VERSION,
    Family,
    Kind,
    Sample,
    write_open_metrics,
    write_text,
)
from pact_notary.http.negotiation import HAL_OR_JSON, TEXT
from pact_notary.resources.representation import show_time
from pact_notary.resources.routing import Route, shows
from pact_notary.store.counts import count_everything

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from pact_notary.resources.routing import Call
    from pact_notary.store.counts import Counts


def show(call: Call) -> Answer:
    """The official document, or the figures of monitoring to those who ask for text."""
    counts = count_everything(call.connection)
    if call.media_type == OPEN_METRICS:
        return Answer(body=write_open_metrics(_families(call, counts)))
    if call.media_type in {TEXT, TEXT_VERSION}:
        return Answer(body=write_text(_families(call, counts)))
    return shown(_show_contracts(counts) | _show_applications(counts) | _show_rest(counts))


def _families(call: Call, counts: Counts) -> tuple[Family, ...]:
    stored = {
        "pacticipants": counts.pacticipants,
        "versions": counts.versions,
        "integrations": counts.integrations,
        "pact_publications": counts.publications,
        "pact_contents": counts.contents,
        "tags": counts.tags,
        "environments": counts.environments,
        "deployed_versions": counts.currently_deployed,
        "released_versions": counts.currently_supported,
        "webhooks": counts.webhooks,
        "triggered_webhooks": counts.triggered_webhooks,
        "webhook_executions": counts.webhook_executions,
    }
    results = {"success": counts.successes, "failure": counts.results - counts.successes}
    return (
        _gauges("stored", "Things in the database.", "kind", stored),
        _gauges("verification_results", "Verification results by outcome.", "outcome", results),
        *call.traffic.families(),
    )


def _gauges(name: str, about: str, label: str, figures: Mapping[str, int]) -> Family:
    samples = tuple(Sample(value, {label: kind}) for kind, value in figures.items())
    return Family(f"pact_notary_{name}", Kind.GAUGE, about, samples)


def _show_contracts(counts: Counts) -> dict[str, object]:
    return {
        "interactions": {
            "latestInteractionsCount": counts.interactions,
            "latestMessagesCount": counts.messages,
            "latestInteractionsAndMessagesCount": counts.interactions + counts.messages,
        },
        "integrations": {"count": counts.integrations},
        "pactPublications": {
            "count": counts.publications,
            "first": _time(counts.first_publication_at),
            "last": _time(counts.last_publication_at),
        },
        "pactVersions": {"count": counts.contents},
        "pactRevisionsPerConsumerVersion": {"distribution": counts.revisions_per_version},
        "verificationResults": {
            "count": counts.results,
            "successCount": counts.successes,
            "failureCount": counts.results - counts.successes,
            "distinctCount": counts.distinct_results,
            "first": _time(counts.first_result_at),
            "last": _time(counts.last_result_at),
        },
        "verificationResultsPerPactVersion": {"distribution": counts.results_per_content},
        "matrix": {"count": -1},
    }


def _show_applications(counts: Counts) -> dict[str, object]:
    return {
        "pacticipants": {
            "count": counts.pacticipants,
            "withMainBranchSetCount": counts.pacticipants_with_main_branch,
        },
        "pacticipantVersions": {
            "count": counts.versions,
            "withUserCreatedBranchCount": counts.versions_with_user_branch,
            "withBranchCount": counts.versions_with_branch,
            "withBranchSetCount": counts.versions_with_branch,
        },
        "tags": {
            "count": counts.tags,
            "distinctCount": counts.distinct_tags,
            "distinctWithPacticipantCount": counts.distinct_tags_of_pacticipants,
        },
        "environments": {"count": counts.environments},
        "deployedVersions": {
            "count": counts.deployed,
            "userCreatedCount": counts.deployed_by_users,
            "currentlyDeployedCount": counts.currently_deployed,
        },
        "releasedVersions": {
            "count": counts.released,
            "currentlySupportedCount": counts.currently_supported,
        },
    }


def _show_rest(counts: Counts) -> dict[str, object]:
    return {
        "webhooks": {"count": counts.webhooks},
        "triggeredWebhooks": {"count": counts.triggered_webhooks},
        "webhookExecutions": {"count": counts.webhook_executions},
    }


def _time(instant: datetime | None) -> str | None:
    return show_time(instant) if instant else None


_FORMS = (*HAL_OR_JSON, TEXT, TEXT_VERSION, OPEN_METRICS)

ROUTES = (Route("/metrics", {"GET": shows(show, _FORMS)}),)
