"""Pacts chosen by several selectors are one choice for each content, with all the reasons."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from pact_notary.domain.selectors import (
    Branch,
    Deployed,
    EveryBranch,
    EveryTagged,
    Latest,
    LatestTagged,
    MainBranch,
    MatchingBranch,
    Released,
    Selector,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pact_notary.records import PublishedPact, VersionRef

# In the order in which several reasons for one pact are told.
_LABELS: dict[type[Selector], str] = {
    Latest: "latest",
    Branch: "latest from branch {name}",
    MatchingBranch: "latest from branch {name}",
    EveryBranch: "latest from branch {name}",
    LatestTagged: "latest with tag {name}",
    EveryTagged: "one of {name}",
    Deployed: "deployed in {name}",
    Released: "released in {name}",
    MainBranch: "latest from main branch",
}
_PLACES = {kind: place for place, kind in enumerate(_LABELS)}


@dataclass(frozen=True, slots=True)
class Reason:
    """One selector that chose one consumer version.

    `name` is what the version was found by: the branch, tag or environment; a fallback's name
    when the fallback was used.
    """

    selector: Selector
    version: VersionRef
    name: str = ""


@dataclass(frozen=True, slots=True)
class FoundPact:
    """A pact and the one reason a query found it by."""

    pact: PublishedPact
    reason: Reason


@dataclass(frozen=True, slots=True)
class ChosenPact:
    """The newest publication of a content, and every reason to verify that content."""

    pact: PublishedPact
    reasons: tuple[Reason, ...]


def combine(found: Iterable[FoundPact]) -> tuple[ChosenPact, ...]:
    """One choice for each content, by consumer name and then consumer version, oldest first."""
    by_content = groupby(sorted(found, key=_content), key=_content)
    chosen = [_choose(tuple(same)) for _, same in by_content]
    return tuple(sorted(chosen, key=_place))


def prefer_asked(found: tuple[FoundPact, ...], asked: str) -> tuple[FoundPact, ...]:
    """What was found by the asked name; if nothing was, what was found by a fallback."""
    return tuple(each for each in found if each.reason.name == asked) or found


def prefer_asked_for_each_consumer(
    found: tuple[FoundPact, ...], asked: str
) -> tuple[FoundPact, ...]:
    """The same, decided for each consumer alone."""
    served = {each.pact.consumer.id for each in found if each.reason.name == asked}
    return tuple(
        each for each in found if each.reason.name == asked or each.pact.consumer.id not in served
    )


def is_fallback(reason: Reason) -> bool:
    """Whether the version was found by a selector's fallback."""
    match reason.selector:
        case Branch(branch=asked) | LatestTagged(tag=asked):
            return reason.name != asked
        case _:
            return False


def label(reason: Reason) -> str:
    """The selector in few words, for a list of them."""
    return _LABELS[type(reason.selector)].format(name=reason.name)


def short_description(reasons: Iterable[Reason]) -> str:
    """The distinct labels, joined by commas."""
    return ", ".join(dict.fromkeys(label(reason) for reason in reasons))


def _content(found: FoundPact) -> int:
    return found.pact.content_id


def _choose(same: tuple[FoundPact, ...]) -> ChosenPact:
    newest = max(same, key=lambda found: found.pact.consumer_version.order)
    reasons = dict.fromkeys(found.reason for found in same)
    return ChosenPact(newest.pact, tuple(sorted(reasons, key=_reason_place)))


def _place(chosen: ChosenPact) -> tuple[str, str, int]:
    name = chosen.pact.consumer.name
    return (name.lower(), name, chosen.pact.consumer_version.order)


def _reason_place(reason: Reason) -> tuple[int, str, int]:
    return (_PLACES[type(reason.selector)], reason.name, reason.version.order)
