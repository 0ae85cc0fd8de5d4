from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pact_notary.domain.refusals import InvalidMatrix
from pact_notary.service.matrix import answer
from pact_notary.store.past import seen_at
from pact_notary.store.schema import metadata
from tests.integration.broker.replay import replay, time_of
from tests.integration.broker.strategies import HISTORIES, QUERIES
from tests.integration.broker.world import (
    DeployedTo,
    Event,
    MainBranchSet,
    Published,
    ReleasedTo,
    SupportEnded,
    Verified,
)

if TYPE_CHECKING:
    from pact_notary.domain.matrix_query import MatrixQuery
    from pact_notary.service.matrix import MatrixResult

NAMES = ("Kiosk", "app", "Menu", "Stock")
# Long enough that PostgreSQL's driver has prepared the statements, which keep their plans.
ASKED_BEFORE = 8


def asked(connection: sa.Connection, query: MatrixQuery) -> MatrixResult | str:
    try:
        return answer(connection, query)
    except InvalidMatrix as refusal:
        return str(refusal)


def is_forgetful(event: Event) -> bool:
    """Of a main branch only the last name is kept, of a release only its last end."""
    return isinstance(event, MainBranchSet | SupportEnded | ReleasedTo)


def tell(connection: sa.Connection) -> dict[str, int]:
    counts = {}
    for table in metadata.sorted_tables:
        counts[table.name] = connection.scalar(sa.select(sa.func.count()).select_from(table)) or 0
    return counts


@settings(
    max_examples=10,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    events=HISTORIES.map(lambda events: [each for each in events if not is_forgetful(each)]),
    queries=st.lists(QUERIES, min_size=2, max_size=2),
)
def test_each_moment_is_answered_again(
    shared_engine: sa.Engine, events: list[Event], queries: list[MatrixQuery]
) -> None:
    with shared_engine.connect() as connection, connection.begin() as transaction:
        for name in NAMES:
            replay(connection, [MainBranchSet(name, "main")])
        then = []
        for at, event in enumerate(events, start=1):
            replay(connection, [event], first=at)
            then.append([asked(connection, query) for query in queries])
        present = [asked(connection, query) for query in queries]
        counts = tell(connection)

        again = []
        moments = range(1, len(events) + 1, 4)
        for at in moments:
            with seen_at(connection, time_of(at)):
                again.append([asked(connection, query) for query in queries])

        assert again == [then[at - 1] for at in moments]
        assert [asked(connection, query) for query in queries] == present
        assert tell(connection) == counts
        transaction.rollback()


def test_nothing_of_the_past_stays_on_the_connection(engine: sa.Engine) -> None:
    events: list[Event] = [Published("EC", "1", "EP", "c"), Verified("EC", "EP", "c", "p1")]
    count = sa.select(sa.func.count()).select_from(metadata.tables["verifications"])
    with engine.begin() as connection:
        replay(connection, events)
    with engine.connect() as connection:
        found = [connection.scalar(count) for _ in range(ASKED_BEFORE)]
        with seen_at(connection, time_of(0)):
            found += [connection.scalar(count) for _ in range(ASKED_BEFORE)]
        found += [connection.scalar(count) for _ in range(ASKED_BEFORE)]
        with seen_at(connection, time_of(0)):
            found += [connection.scalar(count) for _ in range(ASKED_BEFORE)]
        found += [connection.scalar(count) for _ in range(ASKED_BEFORE)]

    then, now = [0] * ASKED_BEFORE, [1] * ASKED_BEFORE
    assert found == [*now, *then, *now, *then, *now]


def test_a_release_is_supported_until_its_end(connection: sa.Connection) -> None:
    events: list[Event] = [
        Published("EC", "1", "EP", "c"),
        ReleasedTo("EC", "1", "e1"),
        SupportEnded("EC", "1", "e1"),
    ]
    replay(connection, events)
    table = metadata.tables["released_versions"]
    open_ones = sa.select(sa.func.count()).select_from(table).where(table.c.ended_at.is_(None))

    found = []
    for at in range(len(events)):
        with seen_at(connection, time_of(at)):
            found.append(connection.scalar(open_ones))

    assert found == [0, 1, 0]


def test_a_failure_in_the_past_leaves_the_present(connection: sa.Connection) -> None:
    replay(connection, [DeployedTo("EC", "1", "e1"), Published("EC", "1", "EP", "c")])
    before = tell(connection)

    with pytest.raises(ZeroDivisionError), seen_at(connection, time_of(0)):
        raise ZeroDivisionError

    assert tell(connection) == before
