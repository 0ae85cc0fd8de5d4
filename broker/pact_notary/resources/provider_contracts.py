"""Provider contracts: the OpenAPI document that a provider publishes with a version.

Source: the relation and the body that `pact pactflow publish-provider-contract` goes by.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from pact_notary.http.answers import Answer, emptied, shown
from pact_notary.http.links import link
from pact_notary.http.negotiation import JSON, YAML
from pact_notary.records import Notice
from pact_notary.resources.addresses import address_contract
from pact_notary.resources.provider_contract_request import check, read_publication
from pact_notary.resources.representation import (
    link_contract,
    link_pacticipant,
    link_tag,
    link_version,
    show_notice,
    show_times,
    without_nulls,
)
from pact_notary.resources.routing import Route, changes_when_checked, removes, shows
from pact_notary.service.openapi_lookup import get_document
from pact_notary.service.openapi_publishing import Effect, publish, withdraw
from pact_notary.store import openapi_documents

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pact_notary.http.links import Links
    from pact_notary.records import PublishedDocument, Version
    from pact_notary.resources.routing import Call
    from pact_notary.service.openapi_publishing import PublishedOpenapi, PublishOpenapi

PUBLISH: Final = "/provider-contracts/provider/{provider}/publish"
CONTRACT: Final = "/provider-contracts/provider/{provider}/version/{provider_version}"

# A document is data, whatever it holds: a browser shows it as text, or keeps it.
_SAFE: Final = {
    "Content-Security-Policy": "default-src 'none'; sandbox; frame-ancestors 'none'",
    "Content-Disposition": "attachment",
}


def create(call: Call) -> Answer:
    request = read_publication(call.segments["provider"], call.body)
    published = publish(call.transaction, request)
    links, provider, number = call.links, request.provider, request.number
    return shown(
        {
            "notices": [show_notice(each) for each in _notices(links, request, published)],
            "_embedded": {
                "version": {
                    "number": number,
                    "_links": {"self": link_version(links, provider, number)},
                }
            },
            "_links": {
                "pb:pacticipant": link_pacticipant(links, provider),
                "pb:pacticipant-version": link_version(links, provider, number),
                "pb:pacticipant-version-tags": [
                    link_tag(links, provider, number, tag) for tag in request.tags
                ],
                "pf:provider-contract": link_contract(links, provider, number),
                "self": link(links.to("provider-contracts", "provider", provider, "publish")),
            },
        }
    )


def _notices(
    links: Links, request: PublishOpenapi, published: PublishedOpenapi
) -> Iterator[Notice]:
    name, number = request.provider, request.number
    done = "Created" if published.is_new else "Updated"
    yield Notice("debug", f"{done} {name} version {number}")
    of_version = f"for {name} version {number}"
    match published.effect:
        case Effect.PUBLISHED:
            yield Notice("success", f"OpenAPI document published {of_version}")
        case Effect.UNCHANGED:
            text = f"OpenAPI document republished {of_version}; its content is unchanged"
            yield Notice("success", text)
        case Effect.OVERWRITTEN:
            yield Notice(
                "warning",
                f"OpenAPI document changed {of_version}. A version's document should never change.",
            )
    yield Notice("debug", f"  View who uses what of it at {address_contract(links, name, number)}")
    if request.branch is None:
        yield Notice(
            "prompt", "  Tell the branch of the provider when publishing: versions are found by it."
        )


def show(call: Call) -> Answer:
    _, document = _find(call)
    return shown(_show(call, document))


def show_content(call: Call) -> Answer:
    _, document = _find(call)
    text = openapi_documents.read_text(call.connection, document.document_id)
    return Answer(body=text, media_type=document.media_type, headers=_SAFE)


def remove(call: Call) -> Answer:
    version, _ = _find(call)
    withdraw(call.transaction, version)
    return emptied()


def _find(call: Call) -> tuple[Version, PublishedDocument]:
    provider, number = call.segments["provider"], call.segments["provider_version"]
    return get_document(call.connection, provider, number=number)


def _show(call: Call, document: PublishedDocument) -> dict[str, Any]:
    links, provider, number = (
        call.links,
        call.segments["provider"],
        call.segments["provider_version"],
    )
    own = address_contract(links, provider, number)
    told = document.self_verification
    return {
        **without_nulls(
            {
                "specification": "oas",
                "contentType": document.media_type,
                "openapiVersion": document.openapi_version,
                "digest": f"sha256:{document.digest}",
                "operationsCount": document.operations,
                "selfVerificationResults": json.loads(told) if told else None,
            }
        ),
        **show_times(document.created_at, document.updated_at),
        "_links": {
            "self": link_contract(links, provider, number),
            "pb:pacticipant": link_pacticipant(links, provider),
            "pb:pacticipant-version": link_version(links, provider, number),
            "pf:content": link(f"{own}/content", title="The document as it was sent"),
            "pf:comparison": link(
                f"{own}/comparison", title="Where pacts do not fit, and what of it they use"
            ),
        },
    }


ROUTES = (
    Route(PUBLISH, {"POST": changes_when_checked(create, check)}),
    Route(CONTRACT, {"GET": shows(show), "DELETE": removes(remove)}),
    Route(f"{CONTRACT}/content", {"GET": shows(show_content, (YAML, JSON))}),
)
