"""How much an import has copied, and how much was there already."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

KINDS = (
    "environments",
    "applications",
    "versions",
    "branch places",
    "tags",
    "pacts",
    "OpenAPI documents",
    "verification results",
    "deployments",
    "releases",
)


@dataclass(frozen=True, slots=True)
class Tally:
    """Counts by kind; they only grow."""

    copied: Counter[str] = field(default_factory=Counter)
    present: Counter[str] = field(default_factory=Counter)

    def count(self, kind: str, *, is_new: bool) -> None:
        (self.copied if is_new else self.present)[kind] += 1

    def lines(self) -> tuple[str, ...]:
        return tuple(
            f"{kind}: {self.copied[kind]} copied, {self.present[kind]} there already"
            for kind in KINDS
        )
