"""What a publication tells the person who published: what was done, and what to do next."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pact_notary.records import Notice
from pact_notary.resources.pact_document import address
from pact_notary.service.publishing import Effect

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pact_notary.http.links import Links
    from pact_notary.service.publishing import PublishContracts, PublishedContract
    from pact_notary.service.webhooks import Enqueued


@dataclass(frozen=True, slots=True)
class Told:
    """A contract, and what webhooks make of it."""

    contract: PublishedContract
    enqueued: Enqueued


def describe_publication(
    links: Links, request: PublishContracts, *, is_new: bool, told: tuple[Told, ...]
) -> tuple[Notice, ...]:
    return (
        _version_notice(request, "Created" if is_new else "Updated"),
        *_branch_prompt(request),
        *(notice for each in told for notice in _contract_notices(links, each)),
    )


def _version_notice(request: PublishContracts, done: str) -> Notice:
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


def _contract_notices(links: Links, told: Told) -> Iterator[Notice]:
    contract, pact = told.contract, told.contract.pact
    between = f"{pact.consumer.name} version {pact.consumer_version.number} and "
    between += pact.provider.name
    yield _effect_notice(contract.effect, between)
    yield Notice("debug", f"  View the published pact at {address(links, pact)}")
    events = ", ".join(f"{event.name} ({event.comment})" for event in told.enqueued.events)
    yield Notice("debug", f"  Events detected: {events}")
    yield from _webhook_notices(links, told.enqueued)
    yield from _next_steps(links, told)


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


def _webhook_notices(links: Links, enqueued: Enqueued) -> Iterator[Notice]:
    for trigger in enqueued.triggers:
        logs = links.to("triggered-webhooks", trigger.uuid, "logs")
        yield Notice(
            "debug",
            f'  Webhook "{trigger.webhook_title}" triggered for event {trigger.event_name}. '
            f"View its logs at {logs}",
        )
    if enqueued.has_webhooks and not enqueued.triggers:
        yield Notice("debug", "  No webhook of this pair is switched on for these events")


def _next_steps(links: Links, told: Told) -> Iterator[Notice]:
    pact = told.contract.pact
    steps = []
    if not told.contract.is_verified:
        steps.append(f"Let {pact.provider.name} verify this pact: nobody has done so yet")
    if not told.enqueued.has_webhooks:
        pair = ("webhooks", "provider", pact.provider.name, "consumer", pact.consumer.name)
        steps.append(
            f"Configure a webhook that makes {pact.provider.name} verify a changed pact: POST it "
            f"to {links.to(*pair)}, or use the command `pact broker create-webhook`"
        )
    if steps:
        yield Notice("prompt", "  Next steps:")
    for step in steps:
        yield Notice("prompt", f"    * {step}")
