from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pact_notary.domain.reports.answers import read_answer
from pact_notary.domain.reports.facts import (
    Action,
    Cause,
    Check,
    Outcome,
    Status,
    findings,
    placed,
)
from pact_notary.domain.reports.results import read_check, read_result_report
from tests.unit.broker.domain.reports.builders import (
    PLACE,
    a_check,
    a_mismatch,
    a_question,
    a_report,
    an_outcome,
)

if TYPE_CHECKING:
    from pact_notary.domain.documents import Json

BASE: Final = "http://pacts.example/pacts/provider/Menu/consumer/Kiosk/pact-version/0a1b"
JSONS: Final = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["summary", "deployable", "matrix", "consumer", "testResults", "_links", "self"]
            ),
            inner,
            max_size=4,
        )
    ),
    max_leaves=20,
)


def a_link(url: str) -> dict[str, Any]:
    return {"_links": {"self": {"href": url}}}


def a_row(result: Any, **members: Any) -> dict[str, Any]:
    return {
        "consumer": {"name": "Kiosk", "version": {"number": "1"}},
        "provider": {"name": "Menu", "version": {"number": "p1"}},
        "pact": a_link("http://pacts.example/pact"),
        "verificationResult": result,
        **members,
    }


def a_result(*tests: Any, success: bool = False, **members: Any) -> dict[str, Any]:
    links = {
        "self": {"href": f"{BASE}/verification-results/7"},
        # The number of the consumer's version, as the broker puts it into addresses.
        "pb:pact-version": {"href": f"{BASE}/metadata/Y3ZuPTQy"},
    }
    told = {"providerName": "Menu", "providerApplicationVersion": "p1", "success": success}
    return {**told, "testResults": list(tests), "_links": links, **members}


def a_failed_test(**members: Any) -> dict[str, Any]:
    mismatch = {"attribute": "status", "description": "expected 200 but was 404"}
    told = {"interactionDescription": "a dish", "success": False, "mismatches": [mismatch]}
    return {**told, **members}


def a_pact(**members: Any) -> dict[str, Any]:
    interaction = {
        "type": "Synchronous/HTTP",
        "description": "a dish",
        "request": {"method": "GET", "path": "/1"},
        "response": {"status": 200},
        **members,
    }
    return {"interactions": [interaction], "metadata": {"pactSpecification": {"version": "4.0"}}}


@pytest.mark.parametrize(
    ("row", "status"),
    [
        (a_row({"success": True}), Status.VERIFIED),
        (a_row({"success": False}), Status.FAILED),
        (a_row(None), Status.NEVER),
        (a_row({"success": False}, ignored=True), Status.IGNORED),
    ],
)
def test_row_of_the_matrix_has_a_status(row: Json, status: Status) -> None:
    [check] = read_answer({"matrix": [row]}, a_question()).checks

    assert check.status is status


def test_answer_is_read_with_reasons_and_actions() -> None:
    verified = {"success": True, "verifiedAt": "2026-03-01", **a_link("http://pacts.example/7")}
    reasons: list[Json] = [
        {"kind": "stale", "text": "It is old.", "blocking": True},
        {"kind": "ignored", "text": "It is ignored.", "blocking": False},
    ]
    document: Json = {
        "summary": {"deployable": False},
        "matrix": [a_row(verified)],
        "notices": [{"type": "error", "text": "Told by a reason."}],
        "reasons": reasons,
        "actions": [{"text": "Verify it.", "commands": ["pact broker x"]}],
    }

    assert read_answer(document, a_question()) == a_report(
        Check(
            "Kiosk",
            "1",
            "Menu",
            "p1",
            Status.VERIFIED,
            "2026-03-01",
            "http://pacts.example/pact",
            "http://pacts.example/7",
        ),
        causes=(
            Cause("stale", "It is old."),
            Cause("ignored", "It is ignored.", is_blocking=False),
        ),
        actions=(Action("Verify it.", ("pact broker x",)),),
    )


