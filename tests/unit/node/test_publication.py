from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from pro_me_the_us.container import api
from pro_me_the_us.container.models import NoSubmission
from swarm.node.publication import Publisher, Unpublishable
from swarm.node.published import unpack
from tests.unit.node.builders import (
    PAIR,
    TASK,
    a_desk,
    a_planned_result,
    a_result,
    a_shown_submission,
    a_slot,
    a_submission,
)
from tests.unit.scripted import script

if TYPE_CHECKING:
    from pathlib import Path

    from tests.unit.node.builders import Desk

SUCCEEDED = a_result()


def a_publisher(desk: Desk) -> Publisher:
    return Publisher(
        desk.store,
        desk.credentials,
        desk.container,
        desk.submissions,
        "Octo-Worker",
        desk.glass.timer,
    )


def test_work_is_published_once(tmp_path: Path) -> None:
    shown = script(api.READ_SUBMISSION, a_shown_submission())
    desk = a_desk(tmp_path, shown)
    desk.store.add_result(SUCCEEDED)

    addresses = [a_publisher(desk).publish(7) for _ in range(2)]

    assert desk.submissions.find(TASK, round_number=7) == {PAIR.public: addresses[0]}
    assert unpack(desk.submissions.read(addresses[0] or "") or b"", a_slot()) == a_submission()
    assert (addresses[0], len(shown.asked)) == (addresses[1], 1)


@pytest.mark.parametrize("state", ["failed", "refused", "idle"])
def test_only_work_that_succeeded_is_published(tmp_path: Path, state: Any) -> None:
    desk = a_desk(tmp_path)
    desk.store.add_result(a_result(state=state))

    assert a_publisher(desk).publish(7) is None
    assert desk.submissions.find(TASK, round_number=7) == {}


def test_nothing_is_published_before_there_is_a_result(tmp_path: Path) -> None:
    assert a_publisher(a_desk(tmp_path)).publish(7) is None


@pytest.mark.parametrize(
    "shown",
    [
        NoSubmission(),
        a_shown_submission(work="todo-2"),
        a_shown_submission(pull_request="forge://octo-aggregator/demo/pulls/2"),
        a_shown_submission(github_username="octo-thief"),
        a_shown_submission(role="leader"),
        a_shown_submission(role="planner"),
    ],
    ids=["nothing", "todo", "pull-request", "username", "role", "plan"],
)
def test_other_work_is_not_published(tmp_path: Path, shown: Any) -> None:
    desk = a_desk(tmp_path, script(api.READ_SUBMISSION, shown))
    desk.store.add_result(SUCCEEDED)

    with pytest.raises(Unpublishable):
        a_publisher(desk).publish(7)

    assert desk.submissions.find(TASK, round_number=7) == {}


def test_plan_is_published_with_its_issues(tmp_path: Path) -> None:
    desk = a_desk(tmp_path, script(api.READ_SUBMISSION, a_shown_submission(role="planner")))
    desk.store.add_result(a_planned_result())

    address = a_publisher(desk).publish(7)

    published = unpack(desk.submissions.read(address or "") or b"", a_slot())
    assert published == a_submission(role="planner")


def test_aggregators_work_is_not_published(tmp_path: Path) -> None:
    desk = a_desk(tmp_path)
    desk.store.add_result(a_result(role="aggregator", pull_request=None))

    assert a_publisher(desk).publish(7) is None
