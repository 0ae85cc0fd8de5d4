from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from pro_me_the_us.auth.keys import KeyPair
from pro_me_the_us.auth.tokens import verify_token
from pro_me_the_us.container import api
from pro_me_the_us.container.models import Audit
from pro_me_the_us.errors import Forbidden, Unavailable
from swarm.node.auditing import Auditor
from swarm.node.kinds import PLANNER, WORKER
from swarm.node.published import pack, unpack_ballot
from tests.unit.node.builders import (
    NOW,
    OTHER,
    PAIR,
    TASK,
    a_desk,
    a_publication,
    a_shown_submission,
    a_slot,
)
from tests.unit.scripted import script

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from swarm.node.kinds import Kind
    from tests.unit.node.builders import Desk


def an_auditor(desk: Desk) -> Auditor:
    return Auditor(
        desk.store,
        desk.credentials,
        desk.container,
        desk.submissions,
        desk.ballots,
        desk.glass.timer,
    )


def read_ballot(desk: Desk) -> Mapping[str, bool]:
    address = desk.ballots.find(TASK, round_number=7)[PAIR.public]
    return unpack_ballot(desk.ballots.read(address) or b"", a_slot())


@pytest.mark.parametrize("passed", [True, False], ids=["passed", "failed"])
def test_auditor_votes_once_on_each_other_key(tmp_path: Path, *, passed: bool) -> None:
    audits = script(api.AUDIT, Audit(passed=passed, reason="looked at"))
    desk = a_desk(tmp_path, audits)
    for pair in (PAIR, OTHER):
        desk.submissions.publish(a_slot(pair), a_publication(pair))

    ballots = [an_auditor(desk).audit(7) for _ in range(2)]

    assert ballots[0] == ballots[1]
    (vote,) = ballots[0].votes
    assert (vote.submitter, vote.passed, vote.reason) == (OTHER.public, passed, "looked at")
    assert [request.staking_key for request in audits.asked] == [OTHER.public]


def test_audit_is_asked_with_a_narrow_token(tmp_path: Path) -> None:
    audits = script(api.AUDIT, Audit(passed=True, reason="looked at"))
    desk = a_desk(tmp_path, audits)
    desk.submissions.publish(a_slot(OTHER), a_publication(OTHER))

    an_auditor(desk).audit(7)

    identity = verify_token(audits.asked[0].token, audience="coordinator", now=NOW)
    assert identity.scopes == {"todo:read", "issue:read", "submission:check"}
    assert (identity.staking_key, identity.round) == (PAIR.public, 7)


def test_content_that_is_no_submission_fails(tmp_path: Path) -> None:
    desk = a_desk(tmp_path)
    desk.submissions.publish(a_slot(OTHER), pack("x"))

    (vote,) = an_auditor(desk).audit(7).votes

    assert not vote.passed
    assert vote.reason.startswith("its signature: ")


@pytest.mark.parametrize("refusal", [Unavailable(), Forbidden()], ids=["unavailable", "forbidden"])
def test_audit_that_could_not_be_made_is_no_vote(tmp_path: Path, refusal: Any) -> None:
    desk = a_desk(tmp_path, script(api.AUDIT, refusal))
    desk.submissions.publish(a_slot(OTHER), a_publication(OTHER))

    ballot = an_auditor(desk).audit(7)

    assert (ballot.votes, desk.store.find_votes(7)) == ((), {})
    assert ballot.errors[0].startswith(f"the submission of {OTHER.public}: ")


def test_audit_ends_when_the_container_is_gone(tmp_path: Path) -> None:
    desk = a_desk(tmp_path, silent=True)
    for seed in (1, 2):
        pair = KeyPair.from_seed(bytes([seed]) * 32)
        desk.submissions.publish(a_slot(pair), a_publication(pair))

    ballot = an_auditor(desk).audit(7)

    assert (ballot.votes, len(ballot.errors)) == ((), 1)


def test_content_that_is_missing_is_no_vote(tmp_path: Path) -> None:
    desk = a_desk(tmp_path)
    address = desk.submissions.publish(a_slot(OTHER), a_publication(OTHER))
    (tmp_path / "submissions" / "content" / address).unlink()

    ballot = an_auditor(desk).audit(7)

    assert (ballot.votes, len(ballot.errors)) == ((), 1)


def test_nothing_published_is_nothing_to_audit(tmp_path: Path) -> None:
    ballot = an_auditor(a_desk(tmp_path)).audit(7)

    assert (ballot.votes, ballot.errors) == ((), ())
    assert not (tmp_path / "submissions" / "rounds" / TASK).exists()


@pytest.mark.parametrize("passed", [True, False], ids=["passed", "failed"])
def test_votes_are_published(tmp_path: Path, *, passed: bool) -> None:
    desk = a_desk(tmp_path, script(api.AUDIT, Audit(passed=passed, reason="looked at")))
    desk.submissions.publish(a_slot(OTHER), a_publication(OTHER))

    an_auditor(desk).audit(7)

    assert read_ballot(desk) == {OTHER.public: passed}


def test_key_that_found_nothing_to_vote_on_says_so(tmp_path: Path) -> None:
    desk = a_desk(tmp_path)

    an_auditor(desk).audit(7)

    assert read_ballot(desk) == {}


@pytest.mark.parametrize(
    ("kind", "role"), [(WORKER, "planner"), (PLANNER, "worker"), (PLANNER, "leader")]
)
def test_work_of_another_task_fails(tmp_path: Path, kind: Kind, role: str) -> None:
    desk = a_desk(tmp_path, kind=kind)
    desk.submissions.publish(a_slot(OTHER), a_publication(OTHER, role=role))

    (vote,) = an_auditor(desk).audit(7).votes

    assert (vote.passed, vote.reason) == (False, f"a {role}'s work is not this task's")


@pytest.mark.parametrize(("kind", "role"), [(WORKER, "leader"), (PLANNER, "planner")])
def test_work_of_each_role_is_looked_at(tmp_path: Path, kind: Kind, role: str) -> None:
    audits = script(api.AUDIT, Audit(passed=True, reason="looked at"))
    desk = a_desk(tmp_path, audits, kind=kind)
    desk.submissions.publish(a_slot(OTHER), a_publication(OTHER, role=role))

    an_auditor(desk).audit(7)

    (asked,) = audits.asked
    shown = a_shown_submission(role=role)
    assert (asked.role, asked.work) == (role, shown.work)
    assert (asked.pull_request, asked.plan) == (shown.pull_request, shown.plan)
    assert asked.issues == shown.issues
