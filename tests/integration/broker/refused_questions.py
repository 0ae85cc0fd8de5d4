"""The decision table where the answer is no: worlds and questions, their causes and actions."""

from __future__ import annotations

import pytest

from tests.integration.broker.matrix_questions import (
    FAILED,
    VERIFIED,
    published,
    q,
    there,
    to_e1,
    verified,
)
from tests.integration.broker.world import (
    Branched,
    DeployedTo,
    Event,
    Published,
    ReleasedTo,
    Verified,
)

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
LATER_ONE_VERIFIED: list[Event] = [
    published(),
    published("2", "newer"),
    published("3", "newest"),
    verified("p1", "newer"),
    there("EP", "p1"),
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

# A world, a question, the kinds and texts of its causes, and those of its actions.
CASES = [
    pytest.param(
        LATER_ONE_VERIFIED,
        to_e1(q("EC", version="1")),
        [("never_verified", f"{UNVERIFIED}the version of EP currently in e1 (p1).")],
        [("verify", "Verify the pact of version 1 of EC with version p1 of EP.")],
        id="only-a-later-one-was-verified",
    ),
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
                (f"{UNVERIFIED}the version of EP currently in e1 (no version is recorded there)."),
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
                (f"{UNVERIFIED}the version of EP currently in e1 (no version is recorded there)."),
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
]
