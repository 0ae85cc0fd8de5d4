"""The built-in workflow: deterministic, and real down to the commit; it writes up what is asked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from swarm.container.workflow import merging, texts
from swarm.container.workflow.plan_review import find_plan_fault
from swarm.container.workflow.planning import cut
from swarm.container.workflow.port import WorkImpossible
from swarm.forge.records import Branch, Proposal, Stamp

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from pro_me_the_us.plans import PlannedIssue
    from swarm.container.workflow.port import Assignment, Brief, Consolidation, Opening
    from swarm.forge.port import Forge
    from swarm.forge.records import Repository


@dataclass(frozen=True)
class GitWorkflow:
    """Commits one file a todo, merges what it is told to, and plans by headings and lists."""

    forge: Forge

    def implement(self, assignment: Assignment, *, into: Path) -> str:
        author, target = assignment.github_username, assignment.target
        fork = self.forge.fork(target.repository, owner=author)
        clone = self.forge.clone(target, into=into)
        clone.commit(
            {texts.name_file(assignment): texts.write_file(assignment)},
            message=texts.write_message(assignment),
            stamp=Stamp(author, assignment.order.ordered_at),
        )
        source = Branch(fork, texts.name_branch(assignment))
        self.forge.push(clone, to=source)
        proposal = Proposal(
            title=texts.write_title(assignment),
            body=texts.write_body(assignment),
            author=author,
            source=source,
            target=target,
        )
        return self.forge.open_pull_request(proposal).url

    def consolidate(self, consolidation: Consolidation, *, into: Path) -> str:
        if not consolidation.pull_requests:
            raise WorkImpossible("the issue has no pull request to merge")
        author, target = consolidation.github_username, consolidation.target
        stamp = Stamp(author, consolidation.order.ordered_at)
        fork = self.forge.fork(target.repository, owner=author)
        clone = self.forge.clone(consolidation.source, into=into)
        for url in dict.fromkeys(consolidation.pull_requests):
            self.forge.merge_into(clone, url, stamp=stamp)
        source = Branch(fork, merging.name_branch(consolidation))
        self.forge.push(clone, to=source)
        proposal = Proposal(
            title=merging.write_title(consolidation),
            body=merging.write_body(consolidation),
            author=author,
            source=source,
            target=target,
        )
        return self.forge.open_pull_request(proposal).url

    def aggregate(self, opening: Opening) -> Repository:
        copy = self.forge.fork(opening.source, owner=opening.github_username)
        # A copy made for an earlier issue is behind; the branch begins where the source is now.
        source = Branch(opening.source, "main")
        self.forge.begin_branch(Branch(copy, opening.branch), at=source)
        return copy

    def plan(self, brief: Brief) -> tuple[PlannedIssue, ...]:
        return cut(brief)

    def review_changes(self, paths: Sequence[str]) -> str | None:
        return None if paths else "it changes no file"

    def review_plan(self, issues: Sequence[PlannedIssue]) -> str | None:
        return find_plan_fault(issues)
