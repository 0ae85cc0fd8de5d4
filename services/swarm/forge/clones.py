"""Commits without a working tree: objects and an index in a bare repository."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from swarm.forge.git import GitFailed
from swarm.forge.records import ForgeError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from swarm.forge.git import Git
    from swarm.forge.records import Stamp

BASE: Final = "refs/heads/base"
WORK: Final = "refs/heads/work"
_FILE: Final = "100644"


@dataclass(frozen=True, slots=True)
class Clone:
    """A private copy of a branch: `BASE` as it was cloned, `WORK` as last committed here."""

    git: Git
    directory: Path

    def tip(self) -> str:
        """The last commit: the work's, or the base's while there is none."""
        for ref in (WORK, BASE):
            with suppress(GitFailed):
                return self.git.run(self.directory, "rev-parse", "--verify", "--quiet", ref)
        raise ForgeError("the clone has no branch")

    def commit(self, files: Mapping[str, str], *, message: str, stamp: Stamp) -> str:
        """Write `files` (path → text) on top of the base; the same arguments make the same commit.

        Raises:
            GitFailed: A path is none that git takes, or a file stands where it needs a folder.
        """
        commit = write_commit(
            self.git, self.directory, files, message=message, stamp=stamp, base=BASE
        )
        self.git.run(self.directory, "update-ref", WORK, commit)
        return commit


def write_commit(  # a commit has this many parts
    git: Git,
    repository: Path,
    files: Mapping[str, str],
    *,
    message: str,
    stamp: Stamp,
    base: str | None = None,
) -> str:
    """A commit, on no branch yet, that puts `files` on top of `base`, or begins with them."""
    index_file = repository / "writing-index"
    index_file.unlink(missing_ok=True)
    index = {"GIT_INDEX_FILE": str(index_file)}
    if base is not None:
        git.run(repository, "read-tree", base, environment=index)
    for path, text in sorted(files.items()):
        blob = git.run(repository, "hash-object", "-w", "--stdin", stdin=text)
        entry = f"{_FILE},{blob},{path}"
        git.run(repository, "update-index", "--add", "--cacheinfo", entry, environment=index)
    tree = git.run(repository, "write-tree", environment=index)
    parents = () if base is None else (base,)
    return commit_tree(git, repository, tree, parents=parents, message=message, stamp=stamp)


def commit_tree(  # a commit has this many parts
    git: Git,
    repository: Path,
    tree: str,
    *,
    parents: tuple[str, ...],
    message: str,
    stamp: Stamp,
) -> str:
    """A commit of `tree`, on no branch yet."""
    options = [option for parent in parents for option in ("-p", parent)]
    arguments = ("commit-tree", *options, "-F", "-", tree)
    return git.run(repository, *arguments, stdin=message, environment=_identity(stamp))


def _identity(stamp: Stamp) -> dict[str, str]:
    date = f"{int(stamp.at.timestamp())} +0000"
    email = f"{stamp.author}@swarm.invalid"
    return {
        f"GIT_{role}_{part}": value
        for role in ("AUTHOR", "COMMITTER")
        for part, value in (("NAME", stamp.author), ("EMAIL", email), ("DATE", date))
    }
