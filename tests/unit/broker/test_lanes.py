from __future__ import annotations

from types import SimpleNamespace

import pytest

from pact_notary.lanes import only_reads


@pytest.mark.parametrize(
    ("command", "path", "reads"),
    [
        ("GET", "/pacticipants", True),
        ("HEAD", "/", True),
        ("OPTIONS", "/contracts/publish", True),
        ("POST", "/pacts/provider/Menu/for-verification", True),
        ("POST", "/pacts/provider/Menu/for-verification/", True),
        ("POST", "/contracts/publish", False),
        ("PUT", "/pacticipants/for-verification/versions/1", False),
        ("DELETE", "/pacticipants/Menu", False),
        ("BREW", "/", False),
    ],
)
def test_lane_is_chosen_by_what_a_request_may_do(command: str, path: str, *, reads: bool) -> None:
    request = SimpleNamespace(error=None, command=command, path=path)

    assert only_reads(request) is reads


def test_request_that_could_not_be_parsed_waits_for_nobody() -> None:
    assert only_reads(SimpleNamespace(error="bad"))
