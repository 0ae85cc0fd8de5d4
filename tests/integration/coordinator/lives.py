"""A coordinator, and keys that do to it what nodes and containers do, round by round."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from pro_me_the_us.auth.bearer import StoredToken
from pro_me_the_us.coordinator import models as wire
from pro_me_the_us.plans import PlannedIssue
from tests.integration.coordinator.builders import (
    AGGREGATOR,
    BOUNTY,
    SOURCE,
    TASK,
    Clock,
    a_key,
    a_node,
    a_service,
)
from tests.unit.coordinator.builders import a_planned_issue

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pro_me_the_us.fields import Repository
    from swarm.coordinator.merging import Forge
    from swarm.coordinator.service import Coordinator
    from swarm.coordinator.store import Store

WEBSITE: Final = StoredToken("website", b"", frozenset({"bounty:create", "bounty:read"}))
USER: Final = "octo-worker"


@dataclass
class PayingChain:
    """Every key is staked; what was paid for a round is written here."""

    paid: dict[tuple[str, int], dict[str, int]] = field(default_factory=dict)

    def is_staked(self, staking_key: str, task: str) -> bool:
        return bool(staking_key and task)

    def find_distribution(self, task: str, round_number: int) -> Mapping[str, int] | None:
        return self.paid.get((task, round_number))

    def has_submitter(self, task: str, round_number: int) -> bool:
        return (task, round_number) in self.paid

    def check(self) -> None:
        return


@dataclass
class Life:
    """Keys are numbers; each call has a token of its own."""

    opened: Store
    forge: Forge | None = None
    clock: Clock = field(default_factory=Clock)
    chain: PayingChain = field(default_factory=PayingChain)
    task_ids: frozenset[str] = frozenset({TASK})
    service: Coordinator = field(init=False)

    def __post_init__(self) -> None:
        self.service = a_service(
            self.opened,
            now=self.clock,
            chain=self.chain,
            task_ids=self.task_ids,
            forge=self.forge,
        )

    def fund(self) -> str:
        request = wire.CreateBounty(
            title="A dark theme",
            description="Readers ask for one.",
            system_prompt="You are careful.",
            repository=SOURCE,
        )
        return self.service.create_bounty(request, WEBSITE).id

    def claim_spec(self, number: int = 0, *, round_number: int = 1) -> str | None:
        request = wire.ClaimSpec(round=round_number, github_username=USER)
        body = self.service.claim_spec(request, a_node(number)).body
        return None if body is None else body.spec

    def plan(
        self, *issues: dict[str, Any], number: int = 0, round_number: int = 1
    ) -> wire.StoredPlan:
        """Submit a plan of the bounty, which the key has claimed."""
        read = [PlannedIssue.model_validate(one, strict=False) for one in issues or (an_issue(),)]
        request = wire.SubmitPlan(spec=BOUNTY, round=round_number, issues=read)
        return self.service.submit_plan(request, a_node(number))

    def aggregate(
        self, number: int = 0, *, round_number: int = 1, repository: Repository = AGGREGATOR
    ) -> str | None:
        """Claim an aggregation and register its repository."""
        issue = self.claim_aggregation(number, round_number=round_number)
        if issue is not None:
            request = wire.RegisterAggregator(
                issue=issue, round=round_number, repository=repository
            )
            self.service.register_aggregator(request, a_node(number))
        return issue

    def claim_aggregation(self, number: int = 0, *, round_number: int = 1) -> str | None:
        request = wire.ClaimAggregation(round=round_number, github_username=USER)
        body = self.service.claim_aggregation(request, a_node(number)).body
        return None if body is None else body.issue

    def work(self, number: int = 0, *, round_number: int = 1) -> str | None:
        """Claim a todo and deliver it."""
        request = wire.ClaimTodo(round=round_number, github_username=USER)
        body = self.service.claim_todo(request, a_node(number)).body
        if body is None:
            return None
        for stage in ("draft", "final"):
            registered = wire.RegisterPullRequest(
                todo=body.todo, round=round_number, url=url_of(body.todo, number), stage=stage
            )
            self.service.register_pull_request(registered, a_node(number))
        return body.todo

    def claim_issue(self, number: int = 0, *, round_number: int = 1) -> wire.IssueClaim | None:
        request = wire.ClaimIssue(round=round_number, github_username=USER)
        return self.service.claim_issue(request, a_node(number)).body

    def lead(self, number: int = 0, *, round_number: int = 1) -> str | None:
        """Claim an issue and deliver it."""
        body = self.claim_issue(number, round_number=round_number)
        if body is None:
            return None
        self.register_issue(body.issue, number, round_number=round_number, stage="draft")
        self.register_issue(body.issue, number, round_number=round_number, stage="final")
        return body.issue

    def register_issue(
        self, issue: str, number: int = 0, *, round_number: int = 1, stage: wire.Stage
    ) -> wire.IssuePullRequest:
        request = wire.RegisterIssuePullRequest(
            issue=issue, round=round_number, url=url_of(issue, number), stage=stage
        )
        return self.service.register_issue_pull_request(request, a_node(number))

    def audit(
        self, *paid: int, round_number: int = 1, task: str = TASK, slashed: int | None = None
    ) -> wire.RoundAudit:
        """Pay these keys for the round, slash that one, and have the round audited."""
        amounts = {a_key(number): 100 for number in paid}
        if slashed is not None:
            amounts[a_key(slashed)] = -100
        self.chain.paid.setdefault((task, round_number), amounts)
        request = wire.ApplyAudit(task=task, round=round_number)
        answer = self.service.apply_audit(request, a_node(99, task=task))
        assert answer.status == 200
        assert answer.body is not None
        return answer.body

    def progress(self) -> wire.BountyProgress:
        return self.service.read_bounty(wire.ReadBounty(bounty=BOUNTY), WEBSITE)

    @property
    def states(self) -> dict[str, str]:
        """The status of everything: the bounty's under its id, its spec's under `planning`."""
        told = self.progress()
        todos = {todo.todo: todo.status for issue in told.issues for todo in issue.todos}
        issues = {issue.issue: issue.status for issue in told.issues}
        return {BOUNTY: told.status, "planning": told.planning, **issues, **todos}

    def planned(self, *issues: dict[str, Any]) -> Life:
        """Fund a bounty and plan it, in round 0."""
        self.fund()
        assert self.claim_spec(50, round_number=0) == BOUNTY
        self.plan(*issues, number=50, round_number=0)
        return self


def an_issue(*todos: dict[str, Any], **changes: Any) -> dict[str, Any]:
    """An issue that waits for an aggregator."""
    issue = a_planned_issue(*todos, **changes)
    del issue["repository"]
    return issue


def url_of(work: str, number: int) -> str:
    """The pull request that the key opens for the work."""
    return f"forge://octo-aggregator/demo/pulls/{work}-{number}"
