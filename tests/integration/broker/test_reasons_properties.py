from __future__ import annotations

import os
import random
from itertools import combinations
from math import comb
from typing import TYPE_CHECKING

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pact_notary.domain.matrix_query import (
    Criteria,
    IgnoreSelector,
    LatestBy,
    MatrixQuery,
    VersionSelector,
)
from pact_notary.domain.reasons import UnknownVersion
from pact_notary.service.matrix import answer, find_verdict
from tests.integration.broker.remedies import Move, carry_out, find_moves, relaxed, write
from tests.integration.broker.replay import pacticipant_id
from tests.integration.broker.world import (
    Branched,
    DeployedTo,
    Event,
    MainBranchSet,
    Published,
    ReleasedTo,
    SupportEnded,
    Tagged,
    Verified,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import sqlalchemy as sa

# More are tried by hand: REASONS_EXAMPLES=2000 pytest …
EXAMPLES = int(os.environ.get("REASONS_EXAMPLES", "40"))
WAYS_TRIED = 4 * EXAMPLES
LATER = 1_000_000

NAMES = ("A", "B", "C", "D")
NAME = st.sampled_from(NAMES)
NUMBER = st.sampled_from(["1", "2", "3"])
CONTENT = st.sampled_from(["x", "y"])
PLACE = st.sampled_from(["live", "test"])
# Mostly one side of a pair, for worlds in which few things meet teach nothing.
PAIRS = st.sampled_from(
    [("A", "B"), ("A", "B"), ("B", "A"), ("A", "C"), ("C", "A"), ("D", "A"), ("B", "C")]
)
EVENTS = st.one_of(
    st.builds(lambda p, n, c: Published(p[0], n, p[1], c), PAIRS, NUMBER, CONTENT),
    st.builds(lambda p, n, c: Published(p[0], n, p[1], c), PAIRS, NUMBER, CONTENT),
    st.builds(
        lambda p, c, n, s: Verified(p[0], p[1], c, n, s), PAIRS, CONTENT, NUMBER, st.booleans()
    ),
    st.builds(
        lambda p, c, n, s: Verified(p[0], p[1], c, n, s), PAIRS, CONTENT, NUMBER, st.booleans()
    ),
    st.builds(DeployedTo, NAME, NUMBER, PLACE, st.sampled_from([None, "i"])),
    st.builds(DeployedTo, NAME, NUMBER, st.just("live"), st.sampled_from([None, "i"])),
    st.builds(ReleasedTo, NAME, NUMBER, PLACE),
    st.builds(SupportEnded, NAME, NUMBER, PLACE),
    st.builds(Tagged, NAME, NUMBER, st.just("prod")),
    st.builds(Branched, NAME, NUMBER, st.sampled_from(["main", "feat"])),
    st.builds(MainBranchSet, NAME, st.just("main")),
)
# All that is deployed exists, so that questions are seldom about nothing.
_PAST: list[Event] = [
    *(Branched(name, number, "birth") for name in ("A", "B", "C", "D") for number in "123"),
    ReleasedTo("-", "", "live"),
    ReleasedTo("-", "", "test"),
    DeployedTo("B", "1", "live"),
    DeployedTo("C", "1", "live"),
    DeployedTo("D", "1", "live"),
]
WORLDS = st.lists(EVENTS, min_size=12, max_size=35).map(lambda events: [*_PAST, *events])

MARKED = st.one_of(
    st.builds(Criteria, version=st.just("9")),
    st.builds(Criteria, branch=st.just("feat"), latest=st.just(True)),
    st.builds(Criteria, tag=st.just("prod"), latest=st.just(True)),
    st.builds(Criteria, main_branch=st.just(True), latest=st.just(True)),
)
# What exists is asked for four times in five: of what does not, there is little to say.
ASKED_FOR = st.one_of(*[st.builds(Criteria, version=NUMBER)] * 4, MARKED)
SELECTOR = st.builds(VersionSelector, st.sampled_from(["A", "A", "B", "C"]), ASKED_FOR)
IGNORED = st.one_of(
    st.just(()),
    st.just(()),
    st.builds(lambda name: (IgnoreSelector(name),), NAME),
    st.builds(lambda name, number: (IgnoreSelector(name, number),), NAME, NUMBER),
)
TO_A_DESTINATION = st.builds(
    MatrixQuery,
    selectors=st.tuples(SELECTOR),
    destination=st.one_of(
        st.builds(Criteria, environment=PLACE),
        st.builds(Criteria, environment=st.just("live")),
        st.builds(Criteria, tag=st.just("prod"), latest=st.just(True)),
        st.builds(Criteria, main_branch=st.just(True), latest=st.just(True)),
    ),
    latest_by=st.sampled_from([None, LatestBy.CONSUMER_VERSION, LatestBy.CONSUMER_VERSION]),
    ignored=IGNORED,
)
BETWEEN_TWO = st.builds(
    MatrixQuery,
    selectors=st.builds(
        lambda one, other: (VersionSelector("A", one), VersionSelector("B", other)),
        ASKED_FOR,
        ASKED_FOR,
    ),
    latest_by=st.sampled_from([None, LatestBy.VERSIONS, LatestBy.CONSUMER_VERSION]),
    ignored=IGNORED,
)


@settings(
    max_examples=EXAMPLES,
    deadline=None,
    suppress_health_check=[
        HealthCheck.function_scoped_fixture,
        HealthCheck.filter_too_much,
        HealthCheck.too_slow,
    ],
)
@given(events=WORLDS, questions=st.lists(TO_A_DESTINATION | BETWEEN_TWO, min_size=4, max_size=4))
def test_actions_lead_to_yes_and_no_fewer_do(
    shared_sqlite: sa.Engine, events: list[Event], questions: list[MatrixQuery]
) -> None:
    with shared_sqlite.connect() as connection, connection.begin() as transaction:
        write(connection, events)
        for name in NAMES:
            pacticipant_id(connection, name)

        for question in questions:
            check(connection, question)

        transaction.rollback()


def check(connection: sa.Connection, question: MatrixQuery) -> None:
    result = answer(connection, question)
    blocks = any(reason.blocking for reason in result.reasons)
    assert blocks == (result.summary.deployable is not True)
    blocking = {index for index, each in enumerate(result.reasons) if each.blocking}
    assert {index for action in result.actions for index in action.solves} == blocking
    if not blocks:
        assert result.actions == ()
        return

    assert leads_to_yes(connection, question), (question, result.reasons, result.actions)

    missing = [each.selector.asked for each in result.reasons if isinstance(each, UnknownVersion)]
    moves = find_moves(connection, question, missing)
    for count in range(len(result.actions)):
        for fewer in choose(moves, count):
            assert not would_be_yes(connection, question, fewer), (question, fewer, result.actions)


def choose(moves: Sequence[Move], count: int) -> Iterable[tuple[Move, ...]]:
    """So many of the moves in each way, or in some where ways are too many for one example."""
    if comb(len(moves), count) <= WAYS_TRIED:
        return combinations(moves, count)
    drawn = random.Random(0)  # noqa: S311 # nothing is secret here
    return [tuple(drawn.sample(moves, count)) for _ in range(WAYS_TRIED)]


def leads_to_yes(connection: sa.Connection, question: MatrixQuery) -> bool:
    savepoint = connection.begin_nested()
    asked = question
    for action in answer(connection, question).actions:
        asked = carry_out(connection, action.step, asked)
    verdict = find_verdict(connection, asked)
    savepoint.rollback()
    return verdict is True


def would_be_yes(connection: sa.Connection, question: MatrixQuery, moves: tuple[Move, ...]) -> bool:
    savepoint = connection.begin_nested()
    write(connection, [event for move in moves for event in move.events], first=LATER)
    asked = relaxed(question) if any(move.relaxes for move in moves) else question
    verdict = find_verdict(connection, asked)
    savepoint.rollback()
    return verdict is True
