"""Where a pact and a result of it are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pact_notary.domain import metadata

if TYPE_CHECKING:
    from pact_notary.http.links import Links
    from pact_notary.records import Pact


def address_pact(links: Links, pact: Pact) -> str:
    """The pact of its consumer's version."""
    provider, consumer = pact.provider.name, pact.consumer.name
    number = pact.consumer_version.number
    return links.to("pacts", "provider", provider, "consumer", consumer, "version", number)


def address_result(
    links: Links, pact: Pact, *, sha: str, consumer_version: str, number: int
) -> str:
    """A result for a content of the pact's pair, seen from a version of the consumer."""
    known = metadata.PactMetadata(consumer_version_number=consumer_version)
    pair = links.to("pacts", "provider", pact.provider.name, "consumer", pact.consumer.name)
    return (
        f"{pair}/pact-version/{sha}/metadata/{metadata.encode(known)}/verification-results/{number}"
    )


def address_contract(links: Links, provider: str, number: str) -> str:
    """The OpenAPI document of a provider's version."""
    return links.to("provider-contracts", "provider", provider, "version", number)
