"""A report as GitHub Flavored Markdown, for the summary of a job."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pact_notary.domain.reports.facts import Status, where
from pact_notary.domain.reports.fitting import Part, fit
from pact_notary.domain.reports.inert import (
    code,
    link,
    longest_run,
    sentence,
    shorten,
    table_row,
    visible,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pact_notary.domain.reading.results import Mismatch
    from pact_notary.domain.reports.facts import Action, Cause, Check, Outcome, Report

SUMMARY_BYTES = 1024 * 1024
_CAUSES = 50
_MISMATCHES = 50
_CELL = 200
_SIGNS = {
    Status.VERIFIED: "✅ verified",
    Status.FAILED: "❌ failed",
    Status.NEVER: "❔ never verified",
    Status.IGNORED: "⚪ ignored",
}
_VERDICT_SIGNS = {True: "✅", False: "❌", None: "❔"}


def render_markdown(report: Report, *, size_bytes: int = SUMMARY_BYTES) -> str:
    """The report in at most so many bytes."""
    told = _count(report)
    return fit(_parts(report), tell=told, size_bytes=size_bytes, rest_url=report.question.url)


def _count(report: Report) -> int:
    """What all parts tell of, without making them: they may be a hundred thousand."""
    failed = [check for check in report.checks if check.status is Status.FAILED]
    outcomes = [outcome for check in failed for outcome in check.failed]
    mismatches = sum(min(len(outcome.mismatches), _MISMATCHES) for outcome in outcomes)
    untold = sum(len(check.untold) for check in failed)
    answer = min(len(report.causes), _CAUSES) + len(report.actions) + len(report.checks)
    return answer + untold + len(outcomes) + mismatches


def _parts(report: Report) -> Iterator[Part]:
    """What matters most comes first, for what comes last is cut first."""
    sign = _VERDICT_SIGNS[report.verdict]
    yield Part(f"## {sign} {report.verdict_word}\n\n{sentence(report.question.text)}\n\n")
    yield from _causes(report.causes)
    yield from _actions(report.actions)
    yield from _table(report)
    for check in report.checks:
        yield from _failures(check)


def _causes(causes: tuple[Cause, ...]) -> Iterator[Part]:
    if not causes:
        return
    yield Part("### Why\n\n")
    for cause in causes[:_CAUSES]:
        yield Part(f"- {sentence(shorten(cause.text, 1000))}\n", tells=1)
    if len(causes) > _CAUSES:
        yield Part(f"- and {len(causes) - _CAUSES} more\n")
    yield Part("\n")


def _actions(actions: tuple[Action, ...]) -> Iterator[Part]:
    if not actions:
        return
    yield Part("### What to do\n\n")
    for number, action in enumerate(actions, 1):
        yield Part(f"{number}. {sentence(action.text)}\n\n{_commands(action)}", tells=1)


def _commands(action: Action) -> str:
    """A fenced block within a list item; nothing in it is read as markup."""
    if not action.commands:
        return ""
    lines = [visible(line) for command in action.commands for line in command.split("\n")]
    fence = "`" * max(3, *(longest_run(line) + 1 for line in lines))
    return "".join(f"   {line}\n" for line in (f"{fence}sh", *lines, fence)) + "\n"


def _table(report: Report) -> Iterator[Part]:
    if not report.checks:
        return
    yield Part(
        "### Pacts\n\n| Result | Consumer | Provider | When | See |\n|---|---|---|---|---|\n"
    )
    for check in report.checks:
        yield Part(table_row(_cells(check)), tells=1)
    yield Part("\n")


def _cells(check: Check) -> Iterator[str]:
    yield _SIGNS[check.status]
    yield f"{_name(check.consumer)} {_name(check.consumer_version)}"
    version = _name(check.provider_version) if check.provider_version else "(no version)"
    yield f"{_name(check.provider)} {version}"
    yield code(check.verified_at) if check.verified_at else ""
    links = (
        link("pact", check.pact_url),
        link("result", check.result_url),
        link("build", check.build_url),
    )
    yield " ".join(filter(None, links))


def _failures(check: Check) -> Iterator[Part]:
    if check.status is not Status.FAILED:
        return
    heading = f"{_name(check.consumer)} with {_name(check.provider)}"
    yield Part(f"### What failed: {heading}\n\n")
    if not check.is_read:
        result = link("the result", check.result_url) or "the result"
        yield Part(f"This result was not read, for it is one of many: see {result}.\n\n")
    for text in check.untold:
        yield Part(f"- {code(shorten(text))}\n\n", tells=1)
    for outcome in check.failed:
        yield from _outcome(outcome)


def _outcome(outcome: Outcome) -> Iterator[Part]:
    place = f" in {code(f'{outcome.place.path}:{outcome.place.line}')}" if outcome.place else ""
    yield Part(f"❌ {code(shorten(outcome.name))}{place}\n\n", tells=1)
    if outcome.error:
        yield Part(f"{code(shorten(outcome.error))}\n\n")
    if not outcome.mismatches:
        return
    yield Part("| Where | Expected | Actual | What |\n|---|---|---|---|\n")
    for mismatch in outcome.mismatches[:_MISMATCHES]:
        yield Part(table_row(_mismatch(mismatch)), tells=1)
    more = outcome.left_out + max(0, len(outcome.mismatches) - _MISMATCHES)
    yield Part(f"\n{more} more mismatches of this interaction are left out.\n\n" if more else "\n")


def _mismatch(mismatch: Mismatch) -> tuple[str, ...]:
    members = (where(mismatch), mismatch.expected, mismatch.actual)
    return (*(_cell(member) for member in members), sentence(shorten(mismatch.text, _CELL)))


def _cell(text: str) -> str:
    return code(shorten(text, _CELL)) if text else ""


def _name(text: str) -> str:
    return code(shorten(text))
