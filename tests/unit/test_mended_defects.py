"""Defects of the deployed protocol as a whole, by number, and what is declared here instead."""

from __future__ import annotations

from typing import Final

import pytest

from tests.unit import surface
from tests.unit.surface import ENDPOINTS

REFUSALS: Final = {
    "who asks": {
        "unauthorized": 401,
        "forbidden": 403,
        "key_not_staked": 403,
        "task_unknown": 403,
    },
    "what is asked about": {
        "bounty_unknown": 404,
        "distribution_unknown": 404,
        "issue_not_assigned": 409,
        "issue_unknown": 404,
        "job_unknown": 404,
        "no_submission": 404,
        "container_busy": 409,
        "pull_request_mismatch": 409,
        "result_refused": 409,
        "round_completed": 409,
        "spec_not_assigned": 409,
        "spec_unknown": 404,
        "submission_unknown": 404,
        "todo_not_assigned": 409,
        "todo_unknown": 404,
    },
    "how it is asked": {
        "malformed_request": 400,
        "unknown_path": 404,
        "method_not_allowed": 405,
        "body_too_large": 413,
        "unsupported_media_type": 415,
        "invalid_request": 422,
    },
    "when it is asked": {"rate_limited": 429, "unavailable": 503},
}
"""Every refusal by what is wrong: its code, and the status that goes with it."""


def test_d57_every_refusal_is_of_one_kind() -> None:
    declared = {refusal.code: refusal.status for refusal in surface.refusals()}

    told = [refusal for kind in REFUSALS.values() for refusal in kind.items()]

    assert sorted(told) == sorted(declared.items())


@pytest.mark.parametrize("kind", ["what is asked about", "how it is asked", "when it is asked"])
def test_d57_status_tells_authentication_from_all_else(kind: str) -> None:
    statuses = set(REFUSALS[kind].values())

    assert not statuses & set(REFUSALS["who asks"].values())


def test_d52_every_endpoint_succeeds_by_its_status() -> None:
    assert {status for endpoint in ENDPOINTS for status in endpoint.status} <= {200, 201, 202, 204}
    assert all(refusal.status >= 400 for refusal in surface.refusals())
