"""The list of a round: what each key that submitted gets, by the votes of the others."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


@dataclass(frozen=True, slots=True)
class Terms:
    """`reward` for a submission with at least `least_votes` on balance; any other loses `slash`."""

    least_votes: int
    reward: int
    slash: int = 0


def count_votes(
    submitters: Iterable[str], ballots: Mapping[str, Mapping[str, bool]]
) -> dict[str, int]:
    """Votes for less votes against, by submitter. `ballots`: by voter, then by submitter.

    Nobody votes on their own work.
    """
    return {
        submitter: sum(
            1 if ballot[submitter] else -1
            for voter, ballot in ballots.items()
            if voter != submitter and submitter in ballot
        )
        for submitter in submitters
    }


def distribute(votes: Mapping[str, int], terms: Terms) -> dict[str, int]:
    """The amount of each submitter, in the order of their keys."""
    return {
        key: terms.reward if balance >= terms.least_votes else -terms.slash
        for key, balance in sorted(votes.items())
    }
