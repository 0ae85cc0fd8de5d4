"""Audits: what the coordinator assigned, held against what the forge or the plan shows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pro_me_the_us.coordinator.models import IssueUnknown, TodoUnknown
from pro_me_the_us.plans import digest_plan
from swarm.container.coordinator import Submitter
from swarm.container.review import Claim, Finding, fail, find_fault, find_merge_fault
from swarm.forge.records import Branch, Repository

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from pro_me_the_us.container.models import AuditSubmission
    from swarm.container.coordinator import CoordinatorGateway
    from swarm.container.review import PullRequestRole
    from swarm.container.views import Destination
    from swarm.container.workflow.port import Reviewer
    from swarm.forge.port import PullRequests

_UNKNOWN = "the coordinator knows no such assignment"


@dataclass(frozen=True)
class Auditor:
    """Looks at submissions; `connect` makes a coordinator of a token."""

    forge: PullRequests
    reviewer: Reviewer
    connect: Callable[[str], CoordinatorGateway]

    def audit(self, submission: AuditSubmission) -> Finding:
        """The verdict on the submission.

        Raises:
            IntegrationError: The coordinator could not be asked, so there is no verdict.
            ForgeError: Neither could the forge.
        """
        coordinator = self.connect(submission.token)
        if submission.role == "worker":
            fault = self._find_worker_fault(submission, coordinator)
        elif submission.role == "leader":
            fault = self._find_leader_fault(submission, coordinator)
        else:
            fault = self._find_planner_fault(submission, coordinator)
        if fault is not None:
            return fail(fault)
        return Finding(passed=True, reason=f"this is the submitter's work as a {submission.role}")

    def _find_worker_fault(
        self, submission: AuditSubmission, coordinator: CoordinatorGateway
    ) -> str | None:
        url = submission.pull_request or ""
        matched = coordinator.match_todo(_submitter(submission), url)
        if matched is None or matched.work != submission.work:
            return _UNKNOWN
        try:
            todo = coordinator.read_todo(submission.work)
        except TodoUnknown:
            return "the coordinator knows no such todo"
        claim = _claim(submission, "worker", todo)
        return self._find_fault(submission, url, claim)

    def _find_leader_fault(
        self, submission: AuditSubmission, coordinator: CoordinatorGateway
    ) -> str | None:
        url = submission.pull_request or ""
        matched = coordinator.match_issue(_submitter(submission), url)
        if matched is None or matched.work != submission.work:
            return _UNKNOWN
        try:
            issue = coordinator.read_issue(submission.work)
        except IssueUnknown:
            return "the coordinator knows no such issue"
        fault = self._find_fault(submission, url, _claim(submission, "leader", issue))
        return fault or self._find_merge_fault(url, matched.pull_requests)

    def _find_planner_fault(
        self, submission: AuditSubmission, coordinator: CoordinatorGateway
    ) -> str | None:
        issues = submission.issues or []
        digest = digest_plan(issues)
        if digest != submission.plan:
            return "its digest is not that of its issues"
        matched = coordinator.match_plan(_submitter(submission), digest)
        if matched is None or matched.work != submission.work:
            return _UNKNOWN
        return self.reviewer.review_plan(issues)

    def _find_fault(self, submission: AuditSubmission, url: str, claim: Claim) -> str | None:
        said, target = submission.repository, claim.target
        if (said.owner, said.name) != (target.repository.owner, target.repository.name):
            return f"the work is for {target.repository}, not {said.owner}/{said.name}"
        pull_request = self.forge.read_pull_request(url)
        if pull_request is None:
            return "there is no such pull request"
        fault = find_fault(pull_request, claim)
        if fault is not None:
            return fault
        paths = self.forge.list_changes(url)
        if paths is None:
            return "it cannot be merged into its target"
        return self.reviewer.review_changes(paths)

    def _find_merge_fault(self, url: str, listed: Sequence[str]) -> str | None:
        heads = {}
        for other in listed:
            pull_request = self.forge.read_pull_request(other)
            if pull_request is None:
                return f"{other}, which it had to merge, is gone"
            heads[other] = pull_request.head
        # One more than there may be tells that there are too many, however many there are.
        return find_merge_fault(self.forge.read_steps(url, at_most=len(heads) + 1), heads)


def _submitter(submission: AuditSubmission) -> Submitter:
    return Submitter(submission.staking_key, submission.round, submission.bounty)


def _claim(submission: AuditSubmission, role: PullRequestRole, place: Destination) -> Claim:
    return Claim(
        role=role,
        task=submission.task,
        round=submission.round,
        staking_key=submission.staking_key,
        github_username=submission.github_username,
        target=Branch(Repository(place.repository.owner, place.repository.name), place.branch),
    )
