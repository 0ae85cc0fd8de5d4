from __future__ import annotations

import pytest

from pact_notary.service.overview import judge_meetings
from pact_notary.store.meetings import Meetings

# Verified, failed, failed while pending, changed, unknown, and what that comes to.
CASES = [
    (1, 0, 0, 0, 0, "success"),
    (3, 1, 0, 0, 0, "failed"),
    (3, 0, 1, 0, 0, "failed_pending"),
    (3, 1, 1, 1, 1, "failed"),
    (0, 0, 1, 1, 1, "failed_pending"),
    (3, 0, 0, 1, 0, "stale"),
    (3, 0, 0, 1, 1, "never"),
    (0, 0, 0, 0, 1, "never"),
]


@pytest.mark.parametrize(
    ("verified", "failed", "pending", "changed", "unknown", "status"),
    CASES,
    ids=str,
)
def test_worst_of_all_meetings_counts(
    verified: int, failed: int, pending: int, changed: int, unknown: int, status: str
) -> None:
    meetings = Meetings(
        integration_id=1,
        environment_id=1,
        pacts=1,
        providers=1,
        total=verified + failed + pending + changed + unknown,
        succeeded=verified,
        failed=failed + pending,
        pending=pending,
        changed=changed,
    )

    assert judge_meetings(meetings) == status


def test_without_a_provider_there_is_nothing_to_judge() -> None:
    meetings = Meetings(1, 1, 1, 0, total=0, succeeded=0, failed=0, pending=0, changed=0)

    assert judge_meetings(meetings) == "absent"
