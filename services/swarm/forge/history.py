"""What a branch has brought, read from its commits."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Final

from swarm.forge.git import GitFailed
from swarm.forge.records import ForgeError, Step

if TYPE_CHECKING:
    from pathlib import Path

    from swarm.forge.git import Git

MAX_STEPS: Final = 5_000
_MERGE_PARENTS: Final = 2


def read_steps(git: Git, repository: Path, *, head: str, before: str) -> tuple[Step, ...]:
    """The commits on the first-parent line of `head` that `before` has not, the newest first.

    Raises:
        ForgeError: They are more than anybody could have merged.
    """
    limit = f"--max-count={MAX_STEPS + 1}"
    lines = git.run(
        repository, "rev-list", "--first-parent", "--parents", limit, head, f"^{before}", "--"
    ).splitlines()
    if len(lines) > MAX_STEPS:
        raise ForgeError(f"there are more than {MAX_STEPS} commits")
    return tuple(_step(git, repository, line.split()) for line in lines)


def list_changes(git: Git, repository: Path, *, head: str, before: str) -> tuple[str, ...]:
    """The files that `head` has otherwise than where it left `before`."""
    names = git.run(repository, "diff", "--name-only", "-z", f"{before}...{head}", "--")
    return tuple(name for name in names.split("\0") if name)


def merge_trees(git: Git, repository: Path, ours: str, theirs: str) -> str:
    """The tree of both together.

    Raises:
        GitFailed: They conflict.
    """
    return git.run(repository, "merge-tree", "--write-tree", ours, theirs)


def _step(git: Git, repository: Path, commits: list[str]) -> Step:
    commit, *parents = commits
    is_plain = len(parents) == _MERGE_PARENTS and _is_plain(git, repository, commit, parents)
    return Step(commit, tuple(parents), is_plain_merge=is_plain)


def _is_plain(git: Git, repository: Path, commit: str, parents: list[str]) -> bool:
    """Whether the merge holds what merging gives, and nothing that was slipped in."""
    with suppress(GitFailed):
        merged = merge_trees(git, repository, parents[0], parents[1])
        return merged == git.run(repository, "rev-parse", f"{commit}^{{tree}}")
    return False
