from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pact_notary.domain.selector_rules import find_problems, read_selectors
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
    from pact_notary.domain.documents import Json, JsonObject

ENVIRONMENTS = frozenset({"e1"})


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ({"mainBranch": True}, [MainBranch()]),
        ({"mainBranch": True, "latest": True, "consumer": "C"}, [MainBranch("C")]),
        ({"branch": "b"}, [Branch("b")]),
        ({"branch": "b", "latest": True, "consumer": "C"}, [Branch("b", "C")]),
        ({"branch": "b", "fallbackBranch": "f"}, [Branch("b", None, "f")]),
        ({"branch": True}, [EveryBranch()]),
        ({"branch": True, "latest": True, "consumer": "C"}, [EveryBranch("C")]),
        ({"matchingBranch": True}, [MatchingBranch("pb")]),
        ({"matchingBranch": True, "consumer": "C"}, [MatchingBranch("pb", "C")]),
        ({"tag": "t", "latest": True}, [LatestTagged("t")]),
        (
            {"tag": "t", "latest": True, "fallbackTag": "f", "consumer": "C"},
            [LatestTagged("t", "C", "f")],
        ),
        ({"tag": "t"}, [EveryTagged("t")]),
        ({"tag": "t", "latest": False, "consumer": "C"}, [EveryTagged("t", "C")]),
        ({"latest": True}, [Latest()]),
        ({"latest": True, "consumer": "C"}, [Latest("C")]),
        ({"deployed": True}, [Deployed()]),
        ({"deployed": True, "environment": "e1", "consumer": "C"}, [Deployed("e1", "C")]),
        ({"released": True}, [Released()]),
        ({"released": True, "environment": "e1"}, [Released("e1")]),
        ({"deployedOrReleased": True}, [Deployed(), Released()]),
        ({"deployedOrReleased": True, "environment": "e1"}, [Deployed("e1"), Released("e1")]),
        ({"environment": "e1", "consumer": "C"}, [Deployed("e1", "C"), Released("e1", "C")]),
        ({"latest": True, "unknown": 1, "tag": None}, [Latest()]),
    ],
    ids=str,
)
def test_selector_is_accepted(raw: JsonObject, expected: list[Selector]) -> None:
    assert find_problems(raw, provider_branch="pb", environments=ENVIRONMENTS) == ()
    assert read_selectors(raw, provider_branch="pb") == tuple(expected)


@pytest.mark.parametrize(
    ("raw", "subject"),
    [
        ("main", "must be an object"),
        ([], "must be an object"),
        (None, "must be an object"),
        ({}, "must say which versions"),
        ({"consumer": "C"}, "must say which versions"),
        ({"latest": False}, "must say which versions"),
        ({"unknown": True}, "must say which versions"),
        ({"mainBranch": False}, "mainBranch"),
        ({"mainBranch": "true"}, "mainBranch"),
        ({"mainBranch": 1}, "mainBranch"),
        ({"matchingBranch": False}, "matchingBranch"),
        ({"deployed": False}, "deployed"),
        ({"released": "yes"}, "released"),
        ({"deployedOrReleased": False}, "deployedOrReleased"),
        ({"latest": "true"}, "latest"),
        ({"tag": "t", "latest": "true"}, "latest"),
        ({"tag": ""}, "tag"),
        ({"tag": True}, "tag"),
        ({"branch": " "}, "branch"),
        ({"branch": False}, "branch"),
        ({"environment": 1}, "environment"),
        ({"latest": True, "consumer": " "}, "consumer"),
        ({"latest": True, "consumer": 1}, "consumer"),
        ({"mainBranch": True, "latest": False}, "mainBranch"),
        ({"mainBranch": True, "branch": "b"}, "mainBranch"),
        ({"mainBranch": True, "tag": "t"}, "mainBranch"),
        ({"mainBranch": True, "matchingBranch": True}, "mainBranch"),
        ({"mainBranch": True, "environment": "e1"}, "mainBranch"),
        ({"mainBranch": True, "fallbackBranch": "f"}, "mainBranch"),
        ({"matchingBranch": True, "latest": True}, "matchingBranch"),
        ({"matchingBranch": True, "tag": "t"}, "matchingBranch"),
        ({"matchingBranch": True, "deployed": True}, "matchingBranch"),
        ({"tag": "t", "branch": "b"}, "tag and branch"),
        ({"tag": "t", "fallbackTag": "f"}, "fallbackTag needs latest"),
        ({"tag": "t", "latest": False, "fallbackTag": "f"}, "fallbackTag needs latest"),
        ({"latest": True, "fallbackTag": "f"}, "fallbackTag needs a tag"),
        ({"branch": "b", "latest": True, "fallbackTag": "f"}, "fallbackTag needs a tag"),
        ({"branch": "b", "latest": False}, "branch cannot"),
        ({"branch": "b", "latest": False, "fallbackBranch": "f"}, "branch cannot"),
        ({"latest": True, "fallbackBranch": "f"}, "fallbackBranch needs"),
        ({"tag": "t", "latest": True, "fallbackBranch": "f"}, "fallbackBranch needs"),
        ({"branch": True, "fallbackBranch": "f"}, "fallbackBranch needs"),
        ({"deployed": True, "released": True}, "deployed and released"),
        ({"deployed": True, "deployedOrReleased": True}, "deployed and deployedOrReleased"),
        ({"released": True, "deployedOrReleased": True}, "released and deployedOrReleased"),
        ({"branch": "b", "environment": "e1"}, "branch cannot be combined with environment"),
        ({"tag": "t", "deployed": True}, "tag cannot be combined with deployed"),
        ({"latest": True, "released": True}, "latest cannot be combined with released"),
        ({"latest": False, "released": True}, "latest cannot be combined with released"),
        ({"environment": "e2"}, "environment with name 'e2' does not exist"),
        ({"deployed": True, "environment": "e2"}, "environment with name 'e2'"),
    ],
    ids=str,
)
def test_selector_is_refused(raw: Json, subject: str) -> None:
    problems = find_problems(raw, provider_branch="pb", environments=ENVIRONMENTS)

    assert problems
    assert problems[0].startswith(subject)


def test_matching_branch_needs_a_provider_branch() -> None:
    raw: JsonObject = {"matchingBranch": True}

    problems = find_problems(raw, provider_branch=None, environments=ENVIRONMENTS)

    assert problems == ("matchingBranch needs the providerVersionBranch to be given",)
