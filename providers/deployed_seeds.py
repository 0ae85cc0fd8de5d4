"""What makes the deployed consumers' provider states true: documents as `mongoexport` writes them.

Data and no database, so that the same seeds serve this project's coordinator and anybody else's.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from providers.deployed_documents import (
    BUILDER_TASK,
    ISSUES_PULL_REQUEST,
    KEY,
    OTHER_KEY,
    PLANNER_TASK,
    PROMPT,
    TODOS_PULL_REQUEST,
    Document,
    a_bug_search,
    a_documentation,
    a_finished_todo,
    a_spec,
    a_todo,
    an_applied_audit,
    an_assignee,
    an_error_log,
    an_issue,
    an_open_issue,
)

if TYPE_CHECKING:
    from datetime import datetime


def a_chain(
    task: str | None = None,
    *,
    lists: Mapping[str, Mapping[str, int]] | None = None,
    submitters: Mapping[str, str] | None = None,
) -> dict[str, Any]:
    """Two keys are staked on both tasks; `task` has those lists and submitters."""
    stakes: dict[str, Any] = {
        one: {"stake_list": [KEY, OTHER_KEY], "distributions": {}, "submitters": {}}
        for one in (BUILDER_TASK, PLANNER_TASK)
    }
    if task is not None:
        stakes[task] |= {"distributions": lists or {}, "submitters": submitters or {}}
    return stakes


@dataclass(frozen=True)
class Seed:
    """Documents by collection, and the chain: task → stake list, lists and submitters by round."""

    documents: Mapping[str, Sequence[Document]] = field(default_factory=dict)
    chain: Mapping[str, Any] = field(default_factory=a_chain)


MakeSeed = Callable[..., Seed]
"""Called with the time that it is, and the state's parameters by name."""


def find_seed(name: str, parameters: Mapping[str, Any], now: datetime) -> Seed | None:
    """The seed of a state; None where the name is none of the deployed protocol's."""
    make = SEEDS.get(name)
    return None if make is None else make(now, **parameters)


def nothing_is_there(_: datetime) -> Seed:
    return Seed()


def an_issue_can_be_assigned(now: datetime) -> Seed:
    return _built(now, [an_open_issue(now)], [a_todo(now, repoOwner="octo-fork")])


def no_issue_can_be_assigned(now: datetime) -> Seed:
    return _built(now, [an_issue(now)], [a_todo(now)])


def the_only_issue_waits_for_its_predecessor(now: datetime) -> Seed:
    before = an_issue(now, "issue-0")
    blocked = an_open_issue(now, predecessorUuid="issue-0")
    return _built(now, [before, blocked], [a_todo(now, repoOwner="octo-fork")])


def an_issue_awaits_its_aggregator_repository(now: datetime, *, issue: str) -> Seed:
    pending = an_open_issue(now, issue, status="aggregator_pending")
    return _built(now, [pending], [a_todo(now, issueUuid=issue, repoOwner="octo-fork")])


def a_todo_can_be_fetched(now: datetime) -> Seed:
    return _built(
        now, [an_issue(now)], [a_finished_todo(now), a_todo(now, dependencyTasks=["todo-0"])]
    )


def no_issue_is_in_progress(now: datetime) -> Seed:
    return _built(now, [an_issue(now, status="assign_pending")], [a_finished_todo(now)])


def the_only_todo_waits_for_another(now: datetime) -> Seed:
    somebodys = a_todo(
        now, "todo-0", status="in_progress", assignees=[an_assignee("octo-other", 6, OTHER_KEY)]
    )
    return _built(now, [an_issue(now)], [somebodys, a_todo(now, dependencyTasks=["todo-0"])])


def the_only_todo_has_no_system_prompt(now: datetime) -> Seed:
    return Seed({"specs": [a_spec(now)], "issues": [an_issue(now)], "todos": [a_todo(now)]})


def the_key_has_fetched_a_todo(now: datetime, *, todo: str, round: int) -> Seed:
    return _has_todo(now, todo, "in_progress", an_assignee("octo-worker", round))


