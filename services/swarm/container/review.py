"""Whether a pull request is what its submitter says it is: pure, and told in a sentence."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from swarm.container.attestations import attests
from swarm.container.workflow.sections import find_signed

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from swarm.forge.records import Branch, PullRequest, Step

PullRequestRole = Literal["worker", "leader"]


@dataclass(frozen=True, slots=True)
class Claim:
    """What a submission says, and where the coordinator says its work belongs."""

    role: PullRequestRole
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


def find_fault(pull_request: PullRequest, claim: Claim) -> str | None:
    """The first fault of the pull request; None when it has none."""
    return next(_faults(pull_request, claim), None)


def find_merge_fault(steps: Sequence[Step], heads: Mapping[str, str]) -> str | None:
    """What is wrong with a branch that had to merge pull requests, and to do nothing else.

    `steps`: its first-parent line. `heads`: each pull request's URL and head.
    """
    wanted = Counter(heads.values())
    for step in steps:
        if not step.is_plain_merge:
            return f"its commit {step.commit} is no plain merge"
        if wanted[step.parents[1]] < 1:
            return f"its commit {step.commit} merges what it was not to merge"
        wanted[step.parents[1]] -= 1
    missing = [url for url, head in heads.items() if wanted[head] > 0]
    return f"it does not merge {missing[0]}" if missing else None


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
        role=claim.role,
        task=claim.task,
        round_number=claim.round,
        staking_key=claim.staking_key,
    ):
        yield "its signature is not the submitter's for this task, round and role"
