"""Whether a pull request is what its submitter says it is: pure, and told in a sentence."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from pro_me_the_us.auth.signatures import SignatureRejected, open_body
from swarm.container.workflow.sections import find_signed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from swarm.forge.records import Branch, PullRequest

FETCH_TODO: Final = "fetch-todo"
_PASSED: Final = "the pull request is the submitter's work on this todo"


@dataclass(frozen=True, slots=True)
class Claim:
    """What a submission says, and where the coordinator says its work belongs."""

    task: str
    round: int
    staking_key: str
    github_username: str
    target: Branch


@dataclass(frozen=True, slots=True)
class Finding:
    """A verdict and its reason."""

    passed: bool
    reason: str


def fail(reason: str) -> Finding:
    return Finding(passed=False, reason=reason)


def review(pull_request: PullRequest, claim: Claim) -> Finding:
    """The first fault of the pull request, or that it has none."""
    fault = next(_faults(pull_request, claim), None)
    return Finding(passed=True, reason=_PASSED) if fault is None else fail(fault)


def attests(attestation: str, *, task: str, round_number: int, staking_key: str) -> bool:
    """Whether the key signed that this round's work on a todo is its own."""
    try:
        body = open_body(attestation, staking_key)
    except SignatureRejected:
        return False
    said = (body.get("taskId"), body.get("stakingKey"), body.get("action"))
    # True equals 1 in Python, but is no round.
    return said == (task, staking_key, FETCH_TODO) and _is_number(
        body.get("roundNumber"), round_number
    )


def _is_number(value: object, number: int) -> bool:
    return type(value) is int and value == number


def _faults(pull_request: PullRequest, claim: Claim) -> Iterator[str]:
    if pull_request.author.casefold() != claim.github_username.casefold():
        yield f"its author is {pull_request.author}, not {claim.github_username}"
    if pull_request.target != claim.target:
        wanted, found = claim.target, pull_request.target
        yield f"it is for {found.repository} {found.name}, not {wanted.repository} {wanted.name}"
    if pull_request.commits < 1:
        yield "it brings no commit"
    signed = find_signed(pull_request.body)
    if signed is None:
        yield "it has no section signed by a staking key"
    elif signed.staking_key != claim.staking_key:
        yield "it is signed by another staking key"
    elif not attests(
        signed.attestation,
        task=claim.task,
        round_number=claim.round,
        staking_key=claim.staking_key,
    ):
        yield "its signature is not the submitter's for this task and round"
