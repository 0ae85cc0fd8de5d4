from __future__ import annotations

import pytest

from pact_notary.domain.explanations import (
    explain_choice,
    explain_pending,
    explain_work_in_progress,
    preface,
)
from pact_notary.domain.pending import PendingStatus
from pact_notary.domain.selection import combine
from pact_notary.domain.selectors import Branch, Deployed, EveryTagged, MatchingBranch
from tests.unit.broker.domain.builders import a_found_pact

PENDING_MOMENTS = [
    "before_verification",
    "after_verification:success_true_published_false",
    "after_verification:success_false_published_false",
    "after_verification:success_true_published_true",
    "after_verification:success_false_published_true",
]


def test_choice_has_a_bullet_for_each_selector() -> None:
    (chosen,) = combine(
        [
            a_found_pact(1, Deployed(), name="e1"),
            a_found_pact(2, Deployed(), name="e1"),
            a_found_pact(2, Branch("b", None, "f"), name="f"),
            a_found_pact(2, MatchingBranch("m"), name="m"),
        ]
    )

    notice = explain_choice(chosen, "Menu")

    assert notice.when == "before_verification"
    assert notice.text.splitlines()[1:] == [
        "* the latest version on branch f, the fallback because nothing else was found (2)",
        "* the latest version on branch m, which is named like the provider's (2)",
        "* the versions deployed in e1 (1, 2)",
    ]


def test_choice_names_the_newest_of_many_versions() -> None:
    found = [a_found_pact(at, EveryTagged("t"), name="t") for at in range(1, 13)]

    notice = explain_choice(combine(found)[0], "Menu")

    assert notice.text.endswith("(3, 4, 5, 6, 7, 8, 9, 10, 11, 12 and 2 earlier ones)")


def test_names_are_not_taken_for_templates() -> None:
    (chosen,) = combine([a_found_pact(1, Branch("{name}{0}"), name="{name}{0}")])

    assert "branch {name}{0} (1)" in explain_choice(chosen, "{x}").text


def test_pending_pact_has_a_notice_for_each_outcome() -> None:
    notices = explain_pending(PendingStatus(pending=True))

    assert [notice.when for notice in notices] == PENDING_MOMENTS


def test_settled_pact_has_one_notice() -> None:
    notices = explain_pending(PendingStatus(pending=False, branch="main"))

    assert [notice.when for notice in notices] == ["before_verification"]


@pytest.mark.parametrize(
    ("status", "scope"),
    [
        (PendingStatus(pending=True, branch="b"), "branch b"),
        (PendingStatus(pending=True, pending_tags=("t", "u")), "tags t and u has"),
        (
            PendingStatus(pending=True, pending_tags=("t",), settled_tags=("u",)),
            "pending for tag u",
        ),
        (PendingStatus(pending=False, settled_tags=("u",)), "tag u"),
        (PendingStatus(pending=True), "any version"),
    ],
    ids=str,
)
def test_pending_says_for_whom(status: PendingStatus, scope: str) -> None:
    assert scope in explain_pending(status)[0].text


def test_work_in_progress_says_so() -> None:
    (chosen,) = combine([a_found_pact(1, Branch("feat"), name="feat")])

    notice = explain_work_in_progress(chosen, "Menu", PendingStatus(pending=True, branch="b"))

    assert "work in progress" in notice.text
    assert "branch feat (1)" in notice.text


def test_preface_comes_before_verification() -> None:
    assert preface("text").when == "before_verification"
