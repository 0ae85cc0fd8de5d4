"""A report as commands that GitHub reads from a job's log and shows beside the code."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pact_notary.domain.reports.facts import findings
from pact_notary.domain.reports.inert import encodable, shorten, visible

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pact_notary.domain.reports.facts import Finding, Report

# GitHub shows as many of each kind and drops the rest of a step.
_OF_A_KIND = 10
_TEXT = 2000
_TITLES = {"mismatch": "Pact mismatch", "failed": "Pact verification failed"}
_WARNINGS = frozenset({"never_verified", "stale"})


def render_annotations(report: Report) -> str:
    """A line for each finding that GitHub would show, and one that counts the others."""
    found = list(findings(report))
    errors = [finding for finding in found if finding.kind not in _WARNINGS]
    warnings = [finding for finding in found if finding.kind in _WARNINGS]
    shown = (*errors[:_OF_A_KIND], *warnings[:_OF_A_KIND])
    lines = [_line(finding) for finding in shown]
    left_out = len(found) - len(shown)
    if left_out:
        more = f"{left_out} more findings are left out: {report.question.url}"
        lines.append(f"::notice title=More of the pacts::{_message(more)}")
    return "".join(f"{line}\n" for line in lines)


def _line(finding: Finding) -> str:
    level = "warning" if finding.kind in _WARNINGS else "error"
    properties = ",".join(f"{name}={_property(value)}" for name, value in _properties(finding))
    return f"::{level} {properties}::{_message(shorten(finding.text, _TEXT))}"


def _properties(finding: Finding) -> Iterator[tuple[str, str]]:
    if finding.place:
        yield "file", finding.place.path
        yield "line", str(finding.place.line)
    yield "title", _TITLES.get(finding.kind, "Pact " + finding.kind.replace("_", " "))


def _message(text: str) -> str:
    """As GitHub's own toolkit escapes it; lines of the text stay lines."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    shown = (encodable(visible(line)).replace("%", "%25") for line in lines)
    return "%0A".join(shown)


def _property(text: str) -> str:
    return _message(text).replace(":", "%3A").replace(",", "%2C")
