from __future__ import annotations

import pytest

from pact_notary.domain.decision import Case, decide
from pact_notary.domain.matrix import mark_ignored
from pact_notary.domain.matrix_query import ANY_VERSION, Criteria, IgnoreSelector
from pact_notary.records import PacticipantRef
from tests.unit.broker.domain.builders import (
    CONSUMER,
    PROVIDER,
    Asked,
    a_case,
    a_row,
    in_environment,
)

OTHER = PacticipantRef(3, "Other")
MENU = (IgnoreSelector("Menu"),)
BY_NAME = (Asked(ANY_VERSION, None), Asked(ANY_VERSION, None, PROVIDER))
LATEST = Criteria(latest=True, branch="main")


@pytest.mark.parametrize(
    ("case", "deployable", "counts"),
    [
        pytest.param(a_case(a_row(True)), True, (1, 0, 0), id="verified"),
        pytest.param(a_case(a_row(False)), False, (0, 1, 0), id="failed"),
        pytest.param(a_case(a_row(None)), None, (0, 0, 1), id="unverified"),
        pytest.param(a_case(), True, (0, 0, 0), id="no-rows"),
        pytest.param(a_case(a_row(None), a_row(False)), None, (0, 1, 1), id="unverified-first"),
        pytest.param(a_case(a_row(True), a_row(False)), False, (1, 1, 0), id="one-failed"),
        pytest.param(a_case(required=(PROVIDER,)), None, (0, 0, 1), id="required-without-row"),
        pytest.param(
            a_case(a_row(True), required=(PROVIDER,)), True, (1, 0, 0), id="required-with-row"
        ),
        pytest.param(
            a_case(a_row(None), asked=(Asked(orders=()),)), False, (0, 0, 1), id="unknown-version"
        ),
        pytest.param(
            a_case(asked=(Asked(), in_environment())), True, (0, 0, 0), id="nothing-there-inferred"
        ),
        pytest.param(
            a_case(asked=(Asked(orders=()),), ignored=(IgnoreSelector("Kiosk", "1"),)),
            True,
            (0, 0, 0),
            id="unknown-version-ignored",
        ),
        pytest.param(
            a_case(required=(PROVIDER,), ignored=MENU), True, (0, 0, 0), id="required-ignored"
        ),
    ],
)
def test_decision_follows_the_rows(
    case: Case, *, deployable: bool | None, counts: tuple[int, int, int]
) -> None:
    summary = decide(case).summary

    assert summary.deployable is deployable
    assert (summary.success, summary.failed, summary.unknown) == counts


def test_ignored_rows_do_not_decide() -> None:
    rows = mark_ignored([a_row(False), a_row(None), a_row(True, provider=OTHER)], MENU)

    decision = decide(a_case(*rows, ignored=MENU))

    assert decision.summary.deployable is True
    assert decision.summary.ignored == 2
    assert [notice.type for notice in decision.notices] == ["success", "info", "info"]


def test_ignored_is_counted_only_when_asked_for() -> None:
    assert decide(a_case(a_row(True))).summary.ignored is None
    assert decide(a_case(a_row(True), ignored=MENU)).summary.ignored == 0


