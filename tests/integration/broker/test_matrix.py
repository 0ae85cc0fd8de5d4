from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pact_notary.domain.matrix_query import (
    MatrixQuery,
    VersionSelector,
    between,
)
from pact_notary.domain.refusals import InvalidMatrix, InvalidRequest
from pact_notary.records import VersionBranch, VersionTag
from pact_notary.service.matrix import answer, can_i_deploy, find_matrix
from tests.integration.broker.matrix_questions import (
    VERIFIED,
    asked,
    published,
    q,
    there,
    to_e1,
    types,
    verified,
)
from tests.integration.broker.replay import replay
from tests.integration.broker.world import (
    Branched,
    DeployedTo,
    Event,
    MainBranchSet,
    Published,
    ReleasedTo,
    Tagged,
    Verified,
)

if TYPE_CHECKING:
    import sqlalchemy as sa

    from pact_notary.domain.documents import Json, JsonObject


def test_limit_cuts_what_is_shown_and_not_what_is_decided_on(connection: sa.Connection) -> None:
    events: list[Event] = [Published("c0", "1", "EP", "unverified"), there("c0", "1")]
    for at in range(1, 105):
        name = f"c{at}"
        events += [
            Published(name, "1", "EP", "c"),
            Verified(name, "EP", "c", "p1"),
            there(name, "1"),
        ]

    result = asked(connection, events, to_e1(q("EP", version="p1")))

    assert len(result.rows) == 100
    assert (result.summary.deployable, result.summary.success) == (None, 104)


SEVERAL_RESULTS: list[Event] = [
    published("1", "a"),
    published("1", "b"),
    published("2", "b"),
    verified("p1", "a"),
    verified("p1", "b", success=False),
    verified("p1", "b"),
    verified("p2", "b"),
]


@pytest.mark.parametrize(
    ("latestby", "rows"),
    [
        (
            "",
            [
                ("2", "p2", True),
                ("2", "p1", True),
                ("2", "p1", False),
                ("1", "p2", True),
                ("1", "p1", True),
                ("1", "p1", False),
                ("1", "p1", True),
            ],
        ),
        ("cvpv", [("2", "p2", True), ("2", "p1", True), ("1", "p2", True), ("1", "p1", True)]),
        ("cvp", [("2", "p2", True), ("1", "p2", True)]),
        ("cp", [("2", "p2", True)]),
    ],
    ids=["every-row", "cvpv", "cvp", "cp"],
)
def test_latestby(
    connection: sa.Connection, latestby: str, rows: list[tuple[str, str, bool]]
) -> None:
    parameters: JsonObject = {"q": [q("EC"), q("EP")], "latestby": latestby}

    result = asked(connection, SEVERAL_RESULTS, parameters)

    shown = [(row.pact.consumer_version.number, row.provider_version) for row in result.rows]
    assert [(number, version and version.number) for number, version in shown] == [
        (consumer, provider) for consumer, provider, _ in rows
    ]
    assert [row.outcome for row in result.rows] == [outcome for *_, outcome in rows]


@pytest.mark.parametrize(
    ("selector", "numbers"),
    [
        (q("EC"), ["3", "2", "1"]),
        (q("EC", version="2"), ["2"]),
        (q("EC", latest="true"), ["3"]),
        (q("EC", tag="t"), ["2", "1"]),
        (q("EC", tag="t", latest="true"), ["2"]),
        (q("EC", branch="main"), ["2", "1"]),
        (q("EC", branch="main", latest="true"), ["1"]),
        (q("EC", mainBranch="true"), ["2", "1"]),
        (q("EC", mainBranch="true", latest="true"), ["1"]),
        (q("EC", environment="e1"), ["3", "2"]),
        (q("EC", environment="nowhere"), []),
        (q("EC", branch="main", tag="t"), ["2", "1"]),
        (q("EC", tag="t", environment="e1"), ["2"]),
    ],
    ids=str,
)
def test_selector_means_versions(
    connection: sa.Connection, selector: Json, numbers: list[str]
) -> None:
    events: list[Event] = [
        MainBranchSet("EC", "main"),
        *(published(number, number) for number in "123"),
        Tagged("EC", "2", "t"),
        Tagged("EC", "1", "t"),
        Branched("EC", "2", "main"),
        Branched("EC", "1", "main"),
        there("EC", "2"),
        ReleasedTo("EC", "3", "e1"),
    ]

    result = asked(connection, events, {"q": [selector, q("EP")]})

    assert [row.pact.consumer_version.number for row in result.rows] == numbers


def test_name_alone_shows_own_pacts_and_own_results(connection: sa.Connection) -> None:
    events: list[Event] = [
        published(),
        verified("p1"),
        Published("EP", "p1", "Stock", "s"),
        Published("Idle", "1", "EP", "i"),
    ]

    result = asked(connection, events, {"q": [q("EP")]})

    pairs = [(row.pact.consumer.name, row.pact.provider.name, row.outcome) for row in result.rows]
    assert pairs == [("EC", "EP", True), ("EP", "Stock", None)]


def test_several_versions_without_destination_have_no_rows(connection: sa.Connection) -> None:
    events: list[Event] = [
        *VERIFIED,
        published("2"),
        Branched("EC", "1", "main"),
        Branched("EC", "2", "main"),
    ]

    result = asked(connection, events, {"q": [q("EC", branch="main")]})

    assert (result.summary.deployable, result.rows) == (True, ())
    assert types(result) == ["warning", "warning", "success"]


def test_row_tells_where_its_versions_are(connection: sa.Connection) -> None:
    events: list[Event] = [
        *VERIFIED,
        Branched("EC", "1", "feat"),
        Branched("EC", "1", "main"),
        Branched("EC", "2", "main"),
        Tagged("EC", "1", "old"),
        Tagged("EC", "2", "old"),
        Tagged("EC", "1", "new"),
        ReleasedTo("EP", "p1", "e1"),
        DeployedTo("EP", "p1", "e2"),
    ]

    result = asked(connection, events, to_e1(q("EC", version="1")))

    (row,) = result.rows
    assert row.provider_version
    consumer = result.details[row.pact.consumer_version.id]
    provider = result.details[row.provider_version.id]
    assert consumer.branches == (
        VersionBranch("feat", latest=True),
        VersionBranch("main", latest=False),
    )
    assert consumer.tags == (VersionTag("new", latest=True), VersionTag("old", latest=False))
    assert [environment.name for environment in provider.environments] == ["e1", "e2"]
    assert provider.environments[0].display_name == "E1"


def test_matrix_of_a_pair(connection: sa.Connection) -> None:
    replay(connection, SEVERAL_RESULTS)

    result = answer(connection, between("EP", "EC"))

    assert len(result.rows) == 4
    assert result.notices[-1].type == "success"


def test_can_i_deploy_refuses_unknown_names(connection: sa.Connection) -> None:
    parameters: JsonObject = {"pacticipant": "Nobody", "version": "1", "environment": "nowhere"}

    with pytest.raises(InvalidRequest) as refusal:
        can_i_deploy(connection, parameters)

    assert list(refusal.value.errors) == ["pacticipant", "environment"]


def test_matrix_refuses_unknown_names(connection: sa.Connection) -> None:
    parameters = to_e1(q("Nobody", version="1"))

    with pytest.raises(InvalidMatrix) as refusal:
        find_matrix(connection, parameters)

    assert len(refusal.value.errors) == 2


def test_answer_refuses_unknown_applications(connection: sa.Connection) -> None:
    query = MatrixQuery((VersionSelector("Nobody"),))

    with pytest.raises(InvalidMatrix, match="Nobody"):
        answer(connection, query)
