from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given

from pact_notary.domain.reports.facts import Action, Cause, Status
from pact_notary.domain.reports.junit import render_junit
from tests.unit.broker.domain.reports.builders import (
    PLACE,
    URL,
    a_check,
    a_mismatch,
    a_report,
    an_outcome,
    reports,
)

if TYPE_CHECKING:
    from pact_notary.domain.reports.facts import Report

FORBIDDEN = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def parse(text: str) -> ET.Element:
    return ET.fromstring(text.encode())  # noqa: S314


def kinds(suite: ET.Element) -> list[str]:
    return [each.tag for case in suite for each in case]


def as_read(text: str) -> str:
    return FORBIDDEN.sub("\ufffd", text.replace("\r\n", "\n").replace("\r", "\n"))


def test_suite_is_a_pact_and_case_an_interaction() -> None:
    kept = an_outcome(description="a list", success=True, mismatches=())
    report = a_report(a_check(outcomes=(an_outcome(place=PLACE), kept)))

    _, suite = parse(render_junit(report))

    assert suite.attrib == {
        "name": "Kiosk (1) with Menu (p1)",
        "timestamp": "2026-03-01T10:00:00+00:00",
        "tests": "2",
        "failures": "1",
        "errors": "0",
        "skipped": "0",
        "time": "0",
    }
    assert [dict(case.attrib) for case in suite] == [
        {
            "classname": "Kiosk with Menu",
            "name": "a dish given dishes exist",
            "time": "0",
            "file": "tests/test_menu.py",
            "line": "12",
        },
        {"classname": "Kiosk with Menu", "name": "a list given dishes exist", "time": "0"},
    ]
    [failure] = suite[0]
    assert failure.attrib == {"message": "Expected a number", "type": "failure"}
    assert failure.text == '$.price: Expected a number\n  expected: 1\n  actual:   "1"'


@pytest.mark.parametrize(("verdict", "kind"), [(True, []), (False, ["failure"]), (None, ["error"])])
def test_answer_is_a_case_that_is_green_only_for_yes(
    kind: list[str],
    *,
    verdict: bool | None,
) -> None:
    report = a_report(
        verdict=verdict,
        causes=(Cause("failed", "Menu fails."), Cause("ignored", "x", is_blocking=False)),
        actions=(Action("Mend Menu.", ("pact x",)),),
    )

    answer = parse(render_junit(report))[0]

    assert kinds(answer) == kind
    told = [each.text for case in answer for each in case]
    assert told == [f"Menu fails.\nMend Menu.\npact x\n{URL}"] * len(kind)


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (Status.VERIFIED, []),
        (Status.FAILED, ["failure"]),
        (Status.NEVER, ["error"]),
        (Status.IGNORED, ["skipped"]),
    ],
)
def test_pact_without_single_results_is_one_case(status: Status, kind: list[str]) -> None:
    _, suite = parse(render_junit(a_report(a_check(status=status, outcomes=()))))

    assert (suite.get("tests"), kinds(suite)) == ("1", kind)


def test_failure_that_no_interaction_explains_is_a_case() -> None:
    kept = an_outcome(success=True, mismatches=())

    _, suite = parse(render_junit(a_report(a_check(outcomes=(kept,), untold=("It broke.",)))))

    assert kinds(suite) == ["failure"]
    assert suite[1][0].text == "It broke.\nhttps://pacts.example/results/7"


def test_all_cases_are_counted() -> None:
    report = a_report(a_check(), a_check(status=Status.NEVER, outcomes=()), verdict=None)

    suites = parse(render_junit(report))

    assert [suites.get(name) for name in ("tests", "failures", "errors")] == ["3", "1", "2"]


@given(reports())
def test_junit_tells_every_text_that_xml_can_carry(report: Report) -> None:
    answer, *suites = parse(render_junit(report))

    assert answer[0].get("name") == as_read(report.question.text)
    outcomes = [outcome for check in report.checks for outcome in check.outcomes]
    names = [case.get("name") for suite in suites for case in suite]
    assert [name for name in names if name != "all interactions"] == [
        as_read(outcome.name) for outcome in outcomes
    ]


@given(reports())
def test_mismatch_reads_as_it_was_told(report: Report) -> None:
    told = "".join(parse(render_junit(report)).itertext())

    for check in report.checks:
        for outcome in check.failed:
            assert all(as_read(mismatch.text) in told for mismatch in outcome.mismatches)


def test_control_characters_are_replaced() -> None:
    outcome = an_outcome(mismatches=(a_mismatch(text="a\x00b\x1bc\ud800d\ufffee"),))

    _, suite = parse(render_junit(a_report(a_check(outcomes=(outcome,)))))

    assert suite[0][0].get("message") == "a\ufffdb\ufffdc\ufffdd\ufffde"
