"""Which members of a consumer version selector go together, and what they select."""

from __future__ import annotations

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
)

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Mapping

    from pact_notary.domain.documents import Json
    from pact_notary.domain.selectors import Selector

_FLAGS = ("mainBranch", "matchingBranch", "deployed", "released", "deployedOrReleased")
_NAMES = ("tag", "fallbackTag", "fallbackBranch", "environment", "consumer")
_BRANCH_MEMBERS = (
    "mainBranch",
    "matchingBranch",
    "branch",
    "tag",
    "latest",
    "fallbackTag",
    "fallbackBranch",
)
_ENVIRONMENT_MEMBERS = ("environment", "deployed", "released", "deployedOrReleased")
_MEMBERS = (*_BRANCH_MEMBERS, *_ENVIRONMENT_MEMBERS, "consumer")


def find_problems(
    raw: Json, *, provider_branch: str | None, environments: Container[str]
) -> tuple[str, ...]:
    """Why this element is no selector, one text a reason; empty when it is one.

    Args:
      environments: names of the environments that exist.
    """
    if not isinstance(raw, dict):
        return ("must be an object",)
    given = _given(raw)
    return (
        tuple(_type_problems(given))
        or tuple(_combination_problems(given, provider_branch))
        or tuple(_environment_problems(given, environments))
    )


def read_selectors(raw: Json, *, provider_branch: str | None) -> tuple[Selector, ...]:
    """The selectors of one element that has no problems: two when it means deployed and released.

    Source: the table of allowed combinations of the Pact Broker's consumer version selectors.
    """
    given = _given(raw) if isinstance(raw, dict) else {}
    consumer = _text(given, "consumer")
    if given.keys() & {*_ENVIRONMENT_MEMBERS}:
        return _environment_selectors(given, consumer)
    if "matchingBranch" in given:
        return (MatchingBranch(provider_branch or "", consumer),)
    if "mainBranch" in given:
        return (MainBranch(consumer),)
    if "branch" in given:
        return (_branch_selector(given, consumer),)
    if "tag" in given:
        return (_tag_selector(given, consumer),)
    return (Latest(consumer),)


def _given(raw: Mapping[str, Json]) -> dict[str, Json]:
    return {name: raw[name] for name in _MEMBERS if raw.get(name) is not None}


def _text(given: Mapping[str, Json], name: str) -> str | None:
    value = given.get(name)
    return value if isinstance(value, str) else None


def _type_problems(given: Mapping[str, Json]) -> Iterator[str]:
    for name in _FLAGS:
        if name in given and given[name] is not True:
            yield f"{name} must be true when it is given"
    if not isinstance(given.get("latest", True), bool):
        yield "latest must be true or false"
    for name in _NAMES:
        if name in given and not _is_filled(given[name]):
            yield f"{name} must be a string that is not blank"
    if "branch" in given and given["branch"] is not True and not _is_filled(given["branch"]):
        yield "branch must be a string that is not blank, or true for every branch"


def _is_filled(value: Json) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _combination_problems(given: Mapping[str, Json], provider_branch: str | None) -> Iterator[str]:
    yield from _criterion_problems(given)
    yield from _main_branch_problems(given)
    yield from _matching_branch_problems(given, provider_branch)
    yield from _branch_problems(given)
    yield from _tag_problems(given)
    yield from _exclusive_problems(given)


def _criterion_problems(given: Mapping[str, Json]) -> Iterator[str]:
    criteria = {*_BRANCH_MEMBERS, *_ENVIRONMENT_MEMBERS} - {
        "latest",
        "fallbackTag",
        "fallbackBranch",
    }
    if not given.keys() & criteria and given.get("latest") is not True:
        yield (
            "must say which versions: one of mainBranch, branch, matchingBranch, tag, latest, "
            "environment, deployed, released, deployedOrReleased"
        )


def _main_branch_problems(given: Mapping[str, Json]) -> Iterator[str]:
    if "mainBranch" not in given:
        return
    others = _others(given, "mainBranch", "latest")
    if others:
        yield f"mainBranch cannot be combined with {others}"
    if given.get("latest") is False:
        yield "mainBranch cannot be combined with latest false"


def _matching_branch_problems(
    given: Mapping[str, Json], provider_branch: str | None
) -> Iterator[str]:
    if "matchingBranch" not in given:
        return
    others = _others(given, "matchingBranch")
    if others:
        yield f"matchingBranch cannot be combined with {others}"
    if not provider_branch:
        yield "matchingBranch needs the providerVersionBranch to be given"


def _others(given: Mapping[str, Json], *allowed: str) -> str:
    return ", ".join(name for name in given if name not in {*allowed, "consumer"})


def _branch_problems(given: Mapping[str, Json]) -> Iterator[str]:
    if "branch" in given and "tag" in given:
        yield "tag and branch cannot be combined"
    if "branch" in given and given.get("latest") is False:
        yield "branch cannot be combined with latest false"
    if "fallbackBranch" in given and not isinstance(given.get("branch"), str):
        yield "fallbackBranch needs the name of a branch"
    elif "fallbackBranch" in given and given.get("latest") is False:
        yield "fallbackBranch cannot be combined with latest false"


def _tag_problems(given: Mapping[str, Json]) -> Iterator[str]:
    if "fallbackTag" in given and "tag" not in given:
        yield "fallbackTag needs a tag"
    if "fallbackTag" in given and given.get("latest") is not True:
        yield "fallbackTag needs latest to be true"


def _exclusive_problems(given: Mapping[str, Json]) -> Iterator[str]:
    states = [name for name in ("deployed", "released", "deployedOrReleased") if name in given]
    if len(states) > 1:
        yield f"{' and '.join(states)} cannot be combined"
    branches = [name for name in _BRANCH_MEMBERS if name in given]
    environments = [name for name in _ENVIRONMENT_MEMBERS if name in given]
    if branches and environments:
        yield f"{', '.join(branches)} cannot be combined with {', '.join(environments)}"


def _environment_problems(given: Mapping[str, Json], environments: Container[str]) -> Iterator[str]:
    name = _text(given, "environment")
    if name is not None and name not in environments:
        yield f"environment with name '{name}' does not exist"


def _environment_selectors(given: Mapping[str, Json], consumer: str | None) -> tuple[Selector, ...]:
    environment = _text(given, "environment")
    if "deployed" in given:
        return (Deployed(environment, consumer),)
    if "released" in given:
        return (Released(environment, consumer),)
    return (Deployed(environment, consumer), Released(environment, consumer))


def _branch_selector(given: Mapping[str, Json], consumer: str | None) -> Selector:
    branch = _text(given, "branch")
    if branch is None:
        return EveryBranch(consumer)
    return Branch(branch, consumer, _text(given, "fallbackBranch"))


def _tag_selector(given: Mapping[str, Json], consumer: str | None) -> Selector:
    tag = _text(given, "tag") or ""
    if given.get("latest") is True:
        return LatestTagged(tag, consumer, _text(given, "fallbackTag"))
    return EveryTagged(tag, consumer)
