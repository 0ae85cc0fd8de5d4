"""The latest results of all pacts of a consumer version, with a verdict."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pact_notary.http.answers import shown
from pact_notary.http.links import link
from pact_notary.resources.routing import Route, shows
from pact_notary.resources.verifications import show_verification
from pact_notary.service.lookups import get_version
from pact_notary.store import pacts, verifications

if TYPE_CHECKING:
    from pact_notary.http.answers import Answer
    from pact_notary.resources.routing import Call


def show(call: Call) -> Answer:
    consumer, number = call.segments["consumer"], call.segments["version"]
    version = get_version(call.connection, consumer, number=number)
    published = pacts.of_versions(call.connection, [version.id])
    contents = tuple(pact.content_id for pact in published)
    results = verifications.newest_of_contents(call.connection, contents)
    summary: dict[str, list[str]] = {"successful": [], "failed": [], "unknown": []}
    for pact in published:
        result = results.get(pact.content_id)
        kind = "unknown" if result is None else "successful" if result.success else "failed"
        summary[kind].append(pact.provider.name)
    own = call.links.to("verification-results", "consumer", consumer, "version", number, "latest")
    return shown(
        {
            "success": not summary["failed"] and not summary["unknown"],
            "providerSummary": summary,
            "_embedded": {
                "verificationResults": [
                    show_verification(call.links, result, consumer_version=number)
                    for result in results.values()
                ]
            },
            "_links": {"self": link(own, title="Latest results of the version's pacts")},
        }
    )


ROUTES = (
    Route(
        "/verification-results/consumer/{consumer}/version/{version}/latest",
        {"GET": shows(show)},
    ),
)
