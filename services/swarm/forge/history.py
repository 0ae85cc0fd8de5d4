"""What a branch has brought, read from its commits."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from swarm.forge.git import GitFailed
from swarm.forge.records import Step

if TYPE_CHECKING:
    from pathlib import Path

    from swarm.forge.git import Git

_MERGE_PARENTS: Final = 2
# How `merge-base` and `merge-tree` end when the answer is no; anything else is no answer.
_NO: Final = 1


def read_steps(
    git: Git, repository: Path, *, head: str, before: str, at_most: int
) -> tuple[Step, ...]:
    """The commits on the first-parent line of `head` that `before` has not, the newest first."""
    lines = git.run(
        repository,
        "rev-list",
        "--first-parent",
        "--parents",
        f"--max-count={at_most}",
        head,
        f"^{before}",
        "--",
    )
    return tuple(_step(git, repository, line.split()) for line in lines.splitlines())


def list_changes(git: Git, repository: Path, *, head: str, before: str) -> tuple[str, ...] | None:
    """The files that merging `head` into `before` changes; None when they cannot be merged."""
    if not _are_related(git, repository, head, before):
        return None
    tree = merge_trees(git, repository, before, head)
    if tree is None:
        return None
    names = git.run(repository, "diff", "--name-only", "-z", before, tree, "--")
    return tuple(name for name in names.split("\0") if name)


def merge_trees(git: Git, repository: Path, ours: str, theirs: str) -> str | None:
    """The tree of both together; None when they conflict."""
    try:
        return git.run(repository, "merge-tree", "--write-tree", ours, theirs)
    except GitFailed as error:
        if error.code != _NO:
            raise
        return None


def _are_related(git: Git, repository: Path, one: str, other: str) -> bool:
    try:
        git.run(repository, "merge-base", one, other)
    except GitFailed as error:
        if error.code != _NO:
            raise
        return False
    return True


def _step(git: Git, repository: Path, commits: list[str]) -> Step:
    commit, *parents = commits
    is_plain = len(parents) == _MERGE_PARENTS and _is_plain(git, repository, commit, parents)
    return Step(commit, tuple(parents), is_plain_merge=is_plain)


def _is_plain(git: Git, repository: Path, commit: str, parents: list[str]) -> bool:
    """Whether the merge holds what merging gives, and nothing that was slipped in."""
    if not _are_related(git, repository, parents[0], parents[1]):
        return False
    merged = merge_trees(git, repository, parents[0], parents[1])
    return merged == git.run(repository, "rev-parse", f"{commit}^{{tree}}")
