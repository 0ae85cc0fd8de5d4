"""The same report from a broker: the newest verification result of each pact."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from swarm.drift.differences import read_published
from swarm.drift.needs import judge
from swarm.drift.report import Difference

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from swarm.drift.needs import Need
    from swarm.drift.report import Row


def read_results(needs: Iterable[Need]) -> tuple[Row, ...]:
    """A row for each need, by the result of the pact that holds it."""
    return tuple(judge(need, _explain(need)) for need in needs)


def _explain(need: Need) -> tuple[Difference, ...]:
    result = need.of.result
    if result is None:
        return (Difference("unknown", "", "Nobody has verified this pact."),)
    own = _find(need, result)
    if own is None and result.get("success"):
        return ()
    if own is None:
        return (Difference("unknown", "", "The pact failed; the result does not say in what."),)
    return () if own.get("success") else read_published(own)


def _find(need: Need, result: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """Clients name an interaction by the id that the broker gave it."""
    for one in result.get("testResults") or ():
        if one.get("interactionId") == need.document.get("_id"):
            return dict(one)
    return None
