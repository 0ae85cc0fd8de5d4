"""Small facts with defaults for the tests of the pure rules."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from pact_notary.domain.decision import Case
from pact_notary.domain.matrix import (
    Integration,
    MatrixRow,
    MatrixVerification,
    Origin,
    ResolvedSelector,
)
from pact_notary.domain.matrix_query import (
    Criteria,
    IgnoreSelector,
    MatrixQuery,
    VersionSelector,
)
from pact_notary.domain.selection import FoundPact, Reason
from pact_notary.domain.selectors import Latest
from pact_notary.records import Pact, PacticipantRef, PublishedPact, VersionRef

if TYPE_CHECKING:
    from pact_notary.domain.documents import Json, JsonObject
    from pact_notary.domain.matrix_query import Outcome
    from pact_notary.domain.selectors import Selector

A_MOMENT = datetime(2026, 1, 31, 12, tzinfo=UTC)

CONSUMER = PacticipantRef(1, "Kiosk")
PROVIDER = PacticipantRef(2, "Menu")


def an_interaction(description: str = "a dish", /, **members: Json) -> JsonObject:
    interaction: JsonObject = {
        "description": description,
        "request": {"method": "GET", "path": "/dishes/3"},
        "response": {"status": 200},
    }
    return {**interaction, **members}


def a_version(order: int, *, of: PacticipantRef = CONSUMER) -> VersionRef:
    return VersionRef(of.id * 1000 + order, str(order), order)


def a_published_pact(
    order: int = 1, *, content: int = 1, consumer: PacticipantRef = CONSUMER
) -> PublishedPact:
    version = a_version(order, of=consumer)
    return PublishedPact(version.id, consumer, version, content, f"{content:040x}", A_MOMENT)


def a_found_pact(
    order: int = 1,
    selector: Selector | None = None,
    *,
    content: int = 1,
    consumer: PacticipantRef = CONSUMER,
    name: str = "",
) -> FoundPact:
    pact = a_published_pact(order, content=content, consumer=consumer)
    return FoundPact(pact, Reason(selector or Latest(), pact.consumer_version, name))


def a_matrix_pact(
    order: int = 1,
    *,
    content: int | None = None,
    provider: PacticipantRef = PROVIDER,
    revision: int = 1,
) -> Pact:
    identity = content if content is not None else provider.id * 1000 + order
    return Pact(
        publication_id=order * 10 + revision,
        consumer=CONSUMER,
        consumer_version=a_version(order),
        provider=provider,
        content_id=identity,
        sha=f"{identity:040x}",
        revision=revision,
        created_at=A_MOMENT,
    )


def a_verification(
    pact: Pact, order: int = 1, *, success: bool = True, number: int = 1
) -> MatrixVerification:
    version = a_version(order, of=pact.provider)
    provider_id = pact.provider.id
    return MatrixVerification(number, pact.content_id, provider_id, version, success, A_MOMENT)


def a_row(
    outcome: Outcome,
    *,
    consumer_order: int = 1,
    provider_order: int = 1,
    provider: PacticipantRef = PROVIDER,
) -> MatrixRow:
    pact = a_matrix_pact(consumer_order, provider=provider)
    if outcome is None:
        return MatrixRow(pact)
    result = a_verification(pact, provider_order, success=outcome)
    return MatrixRow(pact, result.provider_version, result)


VERSION_1 = Criteria(version="1")
TO_E1 = Criteria(environment="e1")


@dataclass(frozen=True)
class Asked:
    """A question about the consumer, and what it resolved to, for the decision's table."""

    criteria: Criteria = VERSION_1
    orders: tuple[int, ...] | None = (1,)
    pacticipant: PacticipantRef = CONSUMER
    origin: Origin = Origin.SPECIFIED

    def resolve(self) -> ResolvedSelector:
        orders = self.orders
        versions = None
        if orders is not None:
            versions = tuple(a_version(order, of=self.pacticipant) for order in orders)
        selector = VersionSelector(self.pacticipant.name, self.criteria)
        return ResolvedSelector(self.pacticipant, selector, self.origin, versions)


def in_environment(*orders: int, pacticipant: PacticipantRef = PROVIDER) -> Asked:
    return Asked(Criteria(environment="e1"), orders, pacticipant, Origin.INFERRED)


def a_case(
    *rows: MatrixRow,
    asked: tuple[Asked, ...] = (Asked(),),
    destination: Criteria = TO_E1,
    required: tuple[PacticipantRef, ...] = (),
    ignored: tuple[IgnoreSelector, ...] = (),
) -> Case:
    selectors = tuple(each.resolve() for each in asked)
    specified = [each.asked for each in selectors if each.origin is Origin.SPECIFIED]
    return Case(
        query=MatrixQuery(tuple(specified), destination=destination, ignored=ignored),
        selectors=selectors,
        integrations=tuple(Integration(CONSUMER, provider, required=True) for provider in required),
        rows=rows,
    )
