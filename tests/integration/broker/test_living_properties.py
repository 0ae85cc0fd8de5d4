"""What the broker writes and removes by itself leaves what the model says is left."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from hypothesis import HealthCheck, example, given, settings

from pact_notary.domain.matrix_query import Criteria, LatestBy, MatrixQuery, VersionSelector
from pact_notary.domain.selectors import (
    Branch,
    Deployed,
    EveryTagged,
    Latest,
    LatestTagged,
    MainBranch,
    Released,
)
from tests.integration.broker import model_matrix
from tests.integration.broker.living import live, sha_of
from tests.integration.broker.model import History
from tests.integration.broker.model_selection import Question, offers
from tests.integration.broker.replay import pacticipant_id
from tests.integration.broker.strategies import EVENTFUL_HISTORIES, PROVIDER
from tests.integration.broker.test_matrix_properties import verdict
from tests.integration.broker.test_selection_properties import chosen
from tests.integration.broker.world import (
    Branched,
    Published,
    ResultRemoved,
    Verified,
    VersionRemoved,
)

if TYPE_CHECKING:
    import sqlalchemy as sa

    from tests.integration.broker.world import Event, Removal

_PUBLISHED = Published("Kiosk", "1", PROVIDER, "a")
_VERIFIED = Verified("Kiosk", PROVIDER, "a", "1")
_UNCOVERED_RESULT: list[Event | Removal] = [
    _PUBLISHED,
    replace(_VERIFIED, success=False),
    _VERIFIED,
    ResultRemoved("Kiosk", PROVIDER, "a"),
]
_UNCOVERED_HEAD: list[Event | Removal] = [
    *(Published("Kiosk", number, PROVIDER, "a") for number in ("1", "2", "3")),
    *(Branched("Kiosk", number, "main") for number in ("3", "2", "1")),
    VersionRemoved("Kiosk", "1"),
]
_PUBLISHED_ANEW: list[Event | Removal] = [
    _PUBLISHED,
    _VERIFIED,
    VersionRemoved("Kiosk", "1"),
    _PUBLISHED,
]
_CONTENTS = {sha_of(content): content for content in "ab"}

# Between them they see every branch, tag, stay, revision and result.
_QUERIES = [
    *(
        MatrixQuery((VersionSelector(name, criteria),), latest_by=latest_by)
        for name in ("Kiosk", "app", PROVIDER)
        for criteria, latest_by in (
            (Criteria(), None),
            (Criteria(), LatestBy.VERSIONS),
            (Criteria(branch="main", latest=True), LatestBy.VERSIONS),
            (Criteria(branch="feat", latest=True), LatestBy.VERSIONS),
            (Criteria(environment="live"), LatestBy.VERSIONS),
        )
    ),
    MatrixQuery((VersionSelector("Kiosk"),), Criteria(environment="live"), LatestBy.VERSIONS),
]
_QUESTIONS = [
    *(
        Question((selector,), branch="main")
        for selector in (
            Branch("main"),
            Branch("feat"),
            EveryTagged("main"),
            LatestTagged("feat"),
            Deployed(),
            Released(),
            Latest(),
        )
    ),
    Question((MainBranch(),), branch="feat", wip_after=-1),
    Question((), tags=("main",), wip_after=-1),
]


# The engine is the session's own; what an example writes is rolled back.
@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(events=EVENTFUL_HISTORIES)
@example(events=_UNCOVERED_RESULT)
@example(events=_UNCOVERED_HEAD)
@example(events=_PUBLISHED_ANEW)
def test_broker_that_lived_a_history_answers_as_the_model(
    shared_engine: sa.Engine, events: list[Event | Removal]
) -> None:
    with shared_engine.connect() as connection, connection.begin() as transaction:
        live(connection, events)
        for name in ("Kiosk", "app", PROVIDER):
            pacticipant_id(connection, name)

        verdicts = [verdict(connection, query) for query in _QUERIES]
        found = [chosen(connection, question) for question in _QUESTIONS]

        transaction.rollback()
    history = History(events)
    assert verdicts == [model_matrix.answer(history, query) for query in _QUERIES]
    assert [
        [replace(offer, content=_CONTENTS[offer.content]) for offer in each] for each in found
    ] == [offers(history, PROVIDER, question) for question in _QUESTIONS]
