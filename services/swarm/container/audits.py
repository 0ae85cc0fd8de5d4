"""Audits: what the coordinator assigned, held against what the forge shows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pro_me_the_us.coordinator.models import TodoUnknown
from swarm.container.review import Claim, fail, review
from swarm.forge.records import Branch, Repository

if TYPE_CHECKING:
    from collections.abc import Callable

    from pro_me_the_us.container.models import AuditSubmission
    from swarm.container.coordinator import CoordinatorGateway
    from swarm.container.review import Finding
    from swarm.forge.port import PullRequests


@dataclass(frozen=True)
class Auditor:
    """Looks at submissions; `connect` makes a coordinator of a token."""

    forge: PullRequests
    connect: Callable[[str], CoordinatorGateway]

    def audit(self, submission: AuditSubmission) -> Finding:
        """The verdict on the submission.

        Raises:
            IntegrationError: The coordinator could not be asked, so there is no verdict.
            ForgeError: Neither could the forge.
        """
        if submission.role != "worker" or submission.pull_request is None:
            return fail("a worker's submission has a pull request")
        coordinator = self.connect(submission.token)
        matched = coordinator.check_submission(
            staking_key=submission.staking_key,
            round_number=submission.round,
            bounty=submission.bounty,
            pull_request=submission.pull_request,
        )
        if matched is None or matched.work != submission.work:
            return fail("the coordinator knows no such assignment")
        try:
            todo = coordinator.read_todo(submission.work)
        except TodoUnknown:
            return fail("the coordinator knows no such todo")
        target = Branch(Repository(todo.repository.owner, todo.repository.name), todo.branch)
        return self._look(submission, submission.pull_request, target)

    def _look(self, submission: AuditSubmission, url: str, target: Branch) -> Finding:
        said = submission.repository
        if (said.owner, said.name) != (target.repository.owner, target.repository.name):
            return fail(f"the todo is for {target.repository}, not {said.owner}/{said.name}")
        pull_request = self.forge.read_pull_request(url)
        if pull_request is None:
            return fail("there is no such pull request")
        claim = Claim(
            task=submission.task,
            round=submission.round,
            staking_key=submission.staking_key,
            github_username=submission.github_username,
            target=target,
        )
        return review(pull_request, claim)
