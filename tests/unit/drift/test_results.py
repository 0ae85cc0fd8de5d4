from __future__ import annotations

from typing import Any

import pytest

from swarm.drift.needs import list_needs
from swarm.drift.results import read_results
from tests.unit.drift.builders import an_interaction, held

MISMATCH = {"attribute": "status", "description": "expected 200 but was 409"}
OWN = {"interactionId": "a", "success": False, "mismatches": [MISMATCH]}


@pytest.mark.parametrize(
    ("result", "verdict", "kind"),
    [
        (None, "unknown", "unknown"),
        ({"success": True}, "met", None),
        ({"success": False}, "unknown", "unknown"),
        ({"success": False, "testResults": [OWN]}, "not met", "status"),
        ({"success": False, "testResults": [{**OWN, "success": True}]}, "met", None),
        ({"success": False, "testResults": [{**OWN, "interactionId": "b"}]}, "unknown", "unknown"),
    ],
    ids=["never", "kept", "bare", "broken", "other-broken", "of-another"],
)
def test_result_of_a_pact_is_read(result: Any, verdict: str, kind: str | None) -> None:
    (row,) = read_results(list_needs([held(an_interaction(_id="a"), result=result)]))

    assert (row.verdict, row.kind) == (verdict, kind)
