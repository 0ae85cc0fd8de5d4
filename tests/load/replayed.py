"""Which interactions of the pacts are replayed, and which a running swarm cannot give, and why."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from pro_me_the_us.participants import TYPESCRIPT_CLIENT
from tests.load.recorded import Interaction, read_recordings
from tests.load.scenarios import audits, bounties, issues, plans, refusals, todos

if TYPE_CHECKING:
    from collections.abc import Mapping

_PACTS: Final = Path(__file__).parents[2] / "pacts"

UNREPLAYED: Final[Mapping[Interaction, str]] = {
    todos.CLAIM_OF_NONE: "the queue is kept full, for claims to cost what they cost then; "
    "a claim that does find it empty is counted as this one",
    **{
        asked: "it asks what nodes and containers ask, in another language"
        for asked in read_recordings(_PACTS).found
        if asked.consumer == TYPESCRIPT_CLIENT
    },
}

REPLAYED: Final = frozenset(
    asked
    for scenarios in (audits, bounties, issues, plans, refusals, todos)
    for asked in vars(scenarios).values()
    if isinstance(asked, Interaction) and asked not in UNREPLAYED
)
