from __future__ import annotations

import pytest

from pact_notary.domain.selection import (
    Reason,
    combine,
    is_fallback,
    prefer_asked,
    prefer_asked_for_each_consumer,
    short_description,
)
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
from pact_notary.records import PacticipantRef
from tests.unit.broker.domain.builders import a_found_pact, a_version


def test_same_content_is_one_choice_from_its_newest_version() -> None:
    older, newer = a_found_pact(1, MainBranch(), name="main"), a_found_pact(2, Latest())

    chosen = combine([newer, older])

    assert [(choice.pact, choice.reasons) for choice in chosen] == [
        (newer.pact, (newer.reason, older.reason))
    ]


def test_same_reason_is_told_once() -> None:
    found = a_found_pact()

    assert combine([found, found])[0].reasons == (found.reason,)


def test_choices_come_by_consumer_name_and_then_version() -> None:
    other = PacticipantRef(7, "app")
    newer, older = a_found_pact(3, content=3), a_found_pact(2, content=2)
    first = a_found_pact(9, content=9, consumer=other)

    chosen = combine([newer, older, first])

    assert [choice.pact for choice in chosen] == [first.pact, older.pact, newer.pact]


@pytest.mark.parametrize(
    ("selector", "label"),
    [
        (Latest(), "latest"),
        (MainBranch(), "latest from main branch"),
        (Branch("asked"), "latest from branch {n}"),
        (MatchingBranch("asked"), "latest from branch {n}"),
        (EveryBranch(), "latest from branch {n}"),
        (LatestTagged("asked"), "latest with tag {n}"),
        (EveryTagged("asked"), "one of {n}"),
        (Deployed(), "deployed in {n}"),
        (Released(), "released in {n}"),
    ],
    ids=str,
)
def test_short_description_names_the_selector(selector: Selector, label: str) -> None:
    assert short_description([Reason(selector, a_version(1), "{n}")]) == label


def test_short_description_joins_distinct_labels() -> None:
    reasons = combine(
        [
            a_found_pact(1, MainBranch(), name="main"),
            a_found_pact(1, EveryTagged("t"), name="t"),
            a_found_pact(2, EveryTagged("t"), name="t"),
            a_found_pact(2, Latest()),
        ]
    )[0].reasons

    assert short_description(reasons) == "latest, one of t, latest from main branch"


@pytest.mark.parametrize(
    ("selector", "fallback"),
    [
        (Branch("other", None, "n"), True),
        (LatestTagged("other", None, "n"), True),
        (Branch("n", None, "other"), False),
        (LatestTagged("n"), False),
        (EveryTagged("other"), False),
        (Latest(), False),
    ],
    ids=str,
)
def test_fallback_is_told_by_the_name(selector: Selector, *, fallback: bool) -> None:
    assert is_fallback(Reason(selector, a_version(1), "n")) is fallback


def test_fallback_counts_only_when_nothing_asked_was_found() -> None:
    asked, fallback = (a_found_pact(1, LatestTagged("t", None, "f"), name=name) for name in "tf")

    assert prefer_asked((asked, fallback), "t") == (asked,)
    assert prefer_asked((fallback,), "t") == (fallback,)
    assert prefer_asked((), "t") == ()


def test_fallback_of_a_branch_counts_for_consumers_without_the_branch() -> None:
    selector = Branch("b", None, "f")
    other = PacticipantRef(7, "app")
    own, own_fallback = (a_found_pact(1, selector, name=name) for name in "bf")
    others = a_found_pact(1, selector, consumer=other, name="f")

    found = prefer_asked_for_each_consumer((own, own_fallback, others), "b")

    assert found == (own, others)
