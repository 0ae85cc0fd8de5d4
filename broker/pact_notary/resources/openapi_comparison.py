"""A provider's document beside its consumers' pacts, as a document for programs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pact_notary.http.answers import shown
from pact_notary.http.links import link
from pact_notary.resources.addresses import address_contract
from pact_notary.resources.provider_contracts import CONTRACT
from pact_notary.resources.representation import (
    link_contract,
    link_pacticipant,
    link_version,
    show_misfit,
)
from pact_notary.resources.routing import Route, shows
from pact_notary.service.openapi_lookup import get_document
from pact_notary.service.openapi_map import find_map

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pact_notary.domain.openapi.coverage import Used, UsedOperation
    from pact_notary.http.answers import Answer
    from pact_notary.http.links import Links
    from pact_notary.records import PublishedPact
    from pact_notary.resources.routing import Call
    from pact_notary.service.openapi_map import DocumentMap


def show(call: Call) -> Answer:
    provider, number = call.segments["provider"], call.segments["provider_version"]
    version, document = get_document(call.connection, provider, number=number)
    found = find_map(call.connection, version, document)
    return shown(
        {
            **({"fits": not found.errors} if found.interactions else {}),
            "digest": f"sha256:{document.digest}",
            "interactionsCount": found.interactions,
            "messagesCount": found.messages,
            "pactsLeftOut": found.pacts_left_out,
            "misfits": _list_misfits(found),
            "notCompared": [
                {**_show_pact(pact), "reason": reason} for pact, reason in found.not_compared
            ],
            **_show_coverage(found),
            "_links": _relations(call.links, provider, number, found),
        }
    )


def _list_misfits(found: DocumentMap) -> list[dict[str, Any]]:
    return [
        {**show_misfit(each.misfit), "consumerVersion": each.pact.consumer_version.number}
        for each in (*found.errors, *found.warnings)
    ]


def _show_pact(pact: PublishedPact) -> dict[str, str]:
    return {"consumer": pact.consumer.name, "consumerVersion": pact.consumer_version.number}


def _show_coverage(found: DocumentMap) -> dict[str, Any]:
    coverage = found.coverage
    names = {key: pact.consumer.name for key, pact in found.pacts.items()}
    return {
        "shares": {
            kind: {"used": share.used, "declared": share.declared, "percent": share.percent}
            for kind, share in coverage.shares
        },
        "operations": [_show_operation(each, names) for each in coverage.operations],
        "safeToRemove": [{"kind": each.kind, "name": each.name} for each in coverage.unused],
    }


def _show_operation(operation: UsedOperation, names: dict[str, str]) -> dict[str, Any]:
    return {
        "operation": operation.title,
        "operationId": operation.operation_id,
        "pointer": operation.pointer,
        "deprecated": operation.is_deprecated,
        "consumers": _name(operation.consumers, names),
        "parameters": _show_used(operation.parameters, names),
        "requestFields": _show_used(operation.request_fields, names),
        "statuses": [
            {
                "status": each.status,
                "consumers": _name(each.consumers, names),
                "fields": _show_used(each.fields, names),
            }
            for each in operation.statuses
        ],
    }


def _show_used(used: Iterable[Used], names: dict[str, str]) -> list[dict[str, Any]]:
    return [{"name": each.name, "consumers": _name(each.consumers, names)} for each in used]


def _name(keys: Iterable[str], names: dict[str, str]) -> list[str]:
    return sorted({names[key] for key in keys})


def _relations(links: Links, provider: str, number: str, found: DocumentMap) -> dict[str, Any]:
    own = address_contract(links, provider, number)
    pacts = ("pacts", "provider", provider, "consumer")
    return {
        "self": link(f"{own}/comparison", title="Where pacts do not fit, and what of it they use"),
        "pb:pacticipant": link_pacticipant(links, provider),
        "pb:pacticipant-version": link_version(links, provider, number),
        "pf:provider-contract": link_contract(links, provider, number),
        "pb:pact-versions": [
            link(
                links.to(*pacts, pact.consumer.name, "version", pact.consumer_version.number),
                title="Pact",
                name=f"Pact between {pact.consumer.name} ({pact.consumer_version.number}) and "
                f"{provider}",
            )
            for pact in found.pacts.values()
        ],
    }


ROUTES = (Route(f"{CONTRACT}/comparison", {"GET": shows(show)}),)
