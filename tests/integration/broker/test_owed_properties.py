from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pact_notary.domain.owed import BRANCHES_WAIT_FOR
from pact_notary.records import Window
from pact_notary.service.owed import OwedQuestion, find_owed
from tests.integration.broker.model_owed import Debt, debts
from tests.integration.broker.replay import START, pacticipant_id, replay, time_of
from tests.integration.broker.strategies import CONSUMERS, HISTORIES, PROVIDERS
from tests.integration.broker.world import DeployedTo

if TYPE_CHECKING:
    import sqlalchemy as sa

    from pact_notary.domain.owed import Owed
    from tests.integration.broker.world import Event

# Something was once in each environment, so that it exists and can be asked for.
_PLACES = [DeployedTo("Kiosk", "1", "test"), DeployedTo("Menu", "1", "live")]


def debt_of(owed: Owed) -> Debt:
    return Debt(
        owed.pair.consumer.name,
        owed.pair.sha,
        owed.pair.provider.name,
        owed.pair.provider_version.number,
        frozenset((use.version.number, use.branch, use.environment) for use in owed.consumer_uses),
        frozenset(use.environment for use in owed.provider_uses),
        owed.provider_waits_for,
        int((owed.waiting_since - START).total_seconds()),
    )


# The engine is the session's own; what an example writes is rolled back.
@settings(
    max_examples=100,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    history=HISTORIES,
    provider=st.none() | PROVIDERS,
    consumer=st.none() | CONSUMERS,
    environment=st.none() | st.sampled_from(["test", "live"]),
    branches_since=st.integers(-1, 30),
)
def test_owed_is_what_the_model_owes(
    shared_engine: sa.Engine,
    history: list[Event],
    provider: str | None,
    consumer: str | None,
    environment: str | None,
    branches_since: int,
) -> None:
    events = [*history[:5], *_PLACES, *history[5:]]
    now = time_of(branches_since) + BRANCHES_WAIT_FOR
    question = OwedQuestion(provider, consumer, environment)
    with shared_engine.connect() as connection, connection.begin() as transaction:
        replay(connection, events)
        for name in ("Kiosk", "app", "Menu", "Stock"):
            pacticipant_id(connection, name)

        found = find_owed(connection, question, window=Window(0, 1_000), now=now)
        first, second = (
            find_owed(connection, question, window=window, now=now)
            for window in (Window(0, 2), Window(2, 1_000))
        )
        beyond = find_owed(connection, question, window=Window(1_000, 10), now=now)

        transaction.rollback()
    assert {debt_of(owed) for owed in found.items} == debts(
        events,
        provider=provider,
        consumer=consumer,
        environment=environment,
        branches_since=branches_since,
    )
    waiting = [owed.waiting_since for owed in found.items]
    assert waiting == sorted(waiting)
    assert (*first.items, *second.items) == found.items
    totals = {found.total, first.total, beyond.total, len(found.items)}
    assert len(totals | ({second.total} if second.items else set())) == 1
