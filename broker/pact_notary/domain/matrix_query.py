"""A matrix query names versions, where they are to go, and which rows to show."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

DEFAULT_LIMIT = 100

# True: verified, False: failed, None: not verified.
Outcome: TypeAlias = bool | None


class LatestBy(StrEnum):
    """Of which group of rows only the latest is kept."""

    VERSIONS = "cvpv"
    CONSUMER_VERSION = "cvp"
    PAIR = "cp"


@dataclass(frozen=True, slots=True)
class Criteria:
    """Which versions of one application; none given means any version."""

    version: str | None = None
    latest: bool = False
    tag: str | None = None
    branch: str | None = None
    main_branch: bool = False
    environment: str | None = None


ANY_VERSION = Criteria()


@dataclass(frozen=True, slots=True)
class VersionSelector:
    """An application and which of its versions."""

    pacticipant: str
    criteria: Criteria = ANY_VERSION


@dataclass(frozen=True, slots=True)
class IgnoreSelector:
    """An application whose rows, all or those of one version, do not decide."""

    pacticipant: str
    version: str | None = None


@dataclass(frozen=True, slots=True)
class MatrixQuery:
    """A checked question for the matrix.

    `destination` says which versions of all other applications the selected ones must fit; none
    is `ANY_VERSION`. `outcomes` None means all of them. `limit` cuts what is shown, never what
    is decided on.
    """

    selectors: tuple[VersionSelector, ...]
    destination: Criteria = ANY_VERSION
    latest_by: LatestBy | None = None
    outcomes: frozenset[Outcome] | None = None
    limit: int = DEFAULT_LIMIT
    ignored: tuple[IgnoreSelector, ...] = ()


def deploy_to_environment(
    selector: VersionSelector, environment: str, *, ignored: tuple[IgnoreSelector, ...] = ()
) -> MatrixQuery:
    """May these versions join those in the environment?"""
    return MatrixQuery(
        (selector,),
        destination=Criteria(environment=environment),
        latest_by=LatestBy.CONSUMER_VERSION,
        ignored=ignored,
    )


def deploy_beside_tag(
    selector: VersionSelector, tag: str, *, ignored: tuple[IgnoreSelector, ...] = ()
) -> MatrixQuery:
    """May these versions join the latest ones with the tag?"""
    return MatrixQuery(
        (selector,),
        destination=Criteria(tag=tag, latest=True),
        latest_by=LatestBy.CONSUMER_VERSION,
        ignored=ignored,
    )


def merge_into_main(selector: VersionSelector) -> MatrixQuery:
    """Do these versions fit the heads of all main branches?"""
    return MatrixQuery(
        (selector,),
        destination=Criteria(main_branch=True, latest=True),
        latest_by=LatestBy.CONSUMER_VERSION,
    )


def between(one: str, other: str) -> MatrixQuery:
    """All that is known of two applications, the latest result of each pair of versions."""
    return MatrixQuery((VersionSelector(one), VersionSelector(other)), latest_by=LatestBy.VERSIONS)
