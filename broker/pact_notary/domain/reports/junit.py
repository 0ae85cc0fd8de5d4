"""A report as JUnit XML as CI servers share it: a suite is a pact, a case an interaction."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from pact_notary.domain.reports.facts import Status, pair_text, say, where
from pact_notary.domain.reports.inert import shorten, xml_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pact_notary.domain.reading.results import Mismatch
    from pact_notary.domain.reports.facts import Check, Outcome, Report

_MESSAGE = 500


def render_junit(report: Report) -> str:
    """The answer is a case of its own, so that the file is red whenever the answer is not yes."""
    suites = ET.Element("testsuites", name="pacts")
    for suite in (_answer(report), *map(_suite, report.checks)):
        suites.append(suite)
    _count(suites)
    ET.indent(suites)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(suites, "unicode") + "\n"


def _answer(report: Report) -> ET.Element:
    suite = _element("testsuite", name="answer")
    case = _case(suite, classname="answer", name=report.question.text)
    if report.verdict is not True:
        causes = [cause.text for cause in report.blocking]
        actions = [line for action in report.actions for line in (action.text, *action.commands)]
        text = "\n".join((*causes, *actions, report.question.url))
        kind = "failure" if report.verdict is False else "error"
        _tell(case, kind, message=report.verdict_word, text=text)
    return suite


def _suite(check: Check) -> ET.Element:
    suite = _element("testsuite", name=pair_text(check))
    if check.verified_at:
        suite.set("timestamp", xml_text(check.verified_at))
    classname = f"{check.consumer} with {check.provider}"
    for outcome in check.outcomes:
        _add_outcome(suite, outcome, classname=classname)
    if not check.outcomes or (check.status is Status.FAILED and not check.failed):
        _add_whole(suite, check, classname=classname)
    return suite


def _add_outcome(suite: ET.Element, outcome: Outcome, *, classname: str) -> None:
    case = _case(suite, classname=classname, name=outcome.name)
    if outcome.place:
        case.set("file", xml_text(outcome.place.path))
        case.set("line", str(outcome.place.line))
    if outcome.success is None:
        _tell(case, "skipped", message="The verifier told no outcome.")
    if outcome.success is False:
        said = [say(mismatch) for mismatch in outcome.mismatches]
        message = outcome.error or next(iter(said), "failed")
        lines = [line for mismatch in outcome.mismatches for line in _lines(mismatch)]
        _tell(case, "failure", message=message, text="\n".join((outcome.error, *lines)).strip("\n"))


def _add_whole(suite: ET.Element, check: Check, *, classname: str) -> None:
    """One case for all interactions, of which nothing single is known."""
    case = _case(suite, classname=classname, name="all interactions")
    text = "\n".join((*check.untold, check.result_url or check.pact_url))
    if check.status is Status.FAILED:
        _tell(case, "failure", message="The verification failed.", text=text)
    if check.status is Status.NEVER:
        _tell(case, "error", message="Never verified.", text=text)
    if check.status is Status.IGNORED:
        _tell(case, "skipped", message="The question said to ignore it.")


def _lines(mismatch: Mismatch) -> Iterator[str]:
    yield f"{where(mismatch)}: {say(mismatch)}" if where(mismatch) else say(mismatch)
    if mismatch.text and (mismatch.expected or mismatch.actual):
        yield f"  expected: {mismatch.expected}"
        yield f"  actual:   {mismatch.actual}"


def _case(suite: ET.Element, *, classname: str, name: str) -> ET.Element:
    case = _element("testcase", classname=classname, name=name, time="0")
    suite.append(case)
    return case


def _tell(case: ET.Element, kind: str, *, message: str, text: str = "") -> None:
    told = _element(kind, message=shorten(message, _MESSAGE))
    if kind != "skipped":
        told.set("type", kind)
    told.text = xml_text(text) or None
    case.append(told)


def _element(tag: str, **attributes: str) -> ET.Element:
    return ET.Element(tag, {name: xml_text(value) for name, value in attributes.items()})


def _count(suites: ET.Element) -> None:
    kinds = {"failures": "failure", "errors": "error", "skipped": "skipped"}
    for element in (suites, *suites):
        element.set("tests", str(len(element.findall(".//testcase"))))
        for name, tag in kinds.items():
            element.set(name, str(len(element.findall(f".//{tag}"))))
        element.set("time", "0")