@pytest.mark.parametrize(
    ("case", "text"),
    [
        pytest.param(a_case(a_row(True)), "All required verification", id="success"),
        pytest.param(a_case(), "There are no missing dependencies.", id="nothing-missing"),
        pytest.param(
            a_case(a_row(False), asked=(Asked(), in_environment(1))),
            "The verification of the pact between version 1 of Kiosk and "
            "the version of Menu currently in e1 (1) failed.",
            id="failed-in-environment",
        ),
        pytest.param(
            a_case(a_row(False, provider_order=2), asked=(Asked(), in_environment(1, 2))),
            "and one of the versions of Menu currently in e1 (2) failed.",
            id="one-of-the-versions",
        ),
        pytest.param(
            a_case(a_row(None), asked=(Asked(), in_environment(1))),
            "There is no verified pact between version 1 of Kiosk and "
            "the version of Menu currently in e1 (1)",
            id="unverified",
        ),
        pytest.param(
            a_case(a_row(None), asked=(Asked(), in_environment())),
            "the version of Menu currently in e1 (no version is recorded there).",
            id="not-in-environment",
        ),
        pytest.param(
            a_case(required=(PROVIDER,)),
            "There is no verified pact between version 1 of Kiosk and any version of Menu.",
            id="required",
        ),
        pytest.param(
            a_case(asked=(Asked(orders=()),)),
            "Nothing has been published or verified for version 1 of Kiosk (no such version",
            id="unknown-version",
        ),
        pytest.param(
            a_case(asked=(Asked(LATEST, ()),)),
            "the latest version of Kiosk on branch main (no such version exists)",
            id="unknown-branch",
        ),
        pytest.param(
            a_case(a_row(False), asked=(Asked(Criteria(latest=True, tag="t")),)),
            "the latest version of Kiosk with tag t (1) and version 1 of Menu failed.",
            id="latest-tagged",
        ),
        pytest.param(
            a_case(a_row(False), asked=(Asked(Criteria(latest=True, main_branch=True)),)),
            "the latest version of Kiosk on its main branch (1)",
            id="main-branch",
        ),
        pytest.param(
            a_case(
                a_row(False), asked=(Asked(ANY_VERSION, None), Asked(ANY_VERSION, None, PROVIDER))
            ),
            "between version 1 of Kiosk and version 1 of Menu failed.",
            id="any-version",
        ),
        pytest.param(
            a_case(a_row(None), asked=(Asked(), Asked(Criteria(tag="t"), (1, 2), PROVIDER))),
            "one of the versions of Menu with tag t (1, 2)",
            id="several-tagged",
        ),
    ],
)
def test_decision_says_why(case: Case, text: str) -> None:
    reasons = [notice.text for notice in decide(case).notices if notice.type != "warning"]

    assert len(reasons) == 1
    assert text in reasons[0]


def test_unknown_version_hides_other_errors() -> None:
    notices = decide(a_case(a_row(False), asked=(Asked(orders=()),))).notices

    assert [notice.type for notice in notices] == ["error"]


def test_unknown_ignored_version_is_information() -> None:
    ignored = (IgnoreSelector("Kiosk"),)

    notices = decide(a_case(asked=(Asked(orders=()),), ignored=ignored)).notices

    assert [notice.type for notice in notices] == ["success", "info"]


@pytest.mark.parametrize(
    ("case", "warnings"),
    [
        pytest.param(a_case(), 0, id="version-to-environment"),
        pytest.param(a_case(destination=ANY_VERSION), 1, id="nowhere-to-go"),
        pytest.param(a_case(destination=Criteria(latest=True)), 1, id="only-latest"),
        pytest.param(a_case(destination=Criteria(tag="t")), 0, id="to-tag"),
        pytest.param(a_case(destination=Criteria(main_branch=True)), 0, id="to-main-branch"),
        pytest.param(a_case(asked=(Asked(LATEST),)), 1, id="no-number"),
        pytest.param(a_case(asked=(Asked(LATEST),), destination=ANY_VERSION), 2, id="neither"),
        pytest.param(
            a_case(asked=(Asked(), Asked(LATEST, (1,), PROVIDER)), destination=ANY_VERSION),
            0,
            id="one-number-of-two",
        ),
        pytest.param(
            a_case(
                asked=BY_NAME,
                destination=ANY_VERSION,
            ),
            0,
            id="names-only",
        ),
    ],
)
def test_questionable_questions_are_warned_of(case: Case, warnings: int) -> None:
    notices = decide(case).notices

    assert [notice.type for notice in notices[:warnings]] == ["warning"] * warnings
    assert all(notice.type != "warning" for notice in notices[warnings:])


@pytest.mark.parametrize(
    ("unknown", "text"),
    [
        (IgnoreSelector("Nobody"), "Cannot ignore Nobody"),
        (IgnoreSelector("Menu", "9"), "Cannot ignore version 9 of Menu"),
    ],
    ids=str,
)
def test_unknown_ignore_is_warned_of(unknown: IgnoreSelector, text: str) -> None:
    known = a_case(a_row(True))
    case = Case(known.query, known.selectors, (), known.rows, unknown_ignores=(unknown,))

    decision = decide(case)

    assert decision.summary.deployable is True
    assert text in decision.notices[0].text


def test_same_sentence_is_said_once() -> None:
    assert len(decide(a_case(a_row(None), a_row(None))).notices) == 1


def test_sentences_are_few_however_many_rows_fail() -> None:
    rows = [a_row(False, consumer_order=order) for order in range(1, 500)]

    decision = decide(a_case(*rows, asked=(Asked(ANY_VERSION, None, CONSUMER),)))

    assert decision.summary.failed == 499
    assert len([notice for notice in decision.notices if notice.type == "error"]) == 101