def the_key_has_drafted_a_todo(now: datetime, *, todo: str, round: int, url: str) -> Seed:
    drafted = an_assignee("octo-worker", round, prUrl=url, isFinal=False)
    return _has_todo(now, todo, "in_progress", drafted)


def the_key_has_finished_a_todo(now: datetime, *, todo: str, round: int) -> Seed:
    finished = an_assignee("octo-worker", round, prUrl=TODOS_PULL_REQUEST, isFinal=True)
    return _has_todo(now, todo, "approved", finished)


def an_issue_can_be_fetched(now: datetime) -> Seed:
    return _built(now, [an_issue(now, status="assign_pending")], [a_finished_todo(now)])


def no_issue_can_be_fetched(now: datetime) -> Seed:
    return _built(now, [an_issue(now)], [a_todo(now)])


def the_key_has_fetched_an_issue(now: datetime, *, issue: str, round: int) -> Seed:
    return _has_issue(now, issue, "assigned", an_assignee("octo-leader", round))


def another_key_has_fetched_the_issue(now: datetime, *, issue: str, round: int) -> Seed:
    return _has_issue(now, issue, "assigned", an_assignee("octo-other", round, OTHER_KEY))


def the_key_has_drafted_an_issue(now: datetime, *, issue: str, round: int, url: str) -> Seed:
    drafted = an_assignee("octo-leader", round, prUrl=url, isFinal=False)
    return _has_issue(now, issue, "in_progress", drafted)


def the_key_has_finished_an_issue(now: datetime, *, issue: str, round: int) -> Seed:
    finished = an_assignee("octo-leader", round, prUrl=ISSUES_PULL_REQUEST, isFinal=True)
    return _has_issue(now, issue, "in_review", finished)


def the_round_has_a_distribution_list(now: datetime, *, task: str, round: int) -> Seed:
    chain = a_chain(task, lists={str(round): {KEY: 100}}, submitters={str(round): KEY})
    return Seed(_delivered(now, task, round).documents, chain)


def the_list_of_the_round_is_applied(now: datetime, *, task: str, round: int) -> Seed:
    seed = the_round_has_a_distribution_list(now, task=task, round=round)
    return Seed({**seed.documents, "audits": [an_applied_audit(now, task, round)]}, seed.chain)


def the_round_has_a_submitter_and_no_list(now: datetime, *, task: str, round: int) -> Seed:
    chain = a_chain(task, submitters={str(round): KEY})
    return Seed(_delivered(now, task, round).documents, chain)


def the_round_has_no_submitter(now: datetime, *, task: str, round: int) -> Seed:
    chain = a_chain(task, lists={str(round + 1): {KEY: 100}}, submitters={str(round + 1): KEY})
    return Seed(_delivered(now, task, round).documents, chain)


def the_error_is_recorded(now: datetime, *, error: str) -> Seed:
    return Seed({"buildererrorlogs": [an_error_log(now, error)]})


def a_spec_can_be_planned(now: datetime) -> Seed:
    return Seed({"specs": [a_spec(now, status="initialized")]})


def no_spec_can_be_planned(now: datetime) -> Seed:
    return Seed({"specs": [a_spec(now)]})


def the_key_plans_a_spec(now: datetime, *, round: int) -> Seed:
    return Seed({"specs": [_planned(now, round)]})


def the_key_has_delivered_a_plan(now: datetime, *, round: int) -> Seed:
    return Seed({"specs": [_planned(now, round, prUrl=PLAN)]})


def a_feature_is_built(now: datetime, *, bounty: str) -> Seed:
    drafted = an_assignee("octo-worker", 7, prUrl=TODOS_PULL_REQUEST, isFinal=False)
    planned = [{"stakingKey": KEY, "taskId": PLANNER_TASK, "roundNumber": 1, "prUrl": PLAN}]
    return Seed(
        {
            "specs": [a_spec(now, swarmBountyId=bounty, assignedTo=planned)],
            "issues": [an_issue(now, bountyId=bounty)],
            "todos": [a_todo(now, bountyId=bounty, status="in_progress", assignees=[drafted])],
            "systemprompts": [{**PROMPT, "bountyId": bounty}],
        }
    )


