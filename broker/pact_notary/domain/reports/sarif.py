"""A report as SARIF 2.1.0: each finding that has a line of code is a result.

Code scanning refuses a whole file for one result without a location. So findings whose test was
not found are told as notifications of the run, which need none.
"""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from pact_notary.domain.reports.comment import marker
from pact_notary.domain.reports.facts import findings
from pact_notary.domain.reports.inert import encodable, shorten, visible

if TYPE_CHECKING:
    from pact_notary.domain.reports.facts import Finding, Place, Report

RESULTS = 25_000
_TEXT = 1000
_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_RULES = {
    "mismatch": "A provider does not answer as the pact says.",
    "failed": "A pact was not kept by its provider.",
}
_BRACES = str.maketrans({"{": "{{", "}": "}}"})
_BRACKETS = str.maketrans({"[": "\\[", "]": "\\]"})


def render_sarif(report: Report, *, version: str) -> str:
    """One run.

    Args:
      version: of this program.
    """
    found = list(findings(report))
    located = [finding for finding in found if finding.place]
    notes = [_notification(finding) for finding in found if not finding.place][:RESULTS]
    left_out = len(found) - len(located[:RESULTS]) - len(notes)
    if left_out:
        notes.append(_note(f"{left_out} more findings are left out: {report.question.url}"))
    run: dict[str, Any] = {
        "tool": {"driver": {"name": "pact-notary", "version": version, "rules": _rules()}},
        "automationDetails": {"id": f"pact-notary/{_category(report)}/"},
        "columnKind": "unicodeCodePoints",
        "results": [
            _result(finding, finding.place) for finding in located[:RESULTS] if finding.place
        ],
        "invocations": [{"executionSuccessful": True, "toolExecutionNotifications": notes}],
    }
    document = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(document, indent=1) + "\n"


def _rules() -> list[dict[str, Any]]:
    return [
        {"id": rule, "shortDescription": {"text": text}, "defaultConfiguration": {"level": "error"}}
        for rule, text in _RULES.items()
    ]


def _result(finding: Finding, place: Place) -> dict[str, Any]:
    uri = quote(place.path, safe="/", errors="replace")
    return {
        "ruleId": finding.kind,
        "ruleIndex": list(_RULES).index(finding.kind),
        "level": "error",
        "message": {"text": _message(finding.text)},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": {"uri": uri, "uriBaseId": "%SRCROOT%"},
                    "region": {"startLine": place.line},
                }
            }
        ],
        "partialFingerprints": {"pactFinding/v1": _fingerprint(finding)},
    }


def _notification(finding: Finding) -> dict[str, Any]:
    found = " Its test was not found in the source." if finding.outcome else ""
    return _note(finding.text + found)


def _note(text: str) -> dict[str, Any]:
    return {"level": "error", "message": {"text": _message(text)}}


def _message(text: str) -> str:
    """Braces would be read as placeholders, and brackets before parentheses as links.

    Source: SARIF 2.1.0, 3.11.5 and 3.11.6.
    """
    lines = text.replace("\r\n", "\n").split("\n")
    shown = encodable(shorten("\n".join(map(visible, lines)), _TEXT)).translate(_BRACES)
    return shown.translate(_BRACKETS) if "](" in shown else shown


def _fingerprint(finding: Finding) -> str:
    """The same for the same finding in later versions, so that it stays one alert."""
    check, outcome, mismatch = finding.check, finding.outcome, finding.mismatch
    parts = (
        finding.kind,
        *((check.consumer, check.provider) if check else ()),
        *((outcome.description, *outcome.states) if outcome else ()),
        *((mismatch.rule, mismatch.path) if mismatch else ()),
    )
    return hashlib.sha256(encodable(json.dumps(parts)).encode()).hexdigest()[:32]


def _category(report: Report) -> str:
    """Runs of different questions do not replace each other's alerts."""
    return (
        marker(report.question)
        .removeprefix("<!-- pact-notary report ")
        .removesuffix(" -->")
        .replace(" ", ",")
    )
