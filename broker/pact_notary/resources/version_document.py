"""How a version is shown, alone and in lists."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pact_notary.domain.naming import display_name
from pact_notary.http.links import link, template
from pact_notary.resources.representation import (
    curies,
    link_branch_version,
    link_contract,
    link_pacticipant,
    link_tag,
    link_version,
    show_times,
    without_nulls,
)
from pact_notary.store import branches, environments, openapi_documents, pacts, stays, tags

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from pact_notary.http.links import Links
    from pact_notary.records import (
        Environment,
        Pact,
        PublishedDocument,
        Stay,
        Version,
        VersionBranch,
    )
    from pact_notary.resources.routing import Call


@dataclass(frozen=True, slots=True)
class Companions:
    """What is around some versions, by version id; environments by their own id."""

    branches: Mapping[int, tuple[VersionBranch, ...]]
    tags: Mapping[int, tuple[str, ...]]
    pacts: Sequence[Pact]
    deployed: Sequence[Stay]
    environments: Mapping[int, Environment]
    documents: Mapping[int, PublishedDocument]


def show_one(call: Call, pacticipant: str, version: Version) -> dict[str, Any]:
    """A version alone: also what can be done with it in each environment."""
    around = find_companions(call, [version])
    document = show_version(call.links, pacticipant, version, around)
    released = stays.released_of(call.connection, [version.id])
    own = call.links.to("pacticipants", pacticipant, "versions", version.number)
    document["_links"] |= {
        "pb:released-environments": [
            _link_release(call.links, stay, around.environments[stay.environment_id])
            for stay in released
        ],
        "pb:record-deployment": _record_links(own, "deployed-versions", "Deploy", around),
        "pb:record-release": _record_links(own, "released-versions", "Release", around),
        "curies": curies(call.links, "version"),
    }
    return document


def find_companions(call: Call, shown: Iterable[Version]) -> Companions:
    ids = [version.id for version in shown]
    everywhere = environments.every(call.connection)
    return Companions(
        branches=branches.branches_of(call.connection, ids),
        tags=tags.names_of(call.connection, ids),
        pacts=pacts.of_versions(call.connection, ids),
        deployed=stays.deployed_of(call.connection, ids),
        environments={environment.id: environment for environment in everywhere},
        documents=openapi_documents.find_of_versions(call.connection, ids),
    )


def show_version(
    links: Links, pacticipant: str, version: Version, around: Companions
) -> dict[str, Any]:
    number = version.number
    return {
        **without_nulls({"number": number, "buildUrl": version.build_url}),
        **show_times(version.created_at, version.updated_at),
        "_embedded": {
            "branchVersions": [
                _show_branch(links, pacticipant, number, place)
                for place in around.branches.get(version.id, ())
            ],
            "tags": [
                {"name": tag, "_links": {"self": link_tag(links, pacticipant, number, tag)}}
                for tag in around.tags.get(version.id, ())
            ],
        },
        "_links": _relations(links, pacticipant, version, around),
    }


def _relations(
    links: Links, pacticipant: str, version: Version, around: Companions
) -> dict[str, Any]:
    own = links.to("pacticipants", pacticipant, "versions", version.number)
    results = links.to(
        "verification-results", "consumer", pacticipant, "version", version.number, "latest"
    )
    return {
        "self": link_version(links, pacticipant, version.number),
        **_link_document(links, pacticipant, version, around),
        "pb:pacticipant": link_pacticipant(links, pacticipant),
        "pb:tag": template(f"{own}/tags/{{tag}}", title="A tag of this version"),
        "pb:latest-verification-results-where-pacticipant-is-consumer": link(
            results, title="Latest results of this version's pacts"
        ),
        "pb:pact-versions": [
            _link_pact(links, pact)
            for pact in around.pacts
            if pact.consumer_version.id == version.id
        ],
        "pb:deployed-environments": [
            _link_deployment(links, stay, around.environments[stay.environment_id])
            for stay in around.deployed
            if stay.version.id == version.id
        ],
    }


def _link_document(
    links: Links, pacticipant: str, version: Version, around: Companions
) -> dict[str, Any]:
    if version.id not in around.documents:
        return {}
    return {"pf:provider-contract": link_contract(links, pacticipant, version.number)}


def _show_branch(
    links: Links, pacticipant: str, number: str, place: VersionBranch
) -> dict[str, Any]:
    own = link_branch_version(links, pacticipant, place.name, number)
    return {"name": place.name, "latest": place.latest, "_links": {"self": own}}


def _link_pact(links: Links, pact: Pact) -> dict[str, Any]:
    consumer, provider = pact.consumer.name, pact.provider.name
    number = pact.consumer_version.number
    href = links.to("pacts", "provider", provider, "consumer", consumer, "version", number)
    name = f"Pact between {consumer} ({number}) and {provider}"
    return link(href, title="Pact", name=name)


def _link_deployment(links: Links, stay: Stay, environment: Environment) -> dict[str, Any]:
    return {
        **link(
            links.to("deployed-versions", stay.uuid),
            title="Deployed version",
            name=environment.display_name or display_name(environment.name),
        ),
        "currently_deployed": True,
        **without_nulls({"application_instance": stay.target}),
    }


def _link_release(links: Links, stay: Stay, environment: Environment) -> dict[str, Any]:
    return {
        **link(
            links.to("released-versions", stay.uuid),
            title="Released version",
            name=environment.display_name or display_name(environment.name),
        ),
        "currently_supported": True,
    }


def _record_links(own: str, kind: str, verb: str, around: Companions) -> list[dict[str, Any]]:
    """One link for each environment; clients find theirs by the environment's name."""
    return [
        link(
            f"{own}/{kind}/environment/{environment.uuid}",
            title=f"{verb} to {environment.display_name or display_name(environment.name)}",
            name=environment.name,
        )
        for environment in around.environments.values()
    ]
