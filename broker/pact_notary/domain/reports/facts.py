"""What a report tells is decided here, before any form is chosen; all texts are as they came."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pact_notary.domain.reading.results import Mismatch


NOTICE = "notice"
"""The kind of a cause that a broker without typed reasons tells."""

_ABSENT = "provider_not_in_environment"
_TOLD_BY_CHECKS = frozenset({"failed", "never_verified", "stale"})


class Status(StrEnum):
    """What is known of a pact and a version of its provider."""

    VERIFIED = "verified"
    FAILED = "failed"
    NEVER = "never verified"
    IGNORED = "ignored"


@dataclass(frozen=True, slots=True)
class Place:
    """A line of the consumer's code, numbered from 1; the path has forward slashes."""

    path: str
    line: int


@dataclass(frozen=True, slots=True)
class Outcome:
    """How one interaction of a pact went; `success` is None when that was not told.

    Attributes:
      left_out: how many mismatches more there were.
      hints: where the pact itself says its test is, as `path::test`.
      place: where the consumer's code tells of it.
    """

    description: str
    states: tuple[str, ...] = ()
    success: bool | None = None
    mismatches: tuple[Mismatch, ...] = ()
    error: str = ""
    left_out: int = 0
    hints: tuple[str, ...] = ()
    place: Place | None = None

    @property
    def name(self) -> str:
        given = f" given {', '.join(self.states)}" if self.states else ""
        return (self.description or "an interaction without a description") + given


@dataclass(frozen=True, slots=True)
class Check:
    """A pact of a consumer version beside a provider version, None when there is none.

    Attributes:
      is_read: whether the result was looked into; only then are `outcomes` all there is.
      untold: what the verifier told in no form that is known, as text.
    """

    consumer: str
    consumer_version: str
    provider: str
    provider_version: str | None
    status: Status
    verified_at: str = ""
    pact_url: str = ""
    result_url: str = ""
    build_url: str = ""
    outcomes: tuple[Outcome, ...] = ()
    untold: tuple[str, ...] = ()
    is_read: bool = False

    @property
    def failed(self) -> tuple[Outcome, ...]:
        return tuple(outcome for outcome in self.outcomes if outcome.success is False)


@dataclass(frozen=True, slots=True)
class Cause:
    """Why the answer is not yes, or what was set aside on the way to it."""

    kind: str
    text: str
    is_blocking: bool = True


@dataclass(frozen=True, slots=True)
class Action:
    """What somebody can do about it, with shell commands."""

    text: str
    commands: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Question:
    """What was asked.

    Attributes:
      text: the question in words.
      key: what stays the same when it is asked again of another version, as (name, value) pairs.
      version: the version it is asked of.
      url: where its answer can be read in full.
    """

    text: str
    key: tuple[tuple[str, str], ...]
    version: str
    url: str


@dataclass(frozen=True, slots=True)
class Report:
    """A question and its answer; `verdict` is None when it is not known yet."""

    question: Question
    verdict: bool | None
    checks: tuple[Check, ...] = ()
    causes: tuple[Cause, ...] = ()
    actions: tuple[Action, ...] = ()

    @property
    def verdict_word(self) -> str:
        return {True: "Yes", False: "No", None: "Not known yet"}[self.verdict]

    @property
    def blocking(self) -> tuple[Cause, ...]:
        return tuple(cause for cause in self.causes if cause.is_blocking)


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to mend; without an outcome it is the whole check's, without both the answer's."""

    kind: str
    text: str
    check: Check | None = None
    outcome: Outcome | None = None
    mismatch: Mismatch | None = None

    @property
    def place(self) -> Place | None:
        return self.outcome.place if self.outcome else None


def findings(report: Report) -> Iterator[Finding]:
    """Everything to mend: each mismatch, each check never made, each other blocking cause."""
    kinds = {cause.kind for cause in report.blocking}
    of_checks = [
        finding
        for check in report.checks
        for finding in _find(check, is_absence_told=_ABSENT in kinds)
    ]
    yield from of_checks
    told = _TOLD_BY_CHECKS | {NOTICE} if of_checks else _TOLD_BY_CHECKS
    for cause in report.blocking:
        if cause.kind not in told:
            yield Finding(cause.kind, cause.text)


def where(mismatch: Mismatch) -> str:
    """A JSON path of a body says that it is one; a header's name does not."""
    is_of_body = mismatch.about in {"body", mismatch.path}
    return mismatch.path if is_of_body else f"{mismatch.about} {mismatch.path}".strip()


def say(mismatch: Mismatch) -> str:
    """What it is, also where the verifier gave no text."""
    if mismatch.text:
        return mismatch.text
    if mismatch.expected or mismatch.actual:
        return f"expected {mismatch.expected}, but was {mismatch.actual}"
    return mismatch.rule or "did not match"


def pair_text(check: Check) -> str:
    provider = f" ({check.provider_version})" if check.provider_version else ""
    return f"{check.consumer} ({check.consumer_version}) with {check.provider}{provider}"


def placed(report: Report, find: Callable[[Outcome], Place | None]) -> Report:
    """The same report with each failed interaction where it is found."""

    def look(outcome: Outcome) -> Outcome:
        return replace(outcome, place=find(outcome)) if outcome.success is False else outcome

    checks = tuple(
        replace(check, outcomes=tuple(look(outcome) for outcome in check.outcomes))
        for check in report.checks
    )
    return replace(report, checks=checks)


def _find(check: Check, *, is_absence_told: bool) -> Iterator[Finding]:
    if check.status is Status.FAILED:
        yield from _failures(check)
    is_told = is_absence_told and check.provider_version is None
    if check.status is Status.NEVER and not is_told:
        yield Finding("never_verified", f"{pair_text(check)}: never verified.", check)


def _failures(check: Check) -> Iterator[Finding]:
    for outcome in check.failed:
        for mismatch in outcome.mismatches:
            at = f" at {where(mismatch)}" if where(mismatch) else ""
            text = f"{pair_text(check)}: {outcome.name}{at}: {say(mismatch)}"
            yield Finding("mismatch", text, check, outcome, mismatch)
        if not outcome.mismatches:
            said = outcome.error or "failed"
            yield Finding("failed", f"{pair_text(check)}: {outcome.name}: {said}", check, outcome)
    if not check.failed:
        told = "; ".join(check.untold) or "the verification failed; the verifier told no more."
        yield Finding("failed", f"{pair_text(check)}: {told}", check)
