"""Actions as lines for a shell: the official commands, with all that is known filled in.

What only the reader can know stands in angle brackets. Credentials are not in them: the commands
read them from the environment.
"""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING
from urllib.parse import quote, urlencode

from pact_notary.domain.actions import (
    ChangeField,
    Deploy,
    Fix,
    Publish,
    PublishOpenapi,
    Relax,
    Verify,
)
from pact_notary.domain.matrix_query import ANY_VERSION, DEFAULT_LIMIT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pact_notary.domain.actions import Held, Step
    from pact_notary.domain.matrix_query import Criteria, MatrixQuery, Outcome
    from pact_notary.records import Pact, PacticipantRef

PACTS_TOLD = 20
"""The pacts that have a command; after those are verified the rest is told."""

_NEW_VERSION = "<NEW VERSION>"
_MAIN_BRANCH = "<MAIN BRANCH>"
_OUTCOMES: dict[Outcome, str] = {True: "true", False: "false", None: ""}


def tell_commands(step: Step, base_url: str) -> tuple[str, ...]:
    """The lines that do it, with the broker at the address, which ends without a slash."""
    return tuple(_tell(step, base_url))


def _tell(step: Step, base_url: str) -> Iterator[str]:
    match step:
        case Relax(question=question):
            address = f"{base_url}/matrix?{write_query(question)}"
            yield shlex.join(["curl", "--header", "Accept: application/hal+json", address])
        case Publish():
            yield _publish(step, base_url)
        case Verify():
            yield from _verify(step, base_url)
        case Deploy(spot=spot, version=version, destination=destination, held=held):
            replaced = spot.version.number if spot.version else None
            going = _Going(spot.application.name, version.number, replaced, base_url)
            yield from going.to(destination, held)
        case Fix():
            yield from _fix(step, base_url)
        case PublishOpenapi(provider=provider, number=number):
            yield _publish_openapi(provider, number, base_url)
        case ChangeField(provider=provider):
            yield _publish_openapi(provider, _NEW_VERSION, base_url)


def write_query(query: MatrixQuery) -> str:
    """The question as the query of `/matrix`."""
    members: list[tuple[str, str]] = []
    for selector in query.selectors:
        members.append(("q[][pacticipant]", selector.pacticipant))
        members += [(f"q[][{name}]", value) for name, value in _criteria(selector.criteria)]
    members += _criteria(query.destination)
    if query.latest_by is not None:
        members.append(("latestby", query.latest_by))
    for outcome in sorted(query.outcomes or (), key=str):
        members.append(("success[]", _OUTCOMES[outcome]))
    for ignored in query.ignored:
        members.append(("ignore[][pacticipant]", ignored.pacticipant))
        if ignored.version is not None:
            members.append(("ignore[][version]", ignored.version))
    if query.limit != DEFAULT_LIMIT:
        members.append(("limit", str(query.limit)))
    return urlencode(members)


def _criteria(criteria: Criteria) -> Iterator[tuple[str, str]]:
    if criteria == ANY_VERSION:
        return
    texts = {
        "version": criteria.version,
        "latest": "true" if criteria.latest and not criteria.main_branch else None,
        "tag": criteria.tag,
        "branch": criteria.branch,
        "mainBranch": "true" if criteria.main_branch else None,
        "environment": criteria.environment,
    }
    yield from ((name, text) for name, text in texts.items() if text is not None)


def _publish(step: Publish, base_url: str) -> str:
    name, criteria = step.selector.pacticipant.name, step.selector.asked.criteria
    number = criteria.version or _NEW_VERSION
    if criteria.environment is not None:
        return _Going(name, number, None, base_url).deploy(criteria.environment, None)
    branch = step.main_branch or _MAIN_BRANCH if criteria.main_branch else criteria.branch
    words = ["publish", "<FOLDER OF PACTS>", "--consumer-app-version", number]
    words += ["--branch", branch] if branch else []
    words += ["--tag", criteria.tag] if criteria.tag else []
    return _broker(words, base_url)


def _publish_openapi(provider: PacticipantRef, number: str, base_url: str) -> str:
    words = ["pact-notary", "publish-openapi", "<OPENAPI FILE>", "--provider", provider.name]
    return shlex.join([*words, "--version", number, "--broker-base-url", base_url])


def _verify(step: Verify, base_url: str) -> Iterator[str]:
    missing = step.missing
    branch = tag = None
    if missing is not None:
        branch = step.main_branch or _MAIN_BRANCH if missing.main_branch else missing.branch
        tag = missing.tag
    number = step.number or _NEW_VERSION
    return _run_verifier(step.provider, number, step.pacts, base_url, marks=_marks(branch, tag))


def _fix(step: Fix, base_url: str) -> Iterator[str]:
    destination, application = step.destination, step.spot.application
    branch = step.main_branch or _MAIN_BRANCH if destination.main_branch else None
    yield from _run_verifier(
        application, _NEW_VERSION, step.pacts, base_url, marks=_marks(branch, None)
    )
    replaced = step.spot.version.number if step.spot.version else None
    going = _Going(application.name, _NEW_VERSION, replaced, base_url)
    yield from going.to(destination, step.held)


def _marks(branch: str | None, tag: str | None) -> list[str]:
    return [
        *(["--provider-branch", branch] if branch else []),
        *(["--provider-tags", tag] if tag else []),
    ]


def _run_verifier(
    provider: PacticipantRef,
    number: str,
    pacts: tuple[Pact, ...],
    base_url: str,
    *,
    marks: list[str],
) -> Iterator[str]:
    """A line for each pact: the official verifier takes one that it may publish a result of."""
    for pact in pacts[:PACTS_TOLD]:
        yield shlex.join(
            [
                "pact",
                "verifier",
                "--provider-name",
                provider.name,
                "--broker-url",
                base_url,
                "--webhook-callback-url",
                _address(pact, base_url),
                "--hostname",
                "<HOST>",
                "--port",
                "<PORT>",
                "--publish",
                "--provider-version",
                number,
                *marks,
            ]
        )


def _address(pact: Pact, base_url: str) -> str:
    provider, consumer = (quote(each.name, safe="") for each in (pact.provider, pact.consumer))
    return f"{base_url}/pacts/provider/{provider}/consumer/{consumer}/pact-version/{pact.sha}"


class _Going:
    """How a version goes to a destination, and another leaves it."""

    def __init__(self, name: str, number: str, replaced: str | None, base_url: str) -> None:
        self._own = ["--pacticipant", name, "--version", number]
        self._replaced = ["--pacticipant", name, "--version", replaced or ""]
        self._base_url = base_url

    def to(self, destination: Criteria, held: Held) -> Iterator[str]:
        if destination.tag is not None:
            words = ["create-version-tag", *self._own, "--tag", destination.tag]
            yield _broker(words, self._base_url)
        if destination.environment is None:
            return
        place = ["--environment", destination.environment]
        if held.is_released:
            yield _broker(["record-release", *self._own, *place], self._base_url)
            yield _broker(["record-support-ended", *self._replaced, *place], self._base_url)
        for instance in held.instances or (() if held.is_released else (None,)):
            yield self.deploy(destination.environment, instance)

    def deploy(self, environment: str, instance: str | None) -> str:
        words = ["record-deployment", *self._own, "--environment", environment]
        words += ["--application-instance", instance] if instance else []
        return _broker(words, self._base_url)


def _broker(words: list[str], base_url: str) -> str:
    return shlex.join(["pact", "broker", *words, "--broker-base-url", base_url])
