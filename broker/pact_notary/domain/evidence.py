"""What a failed result says went wrong, cut to what a person reads."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pact_notary.domain.reading.results import read_results

if TYPE_CHECKING:
    from pact_notary.domain.reading.results import InteractionOutcome

INTERACTIONS_TOLD = 20
MISMATCHES_TOLD = 20


@dataclass(frozen=True, slots=True)
class Evidence:
    """The interactions that failed, and the number of those that are not listed."""

    interactions: tuple[InteractionOutcome, ...] = ()
    untold: int = 0


def read_evidence(test_results: str | None) -> Evidence:
    """What can be read of the test results of a failed verification; nothing when it is none."""
    try:
        document = json.loads(test_results) if test_results else None
        failed = read_results(document).failed
    except (ValueError, RecursionError):
        return Evidence()
    told = tuple(map(_cut, failed[:INTERACTIONS_TOLD]))
    return Evidence(told, len(failed) - len(told))


def _cut(outcome: InteractionOutcome) -> InteractionOutcome:
    told = outcome.mismatches[:MISMATCHES_TOLD]
    return replace(
        outcome, mismatches=told, left_out=outcome.left_out + len(outcome.mismatches) - len(told)
    )
