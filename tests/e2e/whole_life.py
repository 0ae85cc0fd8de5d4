"""How far a bounty has come, and that in the end everybody tells one story of it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final, TypeVar

from pro_me_the_us.errors import TransportError, Unavailable
from tests.e2e.keys import pair_of
from tests.e2e.life import PLANNER, PLANNING, WORK, WORKERS
from tests.integration.waiting import wait_for

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pro_me_the_us.coordinator.models import Assignee, BountyProgress
    from tests.e2e.life import Life

T = TypeVar("T")

WITHIN_S: Final = 300.0


def wait_until(life: Life, bounty: str, is_there: Callable[[BountyProgress], bool]) -> None:
    _wait_for(life, bounty, is_there, what="the bounty to be so far")


def wait_for_job(life: Life, bounty: str, *, after: int = 0) -> Assignee:
    """Whose container is in the middle of a job: it has claimed work, in a round after that one,
    and shown nothing.
    """

    def find(seen: BountyProgress) -> Assignee | None:
        at_work = (
            one
            for _, one in _list_assignees(seen)
            if one.outcome is None and one.pull_request is None and one.round > after
        )
        return next(at_work, None)

    return _wait_for(life, bounty, find, what="a job")


def is_over(seen: BountyProgress) -> bool:
    return seen.status == "done" and all(issue.status == "merged" for issue in seen.issues)


def has_claims(seen: BountyProgress) -> bool:
    return any(todo.assignees for issue in seen.issues for todo in issue.todos)


def assert_all_agree(life: Life, seen: BountyProgress) -> None:
    """The coordinator, the repositories, the submissions and the chain tell one story, in which
    nothing was done twice.
    """
    (issue,) = seen.issues
    assert (seen.status, issue.status) == ("done", "merged")
    assert [todo.title for todo in issue.todos] == ["Sweep the floor", "Wash the dishes"]
    assert {todo.status for todo in issue.todos} == {"merged"}
    approved = [(work, one) for work, one in _list_assignees(seen) if one.outcome == "approved"]
    assert sorted(work for work, _ in approved) == sorted(
        [issue.issue, *(todo.todo for todo in issue.todos)]
    )
    assert len({(one.round, one.staking_key) for _, one in approved}) == len(approved)
    assert {one.staking_key for _, one in approved} <= {pair_of(name).public for name in WORKERS}
    distributions = life.read_distributions(WORK)
    assert all(distributions[str(one.round)][one.staking_key] > 0 for _, one in approved)
    assert_published(life, approved)
    assert_planned(life, seen)
    assert_merged_once(life, [todo.todo for todo in issue.todos])


def assert_published(life: Life, approved: list[tuple[str, Assignee]]) -> None:
    """Each work was submitted by whom the coordinator says, with the pull request it approved."""
    submissions = life.read_submissions(WORK)
    shown = {(at, (said.work, said.pull_request)) for at, said in submissions.items()}
    for work, one in approved:
        assert one.pull_request is not None
        assert ((one.round, one.staking_key), (work, one.pull_request)) in shown


def assert_planned(life: Life, seen: BountyProgress) -> None:
    """The plan that was submitted, and rewarded, is the one that was carried out."""
    distributions, key = life.read_distributions(PLANNING), pair_of(PLANNER).public
    ((at, plan),) = life.read_submissions(PLANNING).items()
    assert at[1] == key
    assert distributions[str(at[0])][key] > 0
    planned = [(one.uuid, [todo.uuid for todo in one.todos]) for one in plan.issues or ()]
    assert planned == [(one.issue, [todo.todo for todo in one.todos]) for one in seen.issues]


def assert_merged_once(life: Life, todos: list[str]) -> None:
    on_main = partial(life.git, "octo-org/demo")
    files = on_main("ls-tree", "-r", "--name-only", "main")
    assert sorted(files) == sorted(["README.md", *(f"todos/{todo}.md" for todo in todos)])
    for todo in todos:
        assert (
            len(on_main("log", "--format=%H", "--no-merges", "main", "--", f"todos/{todo}.md")) == 1
        )


def _wait_for(
    life: Life, bounty: str, find: Callable[[BountyProgress], T | None], *, what: str
) -> T:
    def look() -> T | None:
        try:
            return find(life.read_bounty(bounty))
        except (TransportError, Unavailable):
            return None

    return wait_for(look, what=what, within_s=WITHIN_S)


def _list_assignees(seen: BountyProgress) -> Iterator[tuple[str, Assignee]]:
    """Whoever was given an issue or a todo, with the work's identifier."""
    for issue in seen.issues:
        yield from ((issue.issue, one) for one in issue.assignees)
        for todo in issue.todos:
            yield from ((todo.todo, one) for one in todo.assignees)
