from __future__ import annotations

import os
from typing import TYPE_CHECKING, Final

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.integration.broker.fuzz.requests import hostile_requests
from tests.integration.broker.fuzz.target import open_target
from tests.integration.broker.fuzz.verdict import find_fault

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.integration.broker.fuzz.declared import Declaration
    from tests.integration.broker.fuzz.requests import HostileRequest
    from tests.integration.broker.fuzz.target import Target

REQUESTS: Final = int(os.environ.get("BROKER_FUZZ_REQUESTS", "800"))
"""How many are sent to each database."""


@pytest.fixture
def target(database_url: str) -> Iterator[Target]:
    with open_target(database_url) as target:
        yield target


@pytest.fixture
def declaration(target: Target) -> Declaration:
    return target.declaration()


@pytest.fixture
def requests(target: Target, declaration: Declaration) -> st.SearchStrategy[HostileRequest]:
    return hostile_requests(declaration.operations, target.known())


# The broker remembers what it was sent: an example cannot be tried again to make it smaller.
@settings(
    max_examples=REQUESTS,
    deadline=None,
    database=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)
@given(data=st.data())
def test_hostile_request_is_answered_as_declared(
    target: Target,
    declaration: Declaration,
    requests: st.SearchStrategy[HostileRequest],
    data: st.DataObject,
) -> None:
    request = data.draw(requests)

    assert find_fault(target, declaration, request) is None
