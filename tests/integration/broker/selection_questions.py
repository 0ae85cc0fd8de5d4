"""What the provider Menu is offered, asked in few words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pact_notary.records import PacticipantRef
from pact_notary.service.selection import PactToVerify, choose_for_body
from tests.integration.broker.replay import pacticipant_id, replay
from tests.integration.broker.world import Event, Published

if TYPE_CHECKING:
    import sqlalchemy as sa

    from pact_notary.domain.documents import Json, JsonObject

MENU = "Menu"
BEGINNING = "2025-12-31"


def published(number: str, content: str | None = None, *, consumer: str = "Kiosk") -> Published:
    return Published(consumer, number, MENU, content or f"{consumer}{number}")


def asked(
    connection: sa.Connection, events: list[Event], body: JsonObject
) -> tuple[PactToVerify, ...]:
    replay(connection, events)
    provider = PacticipantRef(pacticipant_id(connection, MENU), MENU)
    return choose_for_body(connection, provider, body)


def selected(
    connection: sa.Connection, events: list[Event], *selectors: Json
) -> list[tuple[str, str]]:
    """The answer to the selectors, as consumer versions."""
    body: JsonObject = {"consumerVersionSelectors": [*selectors], "providerVersionBranch": "feat"}
    return [
        (each.pact.consumer.name, each.pact.consumer_version.number)
        for each in asked(connection, events, body)
    ]
