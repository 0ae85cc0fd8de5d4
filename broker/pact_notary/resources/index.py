"""The index names every address that clients begin with; its variables are part of the wire."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pact_notary.http.answers import shown
from pact_notary.http.links import link, template
from pact_notary.resources.routing import Route, shows

if TYPE_CHECKING:
    from pact_notary.http.answers import Answer
    from pact_notary.http.links import Links
    from pact_notary.resources.routing import Call

_PAIR = "/pacts/provider/{provider}/consumer/{consumer}"
_PROVIDER = "/pacts/provider/{provider}"
_ONE = "/pacticipants/{pacticipant}"
_CAN_I_DEPLOY = "/can-i-deploy?pacticipant={pacticipant}&version={version}"

RELATIONS = {
    "pb:publish-pact": (f"{_PAIR}/version/{{consumerApplicationVersion}}", "Publish a pact"),
    "pb:publish-contracts": ("/contracts/publish", "Publish contracts"),
    "pf:publish-provider-contract": (
        "/provider-contracts/provider/{provider}/publish",
        "Publish the OpenAPI document of a provider's version",
    ),
    "pb:latest-pact-versions": ("/pacts/latest", "Latest pact of each pair"),
    "pb:tagged-pact-versions": (f"{_PAIR}/tag/{{tag}}", "Pacts of a pair with a tag"),
    "pb:branch-pact-versions": (f"{_PAIR}/branch/{{branch}}", "Pacts of a pair from a branch"),
    "pb:latest-branch-pact-versions": (
        f"{_PAIR}/branch/{{branch}}/latest/versions",
        "Latest pact of a pair from a branch",
    ),
    "pb:main-branch-pact-versions": (
        f"{_PAIR}/branch/versions",
        "Pacts of a pair from the consumer's main branch",
    ),
    "pb:latest-main-branch-pact-versions": (
        f"{_PAIR}/branch/latest/versions",
        "Latest pact of a pair from the consumer's main branch",
    ),
    "pb:provider-pacts-with-main-branch": (
        f"{_PROVIDER}/branch",
        "A provider's pacts from its consumers' main branches",
    ),
    "pb:provider-pacts-with-branch": (
        f"{_PROVIDER}/branch/{{branch}}",
        "A provider's pacts from a branch",
    ),
    "pb:latest-provider-pacts-with-main-branch": (
        f"{_PROVIDER}/branch/latest",
        "A provider's latest pacts from its consumers' main branches",
    ),
    "pb:latest-provider-pacts-with-branch": (
        f"{_PROVIDER}/branch/{{branch}}/latest",
        "A provider's latest pacts from a branch",
    ),
    "pb:pacticipants": ("/pacticipants", "Pacticipants"),
    "pb:pacticipant": (_ONE, "A pacticipant"),
    "pb:latest-provider-pacts": (f"{_PROVIDER}/latest", "A provider's latest pacts"),
    "pb:latest-provider-pacts-with-tag": (
        f"{_PROVIDER}/latest/{{tag}}",
        "A provider's latest pacts with a tag",
    ),
    "pb:provider-pacts-with-tag": (f"{_PROVIDER}/tag/{{tag}}", "A provider's pacts with a tag"),
    "pb:provider-pacts": (_PROVIDER, "A provider's pacts"),
    "pb:latest-version": (f"{_ONE}/latest-version", "Latest version of a pacticipant"),
    "pb:latest-tagged-version": (
        f"{_ONE}/latest-version/{{tag}}",
        "Latest version of a pacticipant with a tag",
    ),
    "pb:webhooks": ("/webhooks", "Webhooks"),
    "pb:webhook": ("/webhooks/{uuid}", "A webhook"),
    "pb:integrations": ("/integrations", "Integrations"),
    "pb:pacticipant-version-tag": (
        f"{_ONE}/versions/{{version}}/tags/{{tag}}",
        "A tag of a pacticipant's version",
    ),
    "pb:pacticipant-branch": (f"{_ONE}/branches/{{branch}}", "A branch of a pacticipant"),
    "pb:pacticipant-branch-version": (
        f"{_ONE}/branches/{{branch}}/versions/{{version}}",
        "A version on a branch of a pacticipant",
    ),
    "pb:pacticipant-version": (f"{_ONE}/versions/{{version}}", "A version of a pacticipant"),
    "pb:metrics": ("/metrics", "Metrics"),
    "pb:can-i-deploy-pacticipant-version-to-tag": (
        f"{_CAN_I_DEPLOY}&to={{tag}}",
        "Whether a version fits the latest versions with a tag",
    ),
    "pb:can-i-deploy-pacticipant-version-to-environment": (
        f"{_CAN_I_DEPLOY}&environment={{environment}}",
        "Whether a version fits an environment",
    ),
    "pb:provider-pacts-for-verification": (
        f"{_PROVIDER}/for-verification",
        "Pacts for a provider to verify",
    ),
    "pb:environments": ("/environments", "Environments"),
    "pb:environment": ("/environments/{uuid}", "An environment"),
}


def show_index(call: Call) -> Answer:
    links = call.links
    relations: dict[str, Any] = {"self": link(links.base, title="Index")}
    for relation, (path, title) in RELATIONS.items():
        relations[relation] = _relate(links, path, title)
    old = "pb:provider-pacts-for-verification"
    relations["beta:provider-pacts-for-verification"] = relations[old] | {"name": "beta"}
    documented = links.template("/doc/{rel}?context=index")
    relations["curies"] = [{"name": name, **template(documented)} for name in ("pb", "beta", "pf")]
    return shown({"_links": relations})


def _relate(links: Links, path: str, title: str) -> dict[str, Any]:
    href = links.template(path)
    return template(href, title=title) if "{" in path else link(href, title=title)


ROUTES = (Route("/", {"GET": shows(show_index)}),)
