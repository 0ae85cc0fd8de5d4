"""The built-in workflow: deterministic, and real down to the commit; it writes up what is asked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from swarm.container.workflow import texts
from swarm.forge.records import Branch, Proposal, Stamp

if TYPE_CHECKING:
    from pathlib import Path

    from swarm.container.workflow.port import Assignment
    from swarm.forge.port import Forge


@dataclass(frozen=True)
class GitWorkflow:
    """Forks, commits one file about the todo, and opens the pull request."""

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
