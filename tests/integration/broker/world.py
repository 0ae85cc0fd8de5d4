"""What happened to a broker, in order: the history that tests replay and models read.

The place of an event in the history is its time. A version exists from its first mention on.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Published:
    consumer: str
    number: str
    provider: str
    content: str


@dataclass(frozen=True, slots=True)
class Branched:
    pacticipant: str
    number: str
    branch: str


@dataclass(frozen=True, slots=True)
class Tagged:
    pacticipant: str
    number: str
    tag: str


@dataclass(frozen=True, slots=True)
class Verified:
    """A result for a content; it counts only if the pair had that content before."""

    consumer: str
    provider: str
    content: str
    number: str
    success: bool = True
    wip: bool = False


@dataclass(frozen=True, slots=True)
class DeployedTo:
    pacticipant: str
    number: str
    environment: str
    instance: str | None = None


@dataclass(frozen=True, slots=True)
class ReleasedTo:
    pacticipant: str
    number: str
    environment: str


@dataclass(frozen=True, slots=True)
class SupportEnded:
    pacticipant: str
    number: str
    environment: str


@dataclass(frozen=True, slots=True)
class MainBranchSet:
    pacticipant: str
    branch: str


@dataclass(frozen=True, slots=True)
class Undeployed:
    pacticipant: str
    environment: str
    instance: str | None = None


@dataclass(frozen=True, slots=True)
class TakenOffBranch:
    pacticipant: str
    number: str
    branch: str


@dataclass(frozen=True, slots=True)
class BranchRemoved:
    pacticipant: str
    branch: str


@dataclass(frozen=True, slots=True)
class TagRemoved:
    pacticipant: str
    number: str
    tag: str


@dataclass(frozen=True, slots=True)
class VersionRemoved:
    pacticipant: str
    number: str


@dataclass(frozen=True, slots=True)
class PactRemoved:
    consumer: str
    number: str
    provider: str


@dataclass(frozen=True, slots=True)
class ResultRemoved:
    """The newest result of a content is removed."""

    consumer: str
    provider: str
    content: str


Event: TypeAlias = (
    Published
    | Branched
    | Tagged
    | Verified
    | DeployedTo
    | ReleasedTo
    | SupportEnded
    | MainBranchSet
)

Removal: TypeAlias = (
    Undeployed
    | TakenOffBranch
    | BranchRemoved
    | TagRemoved
    | VersionRemoved
    | PactRemoved
    | ResultRemoved
)
