from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pact_notary.domain.matrix_query import (
    Criteria,
    MatrixQuery,
    VersionSelector,
    between,
    merge_into_main,
)
from pact_notary.domain.refusals import InvalidMatrix, InvalidRequest
from pact_notary.records import VersionBranch, VersionTag
from pact_notary.service.matrix import MatrixResult, answer, can_i_deploy, find_matrix
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


def published(number: str = "1", content: str = "c") -> Published:
    return Published("EC", number, "EP", content)


def verified(number: str, content: str = "c", *, success: bool = True) -> Verified:
    return Verified("EC", "EP", content, number, success)


def there(name: str, number: str, instance: str | None = None) -> DeployedTo:
    return DeployedTo(name, number, "e1", instance)


def asked(engine: sa.Engine, events: list[Event], parameters: JsonObject) -> MatrixResult:
    with engine.begin() as connection:
        replay(connection, events)
        return find_matrix(connection, parameters)


def q(pacticipant: str, **members: str) -> Json:
    return {"pacticipant": pacticipant, **members}


def to_e1(*selectors: Json, **options: Json) -> JsonObject:
    return {"q": [*selectors], "environment": "e1", "latestby": "cvpv", **options}


def types(result: MatrixResult) -> list[str]:
    return [notice.type for notice in result.notices]


VERSION_1 = Criteria(version="1")
SAME_CONTENT: list[Event] = [published("1"), verified("p1"), there("EP", "p1"), published("2")]
VERIFIED: list[Event] = [published(), verified("p1"), there("EP", "p1")]
FAILED: list[Event] = [published(), verified("p1", success=False), there("EP", "p1")]
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
    engine: sa.Engine,
    events: list[Event],
    selectors: list[Json],
    *,
    deployable: bool | None,
    notices: list[str],
) -> None:
    result = asked(engine, events, to_e1(*selectors))

    assert result.summary.deployable is deployable
    assert types(result) == notices


def test_decision_without_latestby_counts_every_result(engine: sa.Engine) -> None:
    events = [*TWO_INSTANCES, verified("p2", success=False), verified("p2")]
    parameters: JsonObject = {"q": [q("EC", version="1")], "environment": "e1"}

    result = asked(engine, events, parameters)

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
    engine: sa.Engine, events: list[Event], selectors: list[Json], *, deployable: bool
) -> None:
    result = asked(engine, events, {"q": selectors, "latestby": "cvpv"})

    assert result.summary.deployable is deployable


def test_failure_names_versions_and_environment(engine: sa.Engine) -> None:
    events = [*TWO_INSTANCES, verified("p2", success=False)]

    (notice,) = asked(engine, events, to_e1(q("EC", version="1"))).notices

    assert "version 1 of EC" in notice.text
    assert "one of the versions of EP currently in e1 (p2)" in notice.text


def test_missing_provider_is_said_to_be_missing(engine: sa.Engine) -> None:
    events: list[Event] = [published(), verified("p1"), EMPTY_E1]

    (notice,) = asked(engine, events, to_e1(q("EC", version="1"))).notices

    assert "EP currently in e1 (no version is recorded there)" in notice.text


def test_unverified_instance_is_a_row_that_names_it(engine: sa.Engine) -> None:
    result = asked(engine, TWO_INSTANCES, to_e1(q("EC", version="1"), latestby="cvp"))

    numbers = [row.provider_version.number for row in result.rows if row.provider_version]
    assert numbers == ["p2", "p1"]
    assert [row.outcome for row in result.rows] == [None, True]


def test_failed_instance_is_not_hidden_by_a_newer_one(engine: sa.Engine) -> None:
    events: list[Event] = [
        published(),
        verified("p1", success=False),
        verified("p2"),
        there("EP", "p1", "one"),
        there("EP", "p2", "two"),
    ]

    result = asked(engine, events, to_e1(q("EC", version="1"), latestby="cvp"))

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
def test_ignore(engine: sa.Engine, ignore: Json, *, deployable: bool, notices: list[str]) -> None:
    result = asked(engine, FAILED, to_e1(q("EC", version="1"), ignore=[ignore]))

    assert result.summary.deployable is deployable
    assert result.summary.ignored == int(deployable)
    assert [row.ignored for row in result.rows] == [deployable]
    assert types(result) == notices


