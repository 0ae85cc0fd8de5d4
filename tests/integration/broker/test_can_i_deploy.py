from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pact_notary.domain.matrix_query import (
    Criteria,
    VersionSelector,
    merge_into_main,
)
from pact_notary.service.matrix import answer, can_i_deploy
from tests.integration.broker.matrix_questions import (
    FAILED,
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

VERSION_1 = Criteria(version="1")
SAME_CONTENT: list[Event] = [published("1"), verified("p1"), there("EP", "p1"), published("2")]
OTHER_PROVIDER_VERSION: list[Event] = [published(), verified("p0"), *VERIFIED[2:]]
UNVERIFIED_THERE: list[Event] = [
    published(),
    verified("p0"),
    Published("X", "1", "EP", "x"),
    Verified("X", "EP", "x", "p1"),
    there("EP", "p1"),
]
EMPTY_E1 = DeployedTo("Elsewhere", "1", "e1")
TWO_INSTANCES: list[Event] = [
    published(),
    verified("p1"),
    Branched("EP", "p2", "main"),
    there("EP", "p1", "one"),
    there("EP", "p2", "two"),
]
CONSUMERS_THERE: list[Event] = [
    published("1", "a"),
    published("3", "b"),
    verified("p1", "a"),
    there("EC", "1", "one"),
    there("EC", "3", "two"),
]


@pytest.mark.parametrize(
    ("events", "selectors", "deployable", "notices"),
    [
        pytest.param(SAME_CONTENT, [q("EC", version="2")], True, ["success"], id="same-content"),
        pytest.param(VERIFIED, [q("EC", version="1")], True, ["success"], id="verified"),
        pytest.param(FAILED, [q("EC", version="1")], False, ["error"], id="failed"),
        pytest.param(
            UNVERIFIED_THERE, [q("EC", version="1")], None, ["error"], id="not-by-the-version-there"
        ),
        pytest.param(
            [published(), verified("p1"), EMPTY_E1],
            [q("EC", version="1")],
            None,
            ["error"],
            id="no-provider-there",
        ),
        pytest.param(
            [Branched("EC", "1", "main"), EMPTY_E1],
            [q("EC", version="1")],
            True,
            ["success"],
            id="consumer-without-pacts",
        ),
        pytest.param(
            [published(), verified("p1"), EMPTY_E1],
            [q("EP", version="p1")],
            True,
            ["success"],
            id="provider-to-empty-environment",
        ),
        pytest.param(
            [*CONSUMERS_THERE, Branched("EP", "p2", "main")],
            [q("EP", version="p2")],
            None,
            ["error", "error"],
            id="provider-never-verified",
        ),
        pytest.param(
            CONSUMERS_THERE, [q("EP", version="p1")], None, ["error"], id="one-of-two-consumers"
        ),
        pytest.param(VERIFIED, [q("EC", version="9")], False, ["error"], id="unknown-version"),
        pytest.param(
            TWO_INSTANCES,
            [q("EC", version="1")],
            None,
            ["error"],
            id="two-instances-one-not",
        ),
        pytest.param(
            [*TWO_INSTANCES, verified("p2", success=False)],
            [q("EC", version="1")],
            False,
            ["error"],
            id="two-instances-one-failed",
        ),
        pytest.param(
            [*TWO_INSTANCES, verified("p2", success=False), verified("p2")],
            [q("EC", version="1")],
            True,
            ["success"],
            id="two-instances-mended",
        ),
        pytest.param(
            [*VERIFIED, ReleasedTo("EP", "p2", "e1"), Branched("EP", "p2", "b")],
            [q("EC", version="1")],
            True,
            ["success"],
            id="release-of-nothing-is-none",
        ),
        pytest.param(
            VERIFIED,
            [q("EC", branch="none", latest="true")],
            False,
            ["warning", "error"],
            id="no-branch",
        ),
        pytest.param(VERIFIED, [q("EC", tag="none")], False, ["warning", "error"], id="no-tag"),
    ],
)
def test_decision_to_an_environment(
    connection: sa.Connection,
    events: list[Event],
    selectors: list[Json],
    *,
    deployable: bool | None,
    notices: list[str],
) -> None:
    result = asked(connection, events, to_e1(*selectors))

    assert result.summary.deployable is deployable
    assert types(result) == notices


def test_decision_without_latestby_counts_every_result(connection: sa.Connection) -> None:
    events = [*TWO_INSTANCES, verified("p2", success=False), verified("p2")]
    parameters: JsonObject = {"q": [q("EC", version="1")], "environment": "e1"}

    result = asked(connection, events, parameters)

    assert result.summary.deployable is False
    assert (result.summary.success, result.summary.failed) == (2, 1)


@pytest.mark.parametrize(
    ("events", "selectors", "deployable"),
    [
        (VERIFIED, [q("EC", version="1"), q("EP", version="p1")], True),
        (VERIFIED, [q("EC", version="1"), q("EP", version="p9")], False),
        ([*VERIFIED, Branched("Z", "1", "b")], [q("EC", version="1"), q("Z", version="1")], True),
        (FAILED, [q("EC", version="1"), q("EP", version="p1")], False),
        (OTHER_PROVIDER_VERSION, [q("EC", version="1"), q("EP", version="p0")], True),
    ],
    ids=["success", "one-unknown", "unrelated", "failed", "other-version"],
)
def test_decision_between_versions(
    connection: sa.Connection, events: list[Event], selectors: list[Json], *, deployable: bool
) -> None:
    result = asked(connection, events, {"q": selectors, "latestby": "cvpv"})

    assert result.summary.deployable is deployable


def test_failure_names_versions_and_environment(connection: sa.Connection) -> None:
    events = [*TWO_INSTANCES, verified("p2", success=False)]

    (notice,) = asked(connection, events, to_e1(q("EC", version="1"))).notices

    assert "version 1 of EC" in notice.text
    assert "one of the versions of EP currently in e1 (p2)" in notice.text


def test_missing_provider_is_said_to_be_missing(connection: sa.Connection) -> None:
    events: list[Event] = [published(), verified("p1"), EMPTY_E1]

    (notice,) = asked(connection, events, to_e1(q("EC", version="1"))).notices

    assert "EP currently in e1 (no version is recorded there)" in notice.text


def test_unverified_instance_is_a_row_that_names_it(connection: sa.Connection) -> None:
    result = asked(connection, TWO_INSTANCES, to_e1(q("EC", version="1"), latestby="cvp"))

    numbers = [row.provider_version.number for row in result.rows if row.provider_version]
    assert numbers == ["p2", "p1"]
    assert [row.outcome for row in result.rows] == [None, True]


def test_failed_instance_is_not_hidden_by_a_newer_one(connection: sa.Connection) -> None:
    events: list[Event] = [
        published(),
        verified("p1", success=False),
        verified("p2"),
        there("EP", "p1", "one"),
        there("EP", "p2", "two"),
    ]

    result = asked(connection, events, to_e1(q("EC", version="1"), latestby="cvp"))

    assert result.summary.deployable is False


@pytest.mark.parametrize(
    ("ignore", "deployable", "notices"),
    [
        pytest.param({"pacticipant": "EP"}, True, ["success", "info"], id="provider"),
        pytest.param(
            {"pacticipant": "EP", "version": "p1"}, True, ["success", "info"], id="version"
        ),
        pytest.param(
            {"pacticipant": "EP", "version": "p9"}, False, ["warning", "error"], id="other"
        ),
        pytest.param({"pacticipant": "Nobody"}, False, ["warning", "error"], id="nobody"),
    ],
)
def test_ignore(
    connection: sa.Connection, ignore: Json, *, deployable: bool, notices: list[str]
) -> None:
    result = asked(connection, FAILED, to_e1(q("EC", version="1"), ignore=[ignore]))

    assert result.summary.deployable is deployable
    assert result.summary.ignored == int(deployable)
    assert [row.ignored for row in result.rows] == [deployable]
    assert types(result) == notices


MAIN_HEADS: list[Event] = [
    MainBranchSet("EC", "main"),
    MainBranchSet("EP", "main"),
    published(),
    Branched("EC", "1", "main"),
]


@pytest.mark.parametrize(
    ("events", "mergeable"),
    [
        pytest.param([], None, id="provider-has-no-main-version"),
        pytest.param([Branched("EP", "p1", "main"), verified("p1")], True, id="verified"),
        pytest.param(
            [Branched("EP", "p1", "main"), verified("p1", success=False)], False, id="failed"
        ),
    ],
)
def test_can_i_merge(
    connection: sa.Connection, events: list[Event], *, mergeable: bool | None
) -> None:
    replay(connection, [*MAIN_HEADS, *events])

    result = answer(connection, merge_into_main(VersionSelector("EC", VERSION_1)))

    assert result.summary.deployable is mergeable


@pytest.mark.parametrize(
    ("parameters", "deployable"),
    [
        ({"version": "1", "environment": "e1"}, False),
        ({"version": "1", "environment": "e1", "ignore": ["EP"]}, True),
        ({"version": "1", "to": "prod"}, True),
        ({"version": "9", "to": "prod"}, False),
    ],
    ids=str,
)
def test_can_i_deploy(
    connection: sa.Connection, parameters: JsonObject, *, deployable: bool
) -> None:
    events: list[Event] = [*FAILED, verified("p2"), Tagged("EP", "p2", "prod")]
    replay(connection, events)

    result = can_i_deploy(connection, {"pacticipant": "EC", **parameters})

    assert result.summary.deployable is deployable
