"""What the broker tells of an occasion beside the pact and the result themselves."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pact_notary.records import VersionRef


@dataclass(frozen=True, slots=True)
class UnverifiedVersion:
    """A provider version in use, without any result for a content, and where it is in use."""

    version: VersionRef
    descriptions: tuple[str, ...]


def group_by_version(
    uses: Iterable[tuple[VersionRef, str]],
) -> tuple[UnverifiedVersion, ...]:
    """Each version once with all its uses, in the order of the first."""
    found: dict[VersionRef, tuple[str, ...]] = {}
    for version, description in uses:
        found[version] = (*found.get(version, ()), description)
    return tuple(UnverifiedVersion(version, uses) for version, uses in found.items())


def describe_unverified(versions: Iterable[UnverifiedVersion]) -> str:
    """Which versions wait for a result, as a clause."""
    waiting = (f"{each.version.number} ({', '.join(each.descriptions)})" for each in versions)
    return f"there is no result yet of provider version {', '.join(waiting)}"
