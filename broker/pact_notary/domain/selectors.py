"""A selector names consumer versions; each form of it is a type of its own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Latest:
    """The overall latest pact of each consumer."""

    consumer: str | None = None


@dataclass(frozen=True, slots=True)
class MainBranch:
    """The head of each consumer's main branch."""

    consumer: str | None = None


@dataclass(frozen=True, slots=True)
class Branch:
    """The head of one branch of each consumer, or of `fallback` where that head has no pact."""

    branch: str
    consumer: str | None = None
    fallback: str | None = None


@dataclass(frozen=True, slots=True)
class MatchingBranch:
    """The head of the branch that is named like the provider's."""

    branch: str
    consumer: str | None = None


@dataclass(frozen=True, slots=True)
class EveryBranch:
    """The heads of all branches."""

    consumer: str | None = None


@dataclass(frozen=True, slots=True)
class LatestTagged:
    """The latest version with a tag of each consumer, or with `fallback` if none has a pact."""

    tag: str
    consumer: str | None = None
    fallback: str | None = None


@dataclass(frozen=True, slots=True)
class EveryTagged:
    """All versions with a tag."""

    tag: str
    consumer: str | None = None


@dataclass(frozen=True, slots=True)
class Deployed:
    """All currently deployed versions, in one environment or in all."""

    environment: str | None = None
    consumer: str | None = None


@dataclass(frozen=True, slots=True)
class Released:
    """All currently supported released versions, in one environment or in all."""

    environment: str | None = None
    consumer: str | None = None


Selector: TypeAlias = (
    Latest
    | MainBranch
    | Branch
    | MatchingBranch
    | EveryBranch
    | LatestTagged
    | EveryTagged
    | Deployed
    | Released
)
