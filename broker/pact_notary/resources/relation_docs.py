"""What the relations of links lead to: a sentence for people who browse the API."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pact_notary.http.answers import Answer
from pact_notary.http.negotiation import TEXT
from pact_notary.resources.index import RELATIONS
from pact_notary.resources.routing import Route, shows

if TYPE_CHECKING:
    from pact_notary.resources.routing import Call

_OTHERS = {
    "all-pact-versions": "All pacts of the consumer and the provider, the newest first.",
    "branch-version": "A version on a branch. PUT it to put the version on the branch.",
    "comparison": "Where pacts do not fit the document, and what of it they use.",
    "content": "The document as it was sent.",
    "branches": "The branches of the application. DELETE removes all but the main one.",
    "consumer": "The application that expects what the pact says.",
    "consumer-version": "The consumer's version that the pact was published for.",
    "consumer-versions": "All consumer versions for which this content was chosen.",
    "contracts": "The pacts that were published.",
    "currently-deployed-deployed-versions": "What is deployed in the environment now.",
    "currently-supported-released-versions": "What is released there and supported now.",
    "delete_integration": "DELETE it to remove all that the two applications have together.",
    "deployed-environments": "Where the version, or the application, is deployed now.",
    "diff": "How this content differs from another one.",
    "diff-previous-distinct": "How the pact differs from the one before it that says else.",
    "execute": "POST here to send the webhook's request now.",
    "label": "A label of the application. PUT it to add the label.",
    "latest-pact-version": "The newest pact of the consumer and the provider.",
    "latest-tagged-pact-version": "The newest pact whose version has a tag.",
    "latest-untagged-pact-version": "The newest pact whose version has no tag.",
    "latest-verification-results": "The newest result of verifying this content.",
    "matrix-for-consumer-version": "All results for the pacts of the consumer version.",
    "pact-version": "The content, whichever version it was published for.",
    "pact-webhooks": "The webhooks of the consumer and the provider.",
    "previous-distinct": "The pact before this one that says something else.",
    "provider-contract": "The OpenAPI document of the provider's version.",
    "provider": "The application that has to keep what the pact says.",
    "publish-verification-results": "POST here what a verification of this content came to.",
    "record-deployment": "POST here when the version was deployed to the environment.",
    "record-release": "POST here when the version was released to the environment.",
    "released-environments": "Where the version is released and supported now.",
    "tag": "A tag of the version. PUT it to add the tag.",
    "tag-prod-version": "PUT here to tag the consumer version with prod.",
    "tag-version": "PUT here to tag the consumer version.",
    "triggered-webhooks": "The requests that webhooks made because of this.",
    "version": "A version of the application.",
    "version-tag": "A tag of a version. PUT it to add the tag.",
    "versions": "The versions of the application, the newest first.",
}


def describe_relation(name: str) -> tuple[str, str]:
    """The relation without its prefixes, and what is at the end of such a link."""
    relation = name.removeprefix("pb:").removeprefix("pf:").removeprefix("webhooks-")
    indexed = RELATIONS.get(f"pb:{relation}") or RELATIONS.get(f"pf:{relation}")
    text = indexed[1] if indexed else _OTHERS.get(relation)
    return relation, text or "There is no documentation for this."


def show(call: Call) -> Answer:
    relation, text = describe_relation(call.segments["relation"])
    return Answer(body=f"{relation}: {text}\n")


ROUTES = (Route("/doc/{relation}", {"GET": shows(show, (TEXT,))}),)
