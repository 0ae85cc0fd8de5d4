from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from pro_me_the_us.auth.keys import KeyPair
from pro_me_the_us.auth.tokens import verify_token
from pro_me_the_us.container import api
from pro_me_the_us.container.models import Audit
from pro_me_the_us.errors import Forbidden, Unavailable
from swarm.node.auditing import Auditor
from swarm.node.published import pack
from tests.unit.node.builders import NOW, OTHER, PAIR, TASK, a_desk, a_publication, a_slot
from tests.unit.scripted import script

if TYPE_CHECKING:
    from pathlib import Path

    from tests.unit.node.builders import Desk


def an_auditor(desk: Desk) -> Auditor:
    return Auditor(desk.store, desk.credentials, desk.container, desk.submissions, desk.glass.timer)


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
    assert identity.scopes == {"todo:read", "submission:check"}
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
