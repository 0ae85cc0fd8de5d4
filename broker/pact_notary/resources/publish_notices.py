"""What a publication tells the person who published: what was done, and what to do next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pact_notary.records import Notice
from pact_notary.resources.pact_document import address
from pact_notary.service.publishing import Effect

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pact_notary.http.links import Links
    from pact_notary.service.publishing import PublishContracts, Published, PublishedContract


def describe_publication(
    links: Links, request: PublishContracts, published: Published
) -> tuple[Notice, ...]:
    return (
        _version_notice(request, published),
        *_branch_prompt(request),
        *(
            notice
            for contract in published.contracts
            for notice in _contract_notices(links, contract)
        ),
    )


def _version_notice(request: PublishContracts, published: Published) -> Notice:
    done = "Created" if published.is_new else "Updated"
    described = [f"branch {request.branch}"] if request.branch else []
    if request.tags:
        described.append(f"tags {', '.join(request.tags)}")
    place = f" with {' and '.join(described)}" if described else ""
    return Notice("debug", f"{done} {request.consumer} version {request.number}{place}")


def _branch_prompt(request: PublishContracts) -> Iterator[Notice]:
    if request.branch is None:
        yield Notice(
            "prompt",
            "  Tell the branch of the consumer when publishing: pacts are then chosen for "
            "verification by branch, and results are kept apart.",
        )


def _contract_notices(links: Links, contract: PublishedContract) -> Iterator[Notice]:
    pact = contract.pact
    between = f"{pact.consumer.name} version {pact.consumer_version.number} and "
    between += pact.provider.name
    yield _effect_notice(contract.effect, between)
    yield Notice("debug", f"  View the published pact at {address(links, pact)}")
    told = ", ".join(f"{event.name} ({event.comment})" for event in contract.events)
    yield Notice("debug", f"  Events detected: {told}")
    yield from _next_steps(links, contract)


def _effect_notice(effect: Effect, between: str) -> Notice:
    match effect:
        case Effect.PUBLISHED:
            return Notice("success", f"Pact published for {between}")
        case Effect.UNCHANGED:
            return Notice("success", f"Pact republished for {between}; its content is unchanged")
        case Effect.MERGED:
            return Notice("success", f"Pact merged with the one published for {between}")
        case Effect.OVERWRITTEN:
            return Notice(
                "warning",
                f"Pact changed for {between}. A version's pact should never change: results of "
                "the content before no longer apply to it.",
            )


def _next_steps(_links: Links, contract: PublishedContract) -> Iterator[Notice]:
    provider = contract.pact.provider.name
    if contract.is_verified:
        return
    yield Notice("prompt", "  Next steps:")
    yield Notice("prompt", f"    * Let {provider} verify this pact: nobody has done so yet")
