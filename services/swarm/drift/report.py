"""What was found: interaction by interaction, and whether anything that is in use is not met."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping

Verdict = Literal["met", "not met", "unknown"]
Kind = Literal["path", "auth", "hang", "status", "field", "logic", "unknown"]

MET: Final[Verdict] = "met"
NOT_MET: Final[Verdict] = "not met"
UNKNOWN: Final[Verdict] = "unknown"

HOLDS, DRIFTED, USAGE, NOT_FOUND_OUT = 0, 1, 2, 3

KINDS: Final[Mapping[Kind, str]] = {
    "path": "the route is not there",
    "auth": "somebody else is let in or refused",
    "hang": "no answer",
    "status": "another status",
    "field": "a member is missing, or has another type",
    "logic": "another value or text",
    "unknown": "could not be found out",
}
"""The more that a difference explains of an answer, the earlier it stands."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One, in a sentence; `where` is a JSON path, a header's name, or empty."""

    kind: Kind
    where: str
    text: str


@dataclass(frozen=True, slots=True)
class Place:
    """A consumer's version, and where it is deployed or released."""

    version: str
    environment: str
    how: Literal["deployed", "released"]


@dataclass(frozen=True, slots=True)
class Interaction:
    """One thing that a consumer needs, as its pact says it."""

    consumer: str
    description: str
    states: tuple[str, ...]
    method: str
    path: str


@dataclass(frozen=True, slots=True)
class Row:
    """An interaction and how it went; of its differences the first says why."""

    interaction: Interaction
    verdict: Verdict
    differences: tuple[Difference, ...] = ()
    is_in_use: bool = True
    places: tuple[Place, ...] = ()

    @property
    def kind(self) -> Kind | None:
        return self.differences[0].kind if self.differences else None

    @property
    def why(self) -> str:
        if not self.differences:
            return ""
        others = len(self.differences) - 1
        return self.differences[0].text + (f" And {others} more." if others else "")


@dataclass(frozen=True, slots=True)
class Report:
    """Every interaction of a provider; `source` is where it runs, or the broker with results."""

    provider: str
    source: str
    rows: tuple[Row, ...]
    notes: tuple[str, ...] = ()

    def count(self, verdict: Verdict) -> int:
        return Counter(row.verdict for row in self.rows)[verdict]

    @property
    def exit_code(self) -> int:
        """By what is in use: 1 when something is not met, 3 when something is not known."""
        verdicts = {row.verdict for row in self.rows if row.is_in_use}
        if NOT_MET in verdicts:
            return DRIFTED
        return NOT_FOUND_OUT if UNKNOWN in verdicts else HOLDS

    @property
    def summary(self) -> str:
        broken = sum(1 for row in self.rows if row.is_in_use and row.verdict == NOT_MET)
        return (
            f"{self.provider} at {self.source}: {self.count(MET)} of {len(self.rows)} interactions "
            f"met, {self.count(NOT_MET)} not met ({broken} of them in use), "
            f"{self.count(UNKNOWN)} unknown."
        )
