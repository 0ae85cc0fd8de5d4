"""The pair of the decision table, and how it is asked about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pact_notary.service.matrix import MatrixResult, find_matrix
from tests.integration.broker.replay import replay
from tests.integration.broker.world import DeployedTo, Event, Published, Verified

if TYPE_CHECKING:
    import sqlalchemy as sa

    from pact_notary.domain.documents import Json, JsonObject


def published(number: str = "1", content: str = "c") -> Published:
    return Published("EC", number, "EP", content)


def verified(number: str, content: str = "c", *, success: bool = True) -> Verified:
    return Verified("EC", "EP", content, number, success)


def there(name: str, number: str, instance: str | None = None) -> DeployedTo:
    return DeployedTo(name, number, "e1", instance)


def asked(connection: sa.Connection, events: list[Event], parameters: JsonObject) -> MatrixResult:
    replay(connection, events)
    return find_matrix(connection, parameters)


def q(pacticipant: str, **members: str) -> Json:
    return {"pacticipant": pacticipant, **members}


def to_e1(*selectors: Json, **options: Json) -> JsonObject:
    return {"q": [*selectors], "environment": "e1", "latestby": "cvpv", **options}


def types(result: MatrixResult) -> list[str]:
    return [notice.type for notice in result.notices]


VERIFIED: list[Event] = [published(), verified("p1"), there("EP", "p1")]
FAILED: list[Event] = [published(), verified("p1", success=False), there("EP", "p1")]
