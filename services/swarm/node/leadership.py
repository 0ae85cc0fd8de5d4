"""Leader selection: of the keys that worked in the last rounds, the one that is nearest to a key.

Source: the deployed protocol's helper. There, a later round's count replaces an earlier one's, and
keys of different lengths are not compared at all; here counts add up, and the characters that both
keys have are compared.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

LOOKED_AT: Final = 4
"""Rounds before the one that is asked about."""

_MOST: Final = 5
_COMPARED: Final = 30
_ALPHABET: Final = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"


@dataclass(frozen=True, slots=True)
class PastRound:
    """Who submitted work in a round, and whose work somebody voted against."""

    submitters: frozenset[str]
    disputed: frozenset[str] = frozenset()


def choose_leader(past: Sequence[PastRound], *, near: str, seed: str) -> str | None:
    """The leader for the key `near`; None when nobody has undisputed work in the past rounds."""
    candidates = find_candidates(past, seed=seed)
    return min(candidates, key=lambda key: (measure(key, near), key), default=None)


def find_candidates(past: Sequence[PastRound], *, seed: str) -> tuple[str, ...]:
    """The keys with most submissions, at most five; `seed` decides between equals."""
    disputed = frozenset[str]().union(*(one.disputed for one in past))
    counts = Counter(key for one in past for key in one.submitters if key not in disputed)
    by_count = sorted(counts, key=lambda key: (-counts[key], _lot(seed, key)))
    return tuple(by_count[:_MOST])


def measure(one: str, other: str) -> int:
    """How far two base58 keys lie apart, over the first characters that both have."""
    pairs = zip(one[:_COMPARED], other[:_COMPARED], strict=False)
    return sum(abs(_ALPHABET.index(a) - _ALPHABET.index(b)) for a, b in pairs)


def rank(leader: str | None, present: Iterable[str]) -> tuple[str, ...]:
    """Who writes a round's list: the leader, and should it not, one after the other of those that
    were there, the lowest key first.
    """
    others = tuple(sorted(key for key in set(present) if key != leader))
    return others if leader is None else (leader, *others)


def _lot(seed: str, key: str) -> bytes:
    """A draw that comes out the same for everybody."""
    return hashlib.sha256(f"{seed} {key}".encode()).digest()
