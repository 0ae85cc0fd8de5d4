"""A webhook is tried with the newest pact it could fire for, or with made-up names."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pact_notary.domain.webhooks.document import TEST_EVENT
from pact_notary.domain.webhooks.parameters import Occasion, Side, describe
from pact_notary.service import occasions
from pact_notary.service.occasions import Subject
from pact_notary.store.provider_use import list_deployed_numbers
from pact_notary.store.trial_subjects import find_newest_pact

if TYPE_CHECKING:
    import sqlalchemy as sa

    from pact_notary.domain.webhooks.document import HookDocument
    from pact_notary.http.links import Links


def find_values(connection: sa.Connection, links: Links, document: HookDocument) -> dict[str, str]:
    """What the webhook's templates are filled in with when it is tried."""
    pact = find_newest_pact(connection, consumer=document.consumer, provider=document.provider)
    if pact is None:
        return describe(_make_up(links, document))
    result = occasions.find_result_to_tell(connection, pact)
    occasion = occasions.tell(connection, links, Subject(pact), result=result)
    deployed = list_deployed_numbers(connection, pact.provider.id)
    named = replace(
        occasion,
        event_name=TEST_EVENT,
        deployed_provider_version_number=deployed[-1] if deployed else "",
    )
    return describe(named)


def _make_up(links: Links, document: HookDocument) -> Occasion:
    consumer = document.consumer.name or "Example Consumer"
    provider = document.provider.name or "Example Provider"
    return Occasion(
        event_name=TEST_EVENT,
        consumer=Side(consumer, version_number="1", branch="main", tags=("main",)),
        provider=Side(provider, version_number="1", branch="main", tags=("main",)),
        pact_url=links.to("pacts", "provider", provider, "consumer", consumer, "latest"),
        deployed_provider_version_number="1",
    )
