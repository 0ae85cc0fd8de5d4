"""The decision table of can-i-deploy, told as causes and actions."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pact_notary.domain.matrix_query import Criteria, VersionSelector, merge_into_main
from pact_notary.service.matrix import answer
from tests.integration.broker.matrix_questions import (
    FAILED,
    VERIFIED,
    asked,
    published,
    q,
    there,
    to_e1,
    verified,
)
from tests.integration.broker.refused_questions import (
    CASES,
    EMPTY_E1,
    NOTHING_ABLE,
    PAIR_FAILED,
    TWO_INSTANCES,
)
from tests.integration.broker.replay import replay
from tests.integration.broker.world import (
    Branched,
    Event,
    MainBranchSet,
)

if TYPE_CHECKING:
    import sqlalchemy as sa

    from pact_notary.domain.documents import JsonObject
    from pact_notary.service.matrix import MatrixResult

Told = list[tuple[str, str]]


def reasons_of(result: MatrixResult) -> Told:
    return [(reason.kind.value, reason.text) for reason in result.reasons]


def actions_of(result: MatrixResult) -> Told:
    return [(action.kind.value, action.text) for action in result.actions]


@pytest.mark.parametrize(
    ("events", "question"),
    [
        pytest.param(
            [published("1"), verified("p1"), there("EP", "p1"), published("2")],
            to_e1(q("EC", version="2")),
            id="same-content",
        ),
        pytest.param(VERIFIED, to_e1(q("EC", version="1")), id="verified"),
        pytest.param(
            [Branched("EC", "1", "main"), EMPTY_E1],
            to_e1(q("EC", version="1")),
            id="consumer-without-pacts",
        ),
        pytest.param(
            [published(), verified("p1"), EMPTY_E1],
            to_e1(q("EP", version="p1")),
            id="provider-to-empty-environment",
        ),
        pytest.param(
            VERIFIED,
            {"q": [q("EC", version="1"), q("EP", version="p1")], "latestby": "cvpv"},
            id="two-versions",
        ),
        pytest.param(
            [*VERIFIED, Branched("Z", "1", "b")],
            {"q": [q("EC", version="1"), q("Z", version="1")], "latestby": "cvpv"},
            id="unrelated",
        ),
        pytest.param(
            [*TWO_INSTANCES, verified("p2", success=False), verified("p2")],
            to_e1(q("EC", version="1")),
            id="two-instances-mended",
        ),
        pytest.param(
            [published(), Branched("EC", "1", "main"), Branched("EC", "2", "main")],
            {"q": [q("EC", branch="main")]},
            id="several-versions-no-destination",
        ),
    ],
)
def test_a_yes_has_no_reasons(
    connection: sa.Connection, events: list[Event], question: JsonObject
) -> None:
    result = asked(connection, events, question)

    assert (result.summary.deployable, result.reasons, result.actions) == (True, (), ())


@pytest.mark.parametrize(("events", "question", "reasons", "actions"), CASES)
def test_a_no_has_reasons_and_actions(
    connection: sa.Connection,
    events: list[Event],
    question: JsonObject,
    reasons: Told,
    actions: Told,
) -> None:
    result = asked(connection, events, question)

    assert result.summary.deployable is not True
    assert (reasons_of(result), actions_of(result)) == (reasons, actions)
    assert all(reason.blocking for reason in result.reasons)
    solved = [index for action in result.actions for index in action.solves]
    assert sorted(solved) == list(range(len(reasons)))


def test_what_is_ignored_is_told_and_does_not_block(connection: sa.Connection) -> None:
    question = to_e1(q("EC", version="1"), ignore=[{"pacticipant": "EP"}])

    result = asked(connection, FAILED, question)

    text = f"Ignored: {PAIR_FAILED}the version of EP currently in e1 (p1) failed."
    assert reasons_of(result) == [("ignored", text)]
    assert not result.reasons[0].blocking
    assert result.actions == ()


def test_a_missing_version_that_is_ignored_is_told(connection: sa.Connection) -> None:
    question = to_e1(q("EC", version="9"), ignore=[{"pacticipant": "EC"}])

    result = asked(connection, VERIFIED, question)

    assert result.summary.deployable is True
    assert [reason.kind for reason in result.reasons] == ["ignored"]


def test_merging_needs_a_provider_on_its_main_branch(connection: sa.Connection) -> None:
    replay(connection, [MainBranchSet("EP", "main"), published()])

    selector = VersionSelector("EC", Criteria(version="1"))
    result = answer(connection, merge_into_main(selector))

    assert [reason.kind for reason in result.reasons] == ["provider_not_in_environment"]
    assert actions_of(result) == [("fix", f"{NOTHING_ABLE}put it on the main branch.")]
