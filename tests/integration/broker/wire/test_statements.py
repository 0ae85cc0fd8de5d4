"""How often the database is asked: a change that asks more often should be meant."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.integration.broker.counting import counting
from tests.integration.broker.wire.builders import (
    a_pact,
    a_publication,
    a_result,
    pact_path,
    publish,
)

if TYPE_CHECKING:
    from tests.integration.broker.wire.builders import Wire


def test_pact_is_shown_with_one_statement(small_wire: Wire) -> None:
    publish(small_wire, "1", branch="main")

    with counting(small_wire.engine) as statements:
        small_wire.read(pact_path())

    assert len(statements) == 1


def test_result_is_recorded_with_few_statements(small_wire: Wire) -> None:
    publish(small_wire, "1", branch="main")
    address = small_wire.read(pact_path())["_links"]["pb:publish-verification-results"]["href"]
    small_wire.post(address, a_result("p1"))

    with counting(small_wire.engine) as statements:
        small_wire.post(address, a_result("p1"))

    assert len(statements) <= 9, "\n".join(statements)


def test_pact_is_published_with_few_statements(small_wire: Wire) -> None:
    publish(small_wire, "1", a_pact("/1"), branch="main")
    body = a_publication("2", a_pact("/2"), branch="main")

    with counting(small_wire.engine) as statements:
        small_wire.post("/contracts/publish", body)

    assert len(statements) <= 24, "\n".join(statements)


def test_version_is_put_on_its_branch_again_with_few_statements(small_wire: Wire) -> None:
    path = "/pacticipants/A/branches/main/versions/1"
    small_wire.put(path)

    with counting(small_wire.engine) as statements:
        small_wire.put(path)

    assert len(statements) <= 6, "\n".join(statements)
