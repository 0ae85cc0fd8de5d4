"""Requests that come twice, and what is kept of them."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
import sqlalchemy as sa

from pro_me_the_us.coordinator import models as wire
from pro_me_the_us.errors import InvalidRequest
from pro_me_the_us.lines import LogLine
from swarm.coordinator import schema
from tests.integration.coordinator.builders import NOW, SOURCE, Clock, a_node, a_service
from tests.integration.coordinator.lives import WEBSITE

if TYPE_CHECKING:
    from swarm.coordinator.service import Coordinator
    from swarm.coordinator.store import Store

BOUNTY = wire.CreateBounty(
    title="A dark theme",
    description="Readers ask for one.",
    system_prompt="You are careful.",
    repository=SOURCE,
)
LOGS = wire.RecordLogs(lines=[LogLine(logged_at=NOW, level="info", message="started")])


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def service(opened: Store, clock: Clock) -> Coordinator:
    """One whose bounties have ids of their own."""
    ids = iter(f"bounty-{number}" for number in range(100))
    return a_service(opened, now=clock, new_id=lambda: next(ids))


def bounties(opened: Store) -> int:
    with opened.reading() as connection:
        return len(connection.scalars(sa.select(schema.bounties.c.id)).all())


def test_request_with_the_same_key_is_answered_once(service: Coordinator, opened: Store) -> None:
    answers = [service.create_bounty(BOUNTY, WEBSITE, key="one") for _ in "123"]

    assert answers[0] == answers[1] == answers[2]
    assert bounties(opened) == 1


@pytest.mark.parametrize(("first", "second"), [(None, None), ("one", "two"), ("one", None)])
def test_requests_with_different_keys_are_two(
    service: Coordinator, opened: Store, first: str | None, second: str | None
) -> None:
    for key in (first, second):
        service.create_bounty(BOUNTY, WEBSITE, key=key)

    assert bounties(opened) == 2


def test_key_of_another_request_is_refused(service: Coordinator, opened: Store) -> None:
    service.create_bounty(BOUNTY, WEBSITE, key="one")

    with pytest.raises(InvalidRequest) as refusal:
        service.create_bounty(BOUNTY.model_copy(update={"title": "Other"}), WEBSITE, key="one")

    assert "Idempotency-Key" in refusal.value.errors[0].detail
    assert bounties(opened) == 1


def test_key_is_known_for_a_day(service: Coordinator, opened: Store, clock: Clock) -> None:
    service.create_bounty(BOUNTY, WEBSITE, key="one")
    clock.pass_by(timedelta(hours=24))
    service.create_bounty(BOUNTY, WEBSITE, key="one")
    assert bounties(opened) == 1

    clock.pass_by(timedelta(seconds=1))
    service.create_bounty(BOUNTY, WEBSITE, key="one")

    assert bounties(opened) == 2


def test_key_belongs_to_its_caller(service: Coordinator) -> None:
    stored = [service.record_logs(LOGS, a_node(number), key="one").stored for number in (0, 1, 0)]

    assert stored == [1, 1, 1]


def test_key_of_a_request_that_failed_is_free(opened: Store) -> None:
    broken = a_service(opened, new_id=lambda: "bounty-0")
    broken.create_bounty(BOUNTY, WEBSITE)
    with pytest.raises(sa.exc.IntegrityError):
        broken.create_bounty(BOUNTY, WEBSITE, key="one")

    next_id = iter(["fresh"])
    fine = a_service(opened, new_id=lambda: next(next_id))
    assert fine.create_bounty(BOUNTY, WEBSITE, key="one").id == "fresh"
