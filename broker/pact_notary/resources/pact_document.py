"""A pact is shown as it was stored, with its time and its links laid over the end of the text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pact_notary.http.answers import serialise
from pact_notary.http.links import link, template
from pact_notary.resources.representation import (
    curies,
    link_pacticipant,
    link_version,
    show_time,
)

if TYPE_CHECKING:
    from pact_notary.http.links import Links
    from pact_notary.records import Pact
    from pact_notary.store.pacts import PactText


@dataclass(frozen=True, slots=True)
class Shown:
    """How the pact was come by: the metadata segment of its address and what it told."""

    segment: str | None = None
    consumer_versions: tuple[str, ...] = ()


def render(links: Links, found: PactText, how: Shown) -> str:
    """The JSON text of the representation; the stored document is not parsed for it."""
    ours = serialise(
        {
            "createdAt": show_time(found.pact.created_at),
            "_links": relations(links, found.pact, how),
        }
    )
    stored = found.text[:-1]
    return f"{stored}{ours[1:]}" if stored == "{" else f"{stored},{ours[1:]}"


def name_of(pact: Pact) -> str:
    number = pact.consumer_version.number
    return f"Pact between {pact.consumer.name} ({number}) and {pact.provider.name}"


def link_pact(links: Links, pact: Pact) -> dict[str, Any]:
    return link(address(links, pact), title="Pact", name=name_of(pact))


def address(links: Links, pact: Pact) -> str:
    return f"{pair_address(links, pact)}/version/{_quoted(links, pact.consumer_version.number)}"


def pair_address(links: Links, pact: Pact) -> str:
    provider, consumer = pact.provider.name, pact.consumer.name
    return links.to("pacts", "provider", provider, "consumer", consumer)


def content_address(links: Links, pact: Pact, segment: str | None) -> str:
    content = f"{pair_address(links, pact)}/pact-version/{pact.sha}"
    return f"{content}/metadata/{segment}" if segment else content


def relations(links: Links, pact: Pact, how: Shown) -> dict[str, Any]:
    pair, exact = pair_address(links, pact), address(links, pact)
    own = content_address(links, pact, how.segment)
    return {
        "self": link(own if how.segment else exact, title="Pact", name=name_of(pact)),
        **_parties(links, pact, how),
        "pb:pact-version": link(
            f"{pair}/pact-version/{pact.sha}", title="This content", name=pact.sha
        ),
        **_neighbours(pair, exact),
        "pb:diff": template(
            f"{pair}/pact-version/{pact.sha}/diff/pact-version/{{pactVersion}}",
            title="Differences to another content",
        ),
        **_webhooks(links, pact),
        **_tagging(links, pact),
        "pb:publish-verification-results": link(
            f"{own}/verification-results", title="Publish verification results"
        ),
        "pb:latest-verification-results": link(
            f"{pair}/pact-version/{pact.sha}/verification-results/latest",
            title="Latest verification results",
        ),
        "pb:triggered-webhooks": link(
            f"{exact}/triggered-webhooks", title="Webhooks that this pact triggered"
        ),
        "pb:matrix-for-consumer-version": _link_matrix(links, pact),
        "curies": curies(links, "pact"),
    }


def _parties(links: Links, pact: Pact, how: Shown) -> dict[str, Any]:
    consumer, number = pact.consumer.name, pact.consumer_version.number
    return {
        "pb:consumer": _titled(link_pacticipant(links, consumer), "Consumer"),
        "pb:consumer-version": _titled(link_version(links, consumer, number), "Consumer version"),
        **_several_versions(links, consumer, how.consumer_versions),
        "pb:provider": _titled(link_pacticipant(links, pact.provider.name), "Provider"),
    }


def _webhooks(links: Links, pact: Pact) -> dict[str, Any]:
    consumer, provider = pact.consumer.name, pact.provider.name
    return {
        "pb:pact-webhooks": link(
            links.to("webhooks", "provider", provider, "consumer", consumer),
            title="Webhooks of the pair",
        ),
        "pb:consumer-webhooks": link(
            links.to("webhooks", "consumer", consumer), title="Webhooks of the consumer"
        ),
    }


def _tagging(links: Links, pact: Pact) -> dict[str, Any]:
    number = pact.consumer_version.number
    version = links.to("pacticipants", pact.consumer.name, "versions", number)
    return {
        "pb:tag-prod-version": link(
            f"{version}/tags/prod", title="PUT this to tag the version with prod"
        ),
        "pb:tag-version": template(f"{version}/tags/{{tag}}", title="PUT this to tag the version"),
    }


def _link_matrix(links: Links, pact: Pact) -> dict[str, Any]:
    parameters = {
        "q[][pacticipant]": pact.consumer.name,
        "q[][version]": pact.consumer_version.number,
        "latestby": "cvpv",
    }
    href = links.query(links.to("matrix"), parameters)
    return link(href, title="Matrix of the consumer version")


def _neighbours(pair: str, exact: str) -> dict[str, Any]:
    return {
        "pb:latest-pact-version": link(f"{pair}/latest", title="Latest pact of the pair"),
        "pb:all-pact-versions": link(f"{pair}/versions", title="All pacts of the pair"),
        "pb:latest-untagged-pact-version": link(
            f"{pair}/latest-untagged", title="Latest pact without tags"
        ),
        "pb:latest-tagged-pact-version": template(
            f"{pair}/latest/{{tag}}", title="Latest pact with a tag"
        ),
        "pb:previous-distinct": link(
            f"{exact}/previous-distinct", title="The pact before this one with other content"
        ),
        "pb:diff-previous-distinct": link(
            f"{exact}/diff/previous-distinct", title="Differences to that pact"
        ),
    }


def _several_versions(links: Links, consumer: str, numbers: tuple[str, ...]) -> dict[str, Any]:
    if len(numbers) <= 1:
        return {}
    return {"pb:consumer-versions": [link_version(links, consumer, number) for number in numbers]}


def _titled(own: dict[str, Any], title: str) -> dict[str, Any]:
    return own | {"title": title}


def _quoted(links: Links, segment: str) -> str:
    return links.to(segment)[len(links.base) + 1 :]
