"""What a node keeps: how its work in each round ended, its verdicts on others', and the lists."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pro_me_the_us.fields import Repository, Role

ResultState = Literal["succeeded", "failed", "refused", "idle"]
Phase = Literal["task", "submission", "audit", "distribution"]
PHASES: Final[tuple[Phase, ...]] = ("task", "submission", "audit", "distribution")
DistributionState = Literal["computed", "written", "applied"]

SUBMITTED: Final[frozenset[Role]] = frozenset({"worker", "leader", "planner"})
"""The roles whose work is published for the others to audit."""


@dataclass(frozen=True, slots=True)
class Result:
    """How the work of one role in a round ended: for good, unless it was `idle`.

    `refused`: the container had done it, and the coordinator did not take it. `repository` is an
    aggregator's, `plan` the digest of a planner's. `submission` is the address under which the work
    was published.
    """

    round: int
    role: Role
    state: ResultState
    work: str | None = None
    pull_request: str | None = None
    repository: Repository | None = None
    plan: str | None = None
    reason: str | None = None
    submission: str | None = None

    @property
    def is_final(self) -> bool:
        """Whether nothing more will come of it in its round."""
        return self.state != "idle"

    @property
    def is_claim_to_the_round(self) -> bool:
        """Whether the container shows it as the round's work, so that there can be no other."""
        return self.role in SUBMITTED and self.state in {"succeeded", "refused"}


@dataclass(frozen=True, slots=True)
class Vote:
    """The verdict on one submission of a round."""

    round: int
    submitter: str
    submission: str
    passed: bool
    reason: str


@dataclass(frozen=True, slots=True)
class Distribution:
    """The round's list of amounts by staking key, and how far it has come.

    `computed`: by this node, and not on the chain as far as it knows; `written`: on the chain, by
    whomever; `applied`: by the coordinator, so that there is nothing left to do.
    """

    round: int
    state: DistributionState
    amounts: Mapping[str, int]
