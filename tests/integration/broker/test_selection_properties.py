from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pact_notary.domain.verification_query import VerificationQuery
from pact_notary.records import PacticipantRef
from pact_notary.service.selection import choose
from tests.integration.broker.model import History
from tests.integration.broker.model_selection import Offer, Question, offers
from tests.integration.broker.replay import pacticipant_id, replay, time_of
from tests.integration.broker.strategies import HISTORIES, PROVIDER, QUESTIONS

if TYPE_CHECKING:
    import sqlalchemy as sa

    from tests.integration.broker.world import Event


def chosen(connection: sa.Connection, question: Question) -> list[Offer]:
    query = VerificationQuery(
        selectors=question.selectors,
        provider_branch=question.branch,
        provider_tags=question.tags,
        include_pending=question.include_pending,
        wip_since=None if question.wip_after is None else time_of(question.wip_after),
    )
    provider = PacticipantRef(pacticipant_id(connection, PROVIDER), PROVIDER)
    return [
        Offer(
            each.pact.consumer.name,
            each.pact.consumer_version.number,
            each.pact.sha,
            each.pending,
            each.wip,
        )
        for each in choose(connection, provider, query)
    ]


# The engine is the session's own; what an example writes is rolled back.
@settings(
    max_examples=100,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(events=HISTORIES, questions=st.lists(QUESTIONS, min_size=6, max_size=6))
def test_choice_is_that_of_the_model(
    shared_engine: sa.Engine, events: list[Event], questions: list[Question]
) -> None:
    with shared_engine.connect() as connection, connection.begin() as transaction:
        replay(connection, events)

        found = [chosen(connection, question) for question in questions]

        transaction.rollback()
    history = History(events)
    assert found == [offers(history, PROVIDER, question) for question in questions]
