"""A version is named in sentences the way the question found it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pact_notary.domain.matrix import ResolvedSelector
    from pact_notary.domain.matrix_query import Criteria
    from pact_notary.records import PacticipantRef, VersionRef


def describe_side(
    pacticipant: PacticipantRef,
    version: VersionRef | None,
    selectors: Iterable[ResolvedSelector],
) -> str:
    """One side of a row or integration, by the selector that chose it if one did."""
    # By id, for a case may have thousands of selectors, and each sentence goes through them.
    own = [selector for selector in selectors if selector.pacticipant.id == pacticipant.id]
    chose = [
        selector
        for selector in own
        if version is None or selector.versions is None or version in selector.versions
    ]
    if chose:
        return describe(chose[0], version)
    return (
        _exact(pacticipant.name, version.number)
        if version
        else f"any version of {pacticipant.name}"
    )


def describe(selector: ResolvedSelector, version: VersionRef | None) -> str:
    """The selector in words, with the version's number or the fact that there is none."""
    name, criteria = selector.pacticipant.name, selector.asked.criteria
    if criteria.version is not None:
        missing = " (no such version exists)" if selector.is_missing else ""
        return _exact(name, criteria.version) + missing
    if selector.versions is None:
        return _exact(name, version.number) if version else f"any version of {name}"
    return f"{_found(selector)} {_numbers(selector, version)}"


def _exact(name: str, number: str) -> str:
    return f"version {number} of {name}"


def _found(selector: ResolvedSelector) -> str:
    name, criteria = selector.pacticipant.name, selector.asked.criteria
    one = _article(selector)
    if criteria.environment is not None:
        return f"{one} of {name} currently in {criteria.environment}"
    return f"{one} of {name}{_origin(criteria)}"


def _article(selector: ResolvedSelector) -> str:
    criteria = selector.asked.criteria
    if criteria.latest:
        return "the latest version"
    if len(selector.versions or ()) > 1:
        return "one of the versions"
    return "the version"


def _origin(criteria: Criteria) -> str:
    origins = [
        f" with tag {criteria.tag}" if criteria.tag is not None else "",
        f" on branch {criteria.branch}" if criteria.branch is not None else "",
        " on its main branch" if criteria.main_branch else "",
    ]
    return "".join(origins)


def _numbers(selector: ResolvedSelector, version: VersionRef | None) -> str:
    if version is not None:
        return f"({version.number})"
    if not selector.versions:
        environment = selector.asked.criteria.environment
        return "(no version is recorded there)" if environment else "(no such version exists)"
    return f"({', '.join(each.number for each in selector.versions[:10])})"