def a_documentation_is_written(now: datetime, *, bounty: str) -> Seed:
    return Seed({"documentations": [a_documentation(now, bounty)]})


def bugs_are_searched(now: datetime, *, bounty: str) -> Seed:
    return Seed({"bugfinders": [a_bug_search(now, bounty)]})


PLAN: Final = "bafybeigdyrzt5sfp7udm7hu76uh7y26nf3efuylqabf3oclgtqy55fbzdi"

SEEDS: Final[Mapping[str, MakeSeed]] = {
    "no issue exists": nothing_is_there,
    "no todo exists": nothing_is_there,
    "no bounty exists": nothing_is_there,
    "no error is recorded": nothing_is_there,
    "an issue can be assigned": an_issue_can_be_assigned,
    "no issue can be assigned": no_issue_can_be_assigned,
    "the only issue waits for its predecessor": the_only_issue_waits_for_its_predecessor,
    "an issue awaits its aggregator repository": an_issue_awaits_its_aggregator_repository,
    "a todo can be fetched": a_todo_can_be_fetched,
    "no issue is in progress": no_issue_is_in_progress,
    "the only todo waits for another": the_only_todo_waits_for_another,
    "the only todo has no system prompt": the_only_todo_has_no_system_prompt,
    "the key has fetched a todo": the_key_has_fetched_a_todo,
    "the key has drafted a todo": the_key_has_drafted_a_todo,
    "the key has finished a todo": the_key_has_finished_a_todo,
    "an issue can be fetched": an_issue_can_be_fetched,
    "no issue can be fetched": no_issue_can_be_fetched,
    "the key has fetched an issue": the_key_has_fetched_an_issue,
    "another key has fetched the issue": another_key_has_fetched_the_issue,
    "the key has drafted an issue": the_key_has_drafted_an_issue,
    "the key has finished an issue": the_key_has_finished_an_issue,
    "the round has a distribution list": the_round_has_a_distribution_list,
    "the list of the round is applied": the_list_of_the_round_is_applied,
    "the round has a submitter and no distribution list": the_round_has_a_submitter_and_no_list,
    "the round has no submitter": the_round_has_no_submitter,
    "the error is recorded": the_error_is_recorded,
    "a spec can be planned": a_spec_can_be_planned,
    "no spec can be planned": no_spec_can_be_planned,
    "the key plans a spec": the_key_plans_a_spec,
    "the key has delivered a plan": the_key_has_delivered_a_plan,
    "a feature is built": a_feature_is_built,
    "a documentation is written": a_documentation_is_written,
    "bugs are searched": bugs_are_searched,
}
"""By the names under which the deployed consumers' pacts know them."""


def _built(now: datetime, issues: list[Document], todos: list[Document]) -> Seed:
    """One bounty that is planned and has its prompt."""
    return Seed(
        {"specs": [a_spec(now)], "issues": issues, "todos": todos, "systemprompts": [PROMPT]}
    )


def _has_todo(now: datetime, todo: str, status: str, assignee: Document) -> Seed:
    given = a_todo(now, todo, status=status, assignees=[assignee])
    return _built(now, [an_issue(now)], [given])


def _has_issue(now: datetime, issue: str, status: str, assignee: Document) -> Seed:
    given = an_issue(now, issue, status=status, assignees=[assignee])
    return _built(now, [given], [a_finished_todo(now, issueUuid=issue)])


def _delivered(now: datetime, task: str, round_number: int) -> Seed:
    """What a list of the round decides on: a plan, or a todo."""
    if task == PLANNER_TASK:
        return Seed({"specs": [_planned(now, round_number, prUrl=PLAN)]})
    return the_key_has_finished_a_todo(now, todo="todo-1", round=round_number)


def _planned(now: datetime, round_number: int, **changes: Any) -> Document:
    element = {
        "stakingKey": KEY,
        "taskId": PLANNER_TASK,
        "roundNumber": round_number,
        **changes,
    }
    return a_spec(
        now,
        status="in_progress",
        taskId=PLANNER_TASK,
        roundNumber=round_number,
        assignedTo=[element],
    )