def test_limit_cuts_what_is_shown_and_not_what_is_decided_on(engine: sa.Engine) -> None:
    events: list[Event] = [Published("c0", "1", "EP", "unverified"), there("c0", "1")]
    for at in range(1, 105):
        name = f"c{at}"
        events += [
            Published(name, "1", "EP", "c"),
            Verified(name, "EP", "c", "p1"),
            there(name, "1"),
        ]

    result = asked(engine, events, to_e1(q("EP", version="p1")))

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
def test_latestby(engine: sa.Engine, latestby: str, rows: list[tuple[str, str, bool]]) -> None:
    parameters: JsonObject = {"q": [q("EC"), q("EP")], "latestby": latestby}

    result = asked(engine, SEVERAL_RESULTS, parameters)

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
def test_selector_means_versions(engine: sa.Engine, selector: Json, numbers: list[str]) -> None:
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

    result = asked(engine, events, {"q": [selector, q("EP")]})

    assert [row.pact.consumer_version.number for row in result.rows] == numbers


def test_name_alone_shows_own_pacts_and_own_results(engine: sa.Engine) -> None:
    events: list[Event] = [
        published(),
        verified("p1"),
        Published("EP", "p1", "Stock", "s"),
        Published("Idle", "1", "EP", "i"),
    ]

    result = asked(engine, events, {"q": [q("EP")]})

    pairs = [(row.pact.consumer.name, row.pact.provider.name, row.outcome) for row in result.rows]
    assert pairs == [("EC", "EP", True), ("EP", "Stock", None)]


def test_several_versions_without_destination_have_no_rows(engine: sa.Engine) -> None:
    events: list[Event] = [
        *VERIFIED,
        published("2"),
        Branched("EC", "1", "main"),
        Branched("EC", "2", "main"),
    ]

    result = asked(engine, events, {"q": [q("EC", branch="main")]})

    assert (result.summary.deployable, result.rows) == (True, ())
    assert types(result) == ["warning", "warning", "success"]


def test_row_tells_where_its_versions_are(engine: sa.Engine) -> None:
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

    result = asked(engine, events, to_e1(q("EC", version="1")))

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
def test_can_i_merge(engine: sa.Engine, events: list[Event], *, mergeable: bool | None) -> None:
    with engine.begin() as connection:
        replay(connection, [*MAIN_HEADS, *events])

        result = answer(connection, merge_into_main(VersionSelector("EC", VERSION_1)))

    assert result.summary.deployable is mergeable


def test_matrix_of_a_pair(engine: sa.Engine) -> None:
    with engine.begin() as connection:
        replay(connection, SEVERAL_RESULTS)

        result = answer(connection, between("EP", "EC"))

    assert len(result.rows) == 4
    assert result.notices[-1].type == "success"


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
def test_can_i_deploy(engine: sa.Engine, parameters: JsonObject, *, deployable: bool) -> None:
    events: list[Event] = [*FAILED, verified("p2"), Tagged("EP", "p2", "prod")]
    with engine.begin() as connection:
        replay(connection, events)

        result = can_i_deploy(connection, {"pacticipant": "EC", **parameters})

    assert result.summary.deployable is deployable


def test_can_i_deploy_refuses_unknown_names(engine: sa.Engine) -> None:
    parameters: JsonObject = {"pacticipant": "Nobody", "version": "1", "environment": "nowhere"}

    with engine.connect() as connection, pytest.raises(InvalidRequest) as refusal:
        can_i_deploy(connection, parameters)

    assert list(refusal.value.errors) == ["pacticipant", "environment"]


def test_matrix_refuses_unknown_names(engine: sa.Engine) -> None:
    parameters = to_e1(q("Nobody", version="1"))

    with engine.connect() as connection, pytest.raises(InvalidMatrix) as refusal:
        find_matrix(connection, parameters)

    assert len(refusal.value.errors) == 2


def test_answer_refuses_unknown_applications(engine: sa.Engine) -> None:
    query = MatrixQuery((VersionSelector("Nobody"),))

    with engine.connect() as connection, pytest.raises(InvalidMatrix, match="Nobody"):
        answer(connection, query)