def test_notices_stand_for_reasons_at_another_broker() -> None:
    notices: Json = [{"type": "error", "text": "No."}, {"type": "warning", "text": "Careful."}]

    report = read_answer({"summary": {"deployable": None}, "notices": notices}, a_question())

    assert (report.verdict, report.causes) == (None, (Cause("notice", "No."),))


@pytest.mark.parametrize(
    ("hinted", "hints"),
    [
        ({"comments": {"testname": "tests/t.py::it"}}, ("tests/t.py::it",)),
        ({"comments": {"references": {"code": {"file": "a.ts:3"}}}}, ("a.ts:3",)),
        ({"comments": {"testname": None, "text": ["tests/t.py"]}}, ()),
        ({}, ()),
    ],
)
def test_pact_says_where_its_tests_are(hinted: dict[str, Any], hints: tuple[str, ...]) -> None:
    check = read_check(a_check(), a_result(a_failed_test()), a_pact(**hinted))

    assert [outcome.hints for outcome in check.outcomes] == [hints]


def test_result_is_a_report_of_its_own() -> None:
    report = read_result_report(a_result(a_failed_test(), buildUrl="http://ci/7"), a_pact())

    [check] = report.checks
    mismatch = check.outcomes[0].mismatches[0]
    assert report.verdict is False
    assert report.question.text == "Does version p1 of Menu keep its pact with version 42 of Kiosk?"
    assert report.question.key == (("consumer", "Kiosk"), ("provider", "Menu"))
    assert (check.consumer, check.consumer_version, check.build_url) == (
        "Kiosk",
        "42",
        "http://ci/7",
    )
    assert (mismatch.about, mismatch.expected, mismatch.actual) == ("status", "200", "404")


def test_successful_result_has_no_findings() -> None:
    kept = {"interactionDescription": "a dish", "success": True}

    report = read_result_report(a_result(kept, success=True), a_pact())

    assert (report.verdict, report.causes, [*findings(report)]) == (True, (), [])


def test_name_of_a_result_may_look_like_its_address() -> None:
    url = "http://x/pacts/provider/provider/consumer/a%2Fb/pact-version/0/verification-results/1"

    report = read_result_report({"success": True, **a_link(url)}, None)

    assert (report.checks[0].provider, report.checks[0].consumer) == ("provider", "a/b")


def test_each_mismatch_is_a_finding() -> None:
    two = an_outcome(mismatches=(a_mismatch(), a_mismatch(path="$.x")))
    none = an_outcome(mismatches=(), error="no answer")
    kept = an_outcome(success=True)

    found = [*findings(a_report(a_check(outcomes=(two, none, kept))))]

    assert [finding.kind for finding in found] == ["mismatch", "mismatch", "failed"]
    assert found[2].text.endswith(": no answer")


def test_provider_that_is_nowhere_is_told_once() -> None:
    cause = Cause("provider_not_in_environment", "Menu is not in production.")
    absent = a_check(status=Status.NEVER, provider_version=None, outcomes=())

    assert [each.kind for each in findings(a_report(absent, causes=(cause,)))] == [cause.kind]
    assert [each.kind for each in findings(a_report(absent))] == ["never_verified"]


def test_notice_is_a_finding_where_no_pact_explains_it() -> None:
    cause = Cause("notice", "There is no verified pact.")
    kept = a_check(status=Status.VERIFIED, outcomes=())

    assert [each.text for each in findings(a_report(kept, causes=(cause,)))] == [cause.text]
    assert [each.kind for each in findings(a_report(causes=(cause,)))] == ["mismatch"]


def test_only_what_failed_is_looked_for() -> None:
    kept, failed = Outcome("a", success=True), Outcome("b", success=False)

    report = placed(a_report(a_check(outcomes=(kept, failed))), lambda _: PLACE)

    assert [outcome.place for outcome in report.checks[0].outcomes] == [None, PLACE]


@given(JSONS, JSONS)
def test_any_document_is_read(document: Json, pact: Json) -> None:
    read_answer(document, a_question())
    report = read_result_report(document, pact)

    assert len(report.checks) == 1
