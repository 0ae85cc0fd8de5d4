from __future__ import annotations

import re
from typing import TYPE_CHECKING

from hypothesis import given

from pact_notary.domain.reports.annotations import render_annotations
from pact_notary.domain.reports.facts import Cause, Place, Status
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


def test_mismatch_is_an_error_at_its_line() -> None:
    text = render_annotations(a_report(a_check(outcomes=(an_outcome(place=PLACE),))))

    assert text == (
        "::error file=tests/test_menu.py,line=12,title=Pact mismatch::Kiosk (1) with Menu (p1): "
        "a dish given dishes exist at $.price: Expected a number\n"
    )


def test_pact_that_was_never_verified_is_a_warning_without_a_line() -> None:
    check = a_check(status=Status.NEVER, outcomes=())

    assert render_annotations(a_report(check, verdict=None)) == (
        "::warning title=Pact never verified::Kiosk (1) with Menu (p1): never verified.\n"
    )


def test_cause_without_a_pact_is_an_error_of_its_own() -> None:
    causes = (
        Cause("unknown_version", "There is no version 9."),
        Cause("failed", "Told by the pact already."),
        Cause("ignored", "Blocks nothing.", is_blocking=False),
    )

    text = render_annotations(a_report(a_check(status=Status.VERIFIED), causes=causes))

    assert text == "::error title=Pact unknown version::There is no version 9.\n"


def test_what_would_end_a_property_or_a_line_is_escaped() -> None:
    outcome = an_outcome(
        place=Place("a,b:c%\n.py", 1), mismatches=(a_mismatch(text="100%\r\n::error::x"),)
    )

    [line] = render_annotations(a_report(a_check(outcomes=(outcome,)))).splitlines()

    assert line.startswith("::error file=a%2Cb%3Ac%25%0A.py,line=1,")
    assert line.endswith("$.price: 100%25%0A::error::x")


def test_what_is_not_shown_is_counted() -> None:
    failed = a_check(outcomes=(an_outcome(mismatches=(a_mismatch(),) * 13),))
    never = a_check(status=Status.NEVER, outcomes=())

    lines = render_annotations(a_report(failed, *(never,) * 11)).splitlines()

    levels = [line.split()[0] for line in lines]
    assert levels == ["::error"] * 10 + ["::warning"] * 10 + ["::notice"]
    assert lines[-1] == f"::notice title=More of the pacts::4 more findings are left out: {URL}"


@given(reports())
def test_annotation_is_one_line_with_known_properties(report: Report) -> None:
    head = re.compile(
        r"::(error|warning|notice) (file=[^:,]*,line=[0-9]+,)?title=[^:,]*::[^\x00-\x1f\x7f]*"
    )

    lines = render_annotations(report).encode().decode().splitlines()

    assert all(head.fullmatch(line) for line in lines)
