"""Work in progress is the head of a consumer's branch or tag that nobody asked to verify yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pact_notary.domain.pending import NO_EVIDENCE, is_in_progress
from pact_notary.domain.selection import ChosenPact, combine

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Mapping

    from pact_notary.domain.pending import Evidence
    from pact_notary.domain.selection import FoundPact


def choose_in_progress(
    candidates: Iterable[FoundPact],
    *,
    explicit: Container[int],
    evidence: Mapping[str, Mapping[int, Evidence]],
) -> tuple[ChosenPact, ...]:
    """The candidates that are in progress for at least one branch or tag of the provider.

    Args:
      explicit: ids of the contents that the selectors chose.
      evidence: by branch or tag of the provider, then by content id.
    """
    return combine(
        candidate
        for candidate in candidates
        if candidate.pact.content_id not in explicit
        and any(
            is_in_progress(seen.get(candidate.pact.content_id, NO_EVIDENCE))
            for seen in evidence.values()
        )
    )
