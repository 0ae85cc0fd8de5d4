"""Which interactions of the pacts are replayed, and which a running swarm cannot give, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from tests.load.recorded import Interaction
from tests.load.scenarios import audits, bounties, issues, plans, refusals, todos

if TYPE_CHECKING:
    from collections.abc import Mapping

UNREPLAYED: Final[Mapping[Interaction, str]] = {
    todos.CLAIM_OF_NONE: "the queue is kept full, for claims to cost what they cost then; "
    "a claim that does find it empty is counted as this one",
}

REPLAYED: Final = frozenset(
    asked
    for scenarios in (audits, bounties, issues, plans, refusals, todos)
    for asked in vars(scenarios).values()
    if isinstance(asked, Interaction) and asked not in UNREPLAYED
)
