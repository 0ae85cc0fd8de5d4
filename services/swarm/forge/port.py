"""What work needs of a forge, whichever it is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from pathlib import Path

    from swarm.forge.clones import Clone
    from swarm.forge.records import Branch, Proposal, PullRequest, Repository, Stamp, Step


class PullRequests(Protocol):
    """What an auditor sees of a forge."""

    def read_pull_request(self, url: str) -> PullRequest | None:
        """The pull request at `url`; None when there is none.

        Raises:
            ForgeError: It cannot be read.
        """

    def read_steps(self, url: str, *, at_most: int) -> tuple[Step, ...]:
        """The first-parent line of what the pull request brings, its head first.

        Raises:
            ForgeError: There is no such pull request, or it cannot be read.
        """

    def list_changes(self, url: str) -> tuple[str, ...] | None:
        """The paths of the files that merging it changes; None when it cannot be merged.

        Raises:
            ForgeError: There is no such pull request, or it cannot be read.
        """


class Forge(PullRequests, Protocol):
    """Every method raises `ForgeError` when it cannot do its work."""

    def create_repository(self, repository: Repository, *, stamp: Stamp) -> None:
        """Make a repository with one commit on its branch main."""

    def create_branch(self, branch: Branch) -> None:
        """Make the branch, beginning where main is now, unless there is one."""

    def begin_branch(self, branch: Branch, *, at: Branch) -> None:
        """Make the branch, beginning where the other is now, unless there is one."""

    def fork(self, source: Repository, *, owner: str) -> Repository:
        """The owner's repository of that name: a copy of `source`, unless there is one already."""

    def clone(self, branch: Branch, *, into: Path) -> Clone:
        """A copy of the branch in the folder `into`, which does not exist yet."""

    def merge_into(self, clone: Clone, url: str, *, stamp: Stamp) -> None:
        """Merge the head of the pull request into what was last committed to the clone."""

    def push(self, clone: Clone, *, to: Branch) -> None:
        """Make the branch what was last committed to the clone, whatever it was."""

    def open_pull_request(self, proposal: Proposal) -> PullRequest:
        """The open pull request between the two branches, opened now if there was none."""

    def merge_pull_request(self, url: str, *, stamp: Stamp) -> PullRequest:
        """Merge it, unless that was done already."""
