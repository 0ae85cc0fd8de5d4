from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pact_notary.service.matrix import answer
from tests.integration.broker import model_matrix
from tests.integration.broker.model import History
from tests.integration.broker.model_matrix import Row, Verdict
from tests.integration.broker.replay import pacticipant_id, replay, time_of
from tests.integration.broker.strategies import HISTORIES, PROVIDER, QUERIES

if TYPE_CHECKING:
    import sqlalchemy as sa

    from pact_notary.domain.matrix import MatrixRow
    from pact_notary.domain.matrix_query import MatrixQuery
    from tests.integration.broker.world import Event


def verdict(connection: sa.Connection, query: MatrixQuery) -> Verdict:
    result = answer(connection, query)
    summary = result.summary
    return Verdict(
        summary.deployable,
        (summary.success, summary.failed, summary.unknown),
        tuple(map(told, result.rows)),
    )


def told(row: MatrixRow) -> Row:
    pact, result = row.pact, row.verification
    return Row(
        pact.consumer.name,
        pact.consumer_version.number,
        pact.revision,
        pact.provider.name,
        row.provider_version.number if row.provider_version else None,
        int((result.created_at - time_of(0)).total_seconds()) if result else None,
        row.outcome,
        row.ignored,
    )


# The engine is the session's own; what an example writes is rolled back.
@settings(
    max_examples=100,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(events=HISTORIES, queries=st.lists(QUERIES, min_size=6, max_size=6))
def test_matrix_is_that_of_the_model(
    shared_engine: sa.Engine, events: list[Event], queries: list[MatrixQuery]
) -> None:
    with shared_engine.connect() as connection, connection.begin() as transaction:
        replay(connection, events)
        for name in ("Kiosk", "app", PROVIDER):
            pacticipant_id(connection, name)

        found = [verdict(connection, query) for query in queries]

        transaction.rollback()
    history = History(events)
    assert found == [model_matrix.answer(history, query) for query in queries]
