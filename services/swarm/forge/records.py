"""What a forge knows: repositories, branches and pull requests."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

if TYPE_CHECKING:
    from datetime import datetime

_OWNER: Final = re.compile(r"[A-Za-z0-9](-?[A-Za-z0-9]){0,38}")
_NAME: Final = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]{0,99}")


class ForgeError(Exception):
    """The forge did not do what was asked; the text says why, and may be shown to the node."""


@dataclass(frozen=True, slots=True)
class Repository:
    """A repository. Its names become paths and URLs, so nothing else can be one.

    Raises:
        ForgeError: One of the names is none.
    """

    owner: str
    name: str

    def __post_init__(self) -> None:
        if not _OWNER.fullmatch(self.owner) or not _NAME.fullmatch(self.name):
            raise ForgeError(f"{self.owner!r}/{self.name!r} cannot be a repository")

    def __str__(self) -> str:
        return f"{self.owner}/{self.name}"


@dataclass(frozen=True, slots=True)
class Stamp:
    """Who makes a commit, and when: all that would otherwise differ from one run to the next."""

    author: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Branch:
    """A branch of a repository."""

    repository: Repository
    name: str


@dataclass(frozen=True, slots=True)
class Proposal:
    """A pull request to be opened."""

    title: str
    body: str
    author: str
    source: Branch
    target: Branch


@dataclass(frozen=True, slots=True)
class PullRequest:
    """A pull request as the forge has it; `commits` counts what it would bring, or has brought.

    `head`: its last commit.
    """

    url: str
    title: str
    body: str
    author: str
    source: Branch
    target: Branch
    state: Literal["open", "merged"]
    commits: int
    head: str


@dataclass(frozen=True, slots=True)
class Step:
    """A commit of a branch; a plain merge holds what merging its two parents gives, no more."""

    commit: str
    parents: tuple[str, ...]
    is_plain_merge: bool
