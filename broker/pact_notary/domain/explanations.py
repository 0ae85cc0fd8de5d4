"""A provider is told why it verifies a pact and what a failure of it will mean."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from pact_notary.domain.selection import is_fallback
from pact_notary.domain.selectors import (
    Branch,
    Deployed,
    EveryBranch,
    EveryTagged,
    Latest,
    LatestTagged,
    MainBranch,
    MatchingBranch,
    Released,
    Selector,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pact_notary.domain.pending import PendingStatus
    from pact_notary.domain.selection import ChosenPact, Reason

_NUMBERS_SHOWN = 10
_ABOUT_PENDING = "https://docs.pact.io/pending"
_ABOUT_WIP = "https://docs.pact.io/wip"

_SENTENCES: dict[type[Selector], str] = {
    Latest: "the latest version that has a pact",
    MainBranch: "the latest version on the main branch {name}",
    Branch: "the latest version on branch {name}",
    MatchingBranch: "the latest version on branch {name}, which is named like the provider's",
    EveryBranch: "the latest version on branch {name}",
    LatestTagged: "the latest version with tag {name}",
    EveryTagged: "the versions with tag {name}",
    Deployed: "the versions deployed in {name}",
    Released: "the versions released and supported in {name}",
}


@dataclass(frozen=True, slots=True)
class VerificationNotice:
    """A text, and the moment of a verification run at which a client shows it."""

    when: str
    text: str


def explain_choice(chosen: ChosenPact, provider: str) -> VerificationNotice:
    """Why the selectors chose this content: one bullet a selector."""
    return _before(
        f"The pact between {chosen.pact.consumer.name} and {provider} is verified because its "
        f"content belongs to:\n{_bullets(chosen.reasons)}"
    )


def explain_work_in_progress(
    chosen: ChosenPact, provider: str, status: PendingStatus
) -> VerificationNotice:
    """Why a content that no selector chose is offered all the same."""
    return _before(
        f"The pact between {chosen.pact.consumer.name} and {provider} is work in progress: no "
        f"selector asked for it, {_scope(status)} has not verified its content successfully yet, "
        f"and it belongs to:\n{_bullets(chosen.reasons)}\n"
        f"A failure will not fail this run. See {_ABOUT_WIP}"
    )


def explain_pending(status: PendingStatus) -> tuple[VerificationNotice, ...]:
    """What the verdict is and what each outcome of the run will change."""
    if not status.pending:
        return (
            _before(
                f"This pact is not pending: {_scope(status)} has verified its content "
                "successfully before, so a failure fails the run."
            ),
        )
    return (_before(_pending_text(status)), *_outcomes(_scope(status)))


def _before(text: str) -> VerificationNotice:
    return VerificationNotice("before_verification", text)


def preface(text: str) -> VerificationNotice:
    """A text about the request rather than the pact."""
    return _before(text)


def _pending_text(status: PendingStatus) -> str:
    settled = f" It is not pending for {_tags(status.settled_tags)}." if status.settled_tags else ""
    return (
        f"This pact is pending: {_scope(status)} has not verified its content successfully yet, "
        f"so a failure does not fail the run.{settled} See {_ABOUT_PENDING}"
    )


def _outcomes(scope: str) -> Iterator[VerificationNotice]:
    texts = {
        (True, False): f"This pact is still pending for {scope}: publish this result to end that.",
        (False, False): "This pact is pending, so its failure does not fail the run.",
        (True, True): f"This pact is no longer pending for {scope}.",
        (False, True): f"This pact is still pending for {scope}; its failure fails no run.",
    }
    for (success, published), text in texts.items():
        moment = f"success_{success}_published_{published}".lower()
        yield VerificationNotice(f"after_verification:{moment}", text)


def _scope(status: PendingStatus) -> str:
    """Whose results count."""
    if status.branch is not None:
        return f"branch {status.branch} of the provider"
    if status.pending_tags:
        return f"a provider version with {_tags(status.pending_tags)}"
    if status.settled_tags:
        return f"a provider version with {_tags(status.settled_tags)}"
    return "any version of the provider"


def _tags(tags: tuple[str, ...]) -> str:
    return f"tag{'s' if len(tags) > 1 else ''} {' and '.join(tags)}"


def _bullets(reasons: Iterable[Reason]) -> str:
    by_sentence = groupby(reasons, key=_describe)
    return "\n".join(f"* {sentence} {_numbers(same)}" for sentence, same in by_sentence)


def _numbers(reasons: Iterable[Reason]) -> str:
    numbers = [reason.version.number for reason in reasons]
    shown = numbers[-_NUMBERS_SHOWN:]
    unshown = len(numbers) - len(shown)
    return f"({', '.join(shown)}{f' and {unshown} earlier ones' if unshown else ''})"


def _describe(reason: Reason) -> str:
    fallback = ", the fallback because nothing else was found" if is_fallback(reason) else ""
    return _SENTENCES[type(reason.selector)].format(name=reason.name) + fallback
