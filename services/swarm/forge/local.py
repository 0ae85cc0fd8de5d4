"""The local forge is a directory: bare `<owner>/<name>.git`, pull requests in `<name>.pulls`."""

from __future__ import annotations

import shutil
import tempfile
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from swarm.forge import pull_requests
from swarm.forge.clones import BASE, WORK, Clone, commit_tree, write_commit
from swarm.forge.git import GitFailed
from swarm.forge.history import list_changes, merge_trees, read_steps
from swarm.forge.records import Branch, ForgeError, PullRequest, Repository

if TYPE_CHECKING:
    from collections.abc import Iterator

    from swarm.forge.git import Git
    from swarm.forge.pull_requests import Record
    from swarm.forge.records import Proposal, Stamp, Step

_MAIN: Final = "refs/heads/main"
_MERGING: Final = "refs/merging"
# No template: none of the hooks and settings that a machine hands out with new repositories.
_INIT: Final = ("init", "--quiet", "--bare", "--template=")


@dataclass(frozen=True)
class LocalForge:
    """A forge in a directory. Several processes may use it at once."""

    git: Git
    directory: Path

    def create_repository(self, repository: Repository, *, stamp: Stamp) -> None:
        files = {"README.md": f"# {repository.name}\n"}
        with self._draft(repository) as draft:
            first = write_commit(self.git, draft, files, message="Say what this is\n", stamp=stamp)
            self.git.run(draft, "update-ref", _MAIN, first)
            if not _place(draft, self._path(repository)):
                raise ForgeError(f"there is a repository {repository} already")

    def create_branch(self, branch: Branch) -> None:
        repository, ref = self._existing(branch.repository), self._ref(branch)
        if self._find_tip(repository, ref) is None:
            main = self._tip(Branch(branch.repository, "main"))
            self.git.run(repository, "update-ref", ref, main)

    def begin_branch(self, branch: Branch, *, at: Branch) -> None:
        repository, ref = self._existing(branch.repository), self._ref(branch)
        if self._find_tip(repository, ref) is None:
            self._tip(at)
            source = self._existing(at.repository)
            self._fetch(repository, source, refs=f"{self._ref(at)}:{ref}")

    def fork(self, source: Repository, *, owner: str) -> Repository:
        copy = Repository(owner, source.name)
        if self._path(copy).is_dir():
            return copy
        with self._draft(copy) as draft:
            self._fetch(draft, self._existing(source), refs="+refs/heads/*:refs/heads/*")
            # When another process was faster, its fork is as good.
            _place(draft, self._path(copy))
        return copy

    def clone(self, branch: Branch, *, into: Path) -> Clone:
        source, ref = self._existing(branch.repository), self._ref(branch)
        self._tip(branch)
        into.parent.mkdir(parents=True, exist_ok=True)
        self.git.run(into, *_INIT)
        self._fetch(into, source, refs=f"+{ref}:{BASE}")
        return Clone(self.git, into)

    def merge_into(self, clone: Clone, url: str, *, stamp: Stamp) -> None:
        record = self._require(url)
        source = self._existing(record.target.as_branch().repository)
        self._fetch(clone.directory, source, refs=f"+{_head(record)}:{_MERGING}")
        tip = clone.tip()
        tree = merge_trees(self.git, clone.directory, tip, _MERGING)
        if tree is None:
            raise ForgeError(f"{url} conflicts with what was merged before it")
        commit = commit_tree(
            self.git,
            clone.directory,
            tree,
            parents=(tip, self.git.run(clone.directory, "rev-parse", _MERGING)),
            message=_write_message(record, url),
            stamp=stamp,
        )
        self.git.run(clone.directory, "update-ref", WORK, commit)

    def push(self, clone: Clone, *, to: Branch) -> None:
        # Fetched by the receiver, not pushed: a push would run the receiver's hooks.
        receiver = self._existing(to.repository)
        self._fetch(receiver, clone.directory, refs=f"+{WORK}:{self._ref(to)}")

    def open_pull_request(self, proposal: Proposal) -> PullRequest:
        target, source = (self._existing(b.repository) for b in (proposal.target, proposal.source))
        self._tip(proposal.target)
        folder = self._folder(proposal.target.repository)
        record = pull_requests.find_open(folder, proposal)
        if record is None:
            record = pull_requests.add_record(folder, proposal)
        self._fetch(target, source, refs=f"+{self._ref(proposal.source)}:{_head(record)}")
        return self._pull_request(record)

    def read_pull_request(self, url: str) -> PullRequest | None:
        record = self._find(url)
        return None if record is None else self._pull_request(record)

    def read_steps(self, url: str, *, at_most: int) -> tuple[Step, ...]:
        record = self._require(url)
        repository, before = self._place_of(record)
        head = _head(record)
        return read_steps(self.git, repository, head=head, before=before, at_most=at_most)

    def list_changes(self, url: str) -> tuple[str, ...] | None:
        record = self._require(url)
        repository, before = self._place_of(record)
        return list_changes(self.git, repository, head=_head(record), before=before)

    def merge_pull_request(self, url: str, *, stamp: Stamp) -> PullRequest:
        record = self._require(url)
        if record.state == "open":
            commit = self._merge(record, url, stamp=stamp)
            record = record.model_copy(update={"state": "merged", "merge_commit": commit})
            folder = self._folder(record.target.as_branch().repository)
            pull_requests.replace_record(folder, record)
        return self._pull_request(record)

    def _merge(self, record: Record, url: str, *, stamp: Stamp) -> str:
        target = record.target.as_branch()
        repository, tip = self._existing(target.repository), self._tip(target)
        tree = merge_trees(self.git, repository, tip, _head(record))
        if tree is None:
            raise ForgeError(f"{url} conflicts with {target.name}")
        parents, message = (tip, _head(record)), _write_message(record, url)
        commit = commit_tree(
            self.git, repository, tree, parents=parents, message=message, stamp=stamp
        )
        self.git.run(repository, "update-ref", self._ref(target), commit, tip)
        return commit

    def _pull_request(self, record: Record) -> PullRequest:
        target = record.target.as_branch()
        repository = self._existing(target.repository)
        return PullRequest(
            url=pull_requests.write_url(target.repository, record.number),
            title=record.title,
            body=record.body,
            author=record.author,
            source=record.source.as_branch(),
            target=target,
            state=record.state,
            commits=self._count(record),
            head=self._find_tip(repository, _head(record)) or "",
        )

    def _place_of(self, record: Record) -> tuple[Path, str]:
        """The target's repository, and where the target stands, or stood before the merge."""
        target = record.target.as_branch()
        before = f"{record.merge_commit}^1" if record.merge_commit else self._ref(target)
        return self._existing(target.repository), before

    def _count(self, record: Record) -> int:
        """What the head has that the target lacks, or lacked before the merge."""
        repository, before = self._place_of(record)
        try:
            count = self.git.run(
                repository, "rev-list", "--count", _head(record), f"^{before}", "--"
            )
        except GitFailed:
            return 0
        return int(count)

    def _require(self, url: str) -> Record:
        record = self._find(url)
        if record is None:
            raise ForgeError(f"there is no pull request {url}")
        return record

    def _find(self, url: str) -> Record | None:
        address = pull_requests.parse_url(url)
        if address is None or not self._path(address[0]).is_dir():
            return None
        return pull_requests.read_record(self._folder(address[0]), address[1])

    def _ref(self, branch: Branch) -> str:
        """The branch's full name, which no command can take for an option."""
        ref = f"refs/heads/{branch.name}"
        if not branch.name.startswith("-"):
            with suppress(GitFailed):
                self.git.run(self.directory, "check-ref-format", ref)
                return ref
        raise ForgeError(f"{branch.name!r} cannot be a branch")

    def _tip(self, branch: Branch) -> str:
        tip = self._find_tip(self._existing(branch.repository), self._ref(branch))
        if tip is None:
            raise ForgeError(f"{branch.repository} has no branch {branch.name}")
        return tip

    def _find_tip(self, repository: Path, ref: str) -> str | None:
        with suppress(GitFailed):
            return self.git.run(repository, "show-ref", "--verify", "--hash", ref)
        return None

    def _fetch(self, repository: Path, source: Path, *, refs: str) -> None:
        self.git.run(repository, "fetch", "--quiet", "--no-tags", "--", str(source), refs)

    def _path(self, repository: Repository) -> Path:
        return self.directory / repository.owner / f"{repository.name}.git"

    def _folder(self, repository: Repository) -> Path:
        return self.directory / repository.owner / f"{repository.name}.pulls"

    def _existing(self, repository: Repository) -> Path:
        path = self._path(repository)
        if not path.is_dir():
            raise ForgeError(f"there is no repository {repository}")
        return path

    @contextmanager
    def _draft(self, repository: Repository) -> Iterator[Path]:
        """An empty bare repository beside the place of the one it is to become."""
        owner = self._path(repository).parent
        owner.mkdir(parents=True, exist_ok=True)
        folder = Path(tempfile.mkdtemp(dir=owner, prefix="."))
        try:
            self.git.run(folder / "draft.git", *_INIT)
            yield folder / "draft.git"
        finally:
            shutil.rmtree(folder)


def _head(record: Record) -> str:
    return f"refs/pulls/{record.number}/head"


def _write_message(record: Record, url: str) -> str:
    return f"Merged branch {record.source.branch} for PR {url}\n"


def _place(draft: Path, path: Path) -> bool:
    """Move the draft to its place, unless that is taken."""
    try:
        draft.rename(path)
    except OSError:
        if path.is_dir():
            return False
        raise
    return True
