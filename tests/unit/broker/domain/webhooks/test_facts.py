from __future__ import annotations

from pact_notary.domain.webhooks.facts import (
    UnverifiedVersion,
    describe_unverified,
    group_by_version,
)
from tests.unit.broker.domain.builders import PROVIDER, a_version

SEVEN, EIGHT = a_version(7, of=PROVIDER), a_version(8, of=PROVIDER)


def test_uses_of_a_version_are_told_together() -> None:
    uses = [(SEVEN, "latest main"), (EIGHT, "released to live"), (SEVEN, "deployed to live")]

    assert group_by_version(uses) == (
        UnverifiedVersion(SEVEN, ("latest main", "deployed to live")),
        UnverifiedVersion(EIGHT, ("released to live",)),
    )


def test_unverified_versions_read_as_a_clause() -> None:
    versions = group_by_version([(SEVEN, "latest main"), (SEVEN, "x"), (EIGHT, "released to live")])

    assert describe_unverified(versions) == (
        "there is no result yet of provider version 7 (latest main, x), 8 (released to live)"
    )
