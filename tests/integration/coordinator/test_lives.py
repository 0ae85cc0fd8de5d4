"""The life of a bounty, from the website's request to the last merge."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.integration.coordinator.builders import BOUNTY
from tests.integration.coordinator.lives import Life, an_issue, url_of
from tests.unit.coordinator.builders import a_planned_todo

if TYPE_CHECKING:
    from swarm.coordinator.store import Store

FIRST = an_issue(a_planned_todo("b", "a"), a_planned_todo("a"), uuid="first")
SECOND = an_issue(a_planned_todo("c", "b"), uuid="second", predecessor="first")


def test_bounty_lives_to_its_end(opened: Store) -> None:
    life = Life(opened).planned(SECOND, FIRST)
    assert life.audit(50, round_number=0).approved == 1
    assert [life.aggregate(number) for number in range(2)] == ["first", None]
    assert [life.work(number) for number in range(2)] == ["a", None]
    life.audit(0)
    assert life.work(1, round_number=2) == "b"
    life.audit(1, round_number=2)
    claim = life.claim_issue(2, round_number=3)
    assert claim is not None
    assert claim.pull_requests == [url_of("a", 0), url_of("b", 1)]
    assert life.lead(2, round_number=3) == "first"
    life.audit(2, round_number=3)
    assert life.aggregate(3, round_number=4) == "second"
    assert life.work(4, round_number=4) == "c"
    life.audit(4, round_number=4)
    assert life.lead(5, round_number=5) == "second"

    audit = life.audit(5, round_number=5)

    assert (audit.approved, audit.rejected) == (1, 0)
    states = life.states
    assert (states.pop(BOUNTY), states.pop("planning")) == ("done", "done")
    assert set(states.values()) == {"merged"}


def test_bounty_shows_who_had_what(opened: Store) -> None:
    life = Life(opened).planned(an_issue(a_planned_todo("a")))
    life.aggregate()
    life.work(1)
    life.audit()
    life.work(2, round_number=2)

    (todo,) = life.progress().issues[0].todos

    assert [(one.round, one.outcome) for one in todo.assignees] == [(1, "rejected"), (2, None)]
    assert todo.assignees[1].pull_request == url_of("a", 2)
    assert todo.assignees[1].github_username == "octo-worker"


def test_audit_is_counted_once(opened: Store) -> None:
    life = Life(opened).planned(an_issue(a_planned_todo("a"), a_planned_todo("b")))
    life.aggregate()
    life.work(1)
    life.work(2)

    for _ in range(2):
        life.audit(1)

    read = life.service.metrics.registry.get_sample_value
    assert read("audits_total") == 1
    assert [read("audited_works_total", {"verdict": v}) for v in ("approved", "rejected")] == [1, 1]
