"""What was odd in imported documents: how often, and where first."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Final

_EXAMPLES: Final = 3


@dataclass
class Finding:
    """One kind of oddity; `examples` are the first places of it."""

    number: int = 0
    examples: list[str] = field(default_factory=list)


@dataclass
class Findings:
    """Counts oddities while documents are read; no more than a few examples are held of each."""

    kinds: dict[str, Finding] = field(default_factory=dict)

    def note(self, kind: str, where: str) -> None:
        found = self.kinds.setdefault(kind, Finding())
        found.number += 1
        if len(found.examples) < _EXAMPLES:
            found.examples.append(where)


@dataclass(frozen=True)
class Tally:
    """What became of the documents of a collection."""

    read: int
    kept: int
    works: int


@dataclass(frozen=True)
class Report:
    """What an import came to."""

    tallies: dict[str, Tally]
    findings: Findings

    @property
    def is_empty(self) -> bool:
        return not any(tally.read for tally in self.tallies.values())


def write_words(report: Report) -> str:
    """A line for each collection, then one for each kind of oddity."""
    lines = [
        f"{name}: {tally.read} read, {tally.kept} new, {tally.works} to be worked with"
        for name, tally in report.tallies.items()
    ]
    lines += [
        f"odd: {kind}: {found.number} ({', '.join(found.examples)})"
        for kind, found in report.findings.kinds.items()
    ]
    return "\n".join(lines)


def write_json(report: Report) -> str:
    """The same as one JSON object."""
    collections = {
        name: {"read": tally.read, "new": tally.kept, "works": tally.works}
        for name, tally in report.tallies.items()
    }
    odd = {
        kind: {"number": found.number, "examples": found.examples}
        for kind, found in report.findings.kinds.items()
    }
    return json.dumps({"collections": collections, "odd": odd})
