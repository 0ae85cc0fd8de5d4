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
from tests.integration.broker.replay import replay
from tests.integration.broker.world import (
    Branched,
    DeployedTo,
    Event,
    MainBranchSet,
    Published,
    ReleasedTo,
    Verified,
)

if TYPE_CHECKING:
    import sqlalchemy as sa

    from pact_notary.domain.documents import JsonObject
    from pact_notary.service.matrix import MatrixResult

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
PAIR_FAILED = "The verification of the pact between version 1 of EC and "
UNVERIFIED = "There is no verified pact between version 1 of EC and "
AGAIN = (
    " It failed before: where the code has to change for it to succeed, that makes a new version, "
    "and a new question."
)
NOTHING_ABLE = (
    "No version of EP is known that has verified all that is needed. Make EP fulfil the pact of "
    "version 1 of EC, or change what is expected of it; verify that with the new version, and "
)

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


@pytest.mark.parametrize(
    ("events", "question", "reasons", "actions"),
    [
        pytest.param(
            FAILED,
            to_e1(q("EC", version="1")),
            [("failed", f"{PAIR_FAILED}the version of EP currently in e1 (p1) failed.")],
            [("fix", f"{NOTHING_ABLE}deploy it to e1 in place of version p1.")],
            id="failed",
        ),
        pytest.param(
            [*FAILED, verified("p0")],
            to_e1(q("EC", version="1")),
            [("failed", f"{PAIR_FAILED}the version of EP currently in e1 (p1) failed.")],
            [("deploy", "Deploy version p0 of EP to e1 in place of version p1.")],
            id="failed-but-another-succeeded",
        ),
        pytest.param(
            [
                published(),
                verified("p0"),
                Published("X", "1", "EP", "x"),
                Verified("X", "EP", "x", "p1"),
                there("EP", "p1"),
            ],
            to_e1(q("EC", version="1")),
            [("never_verified", f"{UNVERIFIED}the version of EP currently in e1 (p1).")],
            [("verify", "Verify the pact of version 1 of EC with version p1 of EP.")],
            id="not-by-the-version-there",
        ),
        pytest.param(
            [published("0", "old"), verified("p1", "old"), published(), there("EP", "p1")],
            to_e1(q("EC", version="1")),
            [
                (
                    "stale",
                    (
                        f"{UNVERIFIED}the version of EP currently in e1 (p1). What EC expects has "
                        "changed since version p1 of EP verified version 0 of it, which succeeded."
                    ),
                )
            ],
            [("verify", "Verify the pact of version 1 of EC with version p1 of EP.")],
            id="verified-before-it-changed",
        ),
        pytest.param(
            [published(), verified("p1"), EMPTY_E1],
            to_e1(q("EC", version="1")),
            [
                (
                    "provider_not_in_environment",
                    (
                        f"{UNVERIFIED}the version of EP currently in e1 "
                        "(no version is recorded there)."
                    ),
                )
            ],
            [("deploy", "Deploy version p1 of EP to e1, where none is recorded.")],
            id="no-provider-there",
        ),
        pytest.param(
            [published(), EMPTY_E1],
            to_e1(q("EC", version="1")),
            [
                (
                    "provider_not_in_environment",
                    (
                        f"{UNVERIFIED}the version of EP currently in e1 "
                        "(no version is recorded there)."
                    ),
                )
            ],
            [("fix", f"{NOTHING_ABLE}deploy it to e1.")],
            id="no-provider-anywhere",
        ),
        pytest.param(
            [*CONSUMERS_THERE, Branched("EP", "p2", "main")],
            to_e1(q("EP", version="p2")),
            [
                (
                    "never_verified",
                    (
                        "There is no verified pact between one of the versions of EC currently in "
                        f"e1 ({number}) and version p2 of EP."
                    ),
                )
                for number in ("3", "1")
            ],
            [("verify", "Verify 2 pacts (of EC) with version p2 of EP.")],
            id="provider-never-verified",
        ),
        pytest.param(
            CONSUMERS_THERE,
            to_e1(q("EP", version="p1")),
            [
                (
                    "stale",
                    (
                        "There is no verified pact between one of the versions of EC currently in "
                        "e1 (3) and version p1 of EP. What EC expects has changed since version p1 "
                        "of EP verified version 1 of it, which succeeded."
                    ),
                )
            ],
            [("verify", "Verify the pact of version 3 of EC with version p1 of EP.")],
            id="one-of-two-consumers",
        ),
        pytest.param(
            VERIFIED,
            to_e1(q("EC", version="9")),
            [
                (
                    "unknown_version",
                    (
                        "Nothing has been published or verified for version 9 of EC "
                        "(no such version exists)."
                    ),
                )
            ],
            [
                (
                    "publish",
                    "Publish version 9 of EC: there is none yet. What it needs is known only then.",
                )
            ],
            id="unknown-version",
        ),
        pytest.param(
            VERIFIED,
            {"q": [q("EC", version="1"), q("EP", version="p9")], "latestby": "cvpv"},
            [
                (
                    "unknown_version",
                    (
                        "Nothing has been published or verified for version p9 of EP "
                        "(no such version exists)."
                    ),
                ),
                ("never_verified", f"{UNVERIFIED}version p9 of EP (no such version exists)."),
            ],
            [("verify", "Verify the pact of version 1 of EC with version p9 of EP.")],
            id="one-of-two-unknown",
        ),
        pytest.param(
            FAILED,
            {"q": [q("EC", version="1"), q("EP", version="p1")], "latestby": "cvpv"},
            [("failed", f"{PAIR_FAILED}version p1 of EP failed.")],
            [("verify", f"Verify the pact of version 1 of EC with version p1 of EP.{AGAIN}")],
            id="two-versions-failed",
        ),
        pytest.param(
            TWO_INSTANCES,
            to_e1(q("EC", version="1")),
            [("never_verified", f"{UNVERIFIED}one of the versions of EP currently in e1 (p2).")],
            [("verify", "Verify the pact of version 1 of EC with version p2 of EP.")],
            id="two-instances-one-not",
        ),
        pytest.param(
            [*TWO_INSTANCES, verified("p2", success=False)],
            to_e1(q("EC", version="1")),
            [("failed", f"{PAIR_FAILED}one of the versions of EP currently in e1 (p2) failed.")],
            [("deploy", "Deploy version p1 of EP to e1 in place of version p2.")],
            id="two-instances-one-failed",
        ),
        pytest.param(
            [*TWO_INSTANCES, verified("p2", success=False), verified("p2")],
            {"q": [q("EC", version="1")], "environment": "e1"},
            [("failed", f"{PAIR_FAILED}one of the versions of EP currently in e1 (p2) failed.")],
            [
                (
                    "relax",
                    (
                        "Ask again for the newest results only (latestby=cvp): now results count "
                        "that have been replaced."
                    ),
                )
            ],
            id="replaced-results-count",
        ),
        pytest.param(
            VERIFIED,
            to_e1(q("EC", branch="none", latest="true")),
            [
                (
                    "unknown_version",
                    (
                        "Nothing has been published or verified for the latest version of EC on "
                        "branch none (no such version exists)."
                    ),
                )
            ],
            [
                (
                    "publish",
                    (
                        "Publish a version of EC on branch none: there is none yet. What it "
                        "needs is known only then."
                    ),
                )
            ],
            id="no-branch",
        ),
        pytest.param(
            VERIFIED,
            to_e1(q("EC", tag="none")),
            [
                (
                    "unknown_version",
                    (
                        "Nothing has been published or verified for the version of EC with tag "
                        "none (no such version exists)."
                    ),
                )
            ],
            [
                (
                    "publish",
                    (
                        "Publish a version of EC with the tag none: there is none yet. What it "
                        "needs is known only then."
                    ),
                )
            ],
            id="no-tag",
        ),
        pytest.param(
            VERIFIED,
            to_e1(q("EC", version="1"), success="false"),
            [
                (
                    "hidden_by_filter",
                    (
                        f"{UNVERIFIED}the version of EP currently in e1 (p1). The question's "
                        "filter by outcome leaves out its rows."
                    ),
                )
            ],
            [
                (
                    "relax",
                    "Ask again without the filter by outcome: it leaves out what is needed.",
                )
            ],
            id="filtered",
        ),
        pytest.param(
            [published(), verified("p1", success=False), ReleasedTo("EP", "p1", "e1")],
            to_e1(q("EC", version="1")),
            [("failed", f"{PAIR_FAILED}the version of EP currently in e1 (p1) failed.")],
            [("fix", f"{NOTHING_ABLE}deploy it to e1 in place of version p1.")],
            id="released-failed",
        ),
    ],
)
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
