"""The broker's answers, worked out from its history alone: slow, and written to be obvious."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tests.integration.broker.world import (
    Branched,
    DeployedTo,
    Event,
    MainBranchSet,
    Published,
    ReleasedTo,
    SupportEnded,
    Tagged,
    Verified,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


@dataclass(frozen=True, slots=True)
class Publication:
    """A revision of a pact, and when it came."""

    at: int
    consumer: str
    number: str
    provider: str
    content: str
    revision: int


@dataclass(frozen=True, slots=True)
class Result:
    """A verification result, and when it came."""

    at: int
    consumer: str
    provider: str
    content: str
    number: str
    success: bool
    wip: bool


class History:
    """Facts read off the events."""

    def __init__(self, events: Sequence[Event]) -> None:
        self.events = list(enumerate(events))
        self.publications = self._publications()
        self.results = [
            Result(at, e.consumer, e.provider, e.content, e.number, e.success, e.wip)
            for at, e in self.events
            if isinstance(e, Verified) and self._was_published(e, before=at)
        ]
        self.first = self._first_mentions()

    def _publications(self) -> list[Publication]:
        revisions: list[Publication] = []
        for at, e in self.events:
            if not isinstance(e, Published):
                continue
            earlier = [
                r
                for r in revisions
                if (r.consumer, r.number, r.provider) == (e.consumer, e.number, e.provider)
            ]
            if earlier and earlier[-1].content == e.content:
                continue
            revisions.append(
                Publication(at, e.consumer, e.number, e.provider, e.content, len(earlier) + 1)
            )
        return revisions

    def _was_published(self, e: Verified, *, before: int) -> bool:
        return any(
            p.at < before
            and (p.consumer, p.provider, p.content) == (e.consumer, e.provider, e.content)
            for p in self.publications
        )

    def _first_mentions(self) -> dict[tuple[str, str], int]:
        first: dict[tuple[str, str], int] = {}
        for at, e in self.events:
            match e:
                case Published():
                    first.setdefault((e.consumer, e.number), at)
                case Branched() | Tagged():
                    first.setdefault((e.pacticipant, e.number), at)
                case Verified() if any(r.at == at for r in self.results):
                    first.setdefault((e.provider, e.number), at)
        return first

    def order(self, name: str, number: str) -> int:
        return self.first[(name, number)]

    def numbers(self, name: str) -> list[str]:
        return [number for known, number in self.first if known == name]

    def visible(self, consumer: str, number: str, provider: str) -> Publication | None:
        revisions = [
            p
            for p in self.publications
            if (p.consumer, p.number, p.provider) == (consumer, number, provider)
        ]
        return revisions[-1] if revisions else None

    def consumers_of(self, provider: str) -> list[str]:
        return sorted({p.consumer for p in self.publications if p.provider == provider})

    def main_branch(self, name: str) -> str | None:
        set_to = [
            e.branch
            for _, e in self.events
            if isinstance(e, MainBranchSet) and e.pacticipant == name
        ]
        return set_to[-1] if set_to else None

    def branch_adds(self, name: str) -> list[tuple[int, str, str]]:
        """(time, branch, number), the first time each version came to each branch."""
        adds: list[tuple[int, str, str]] = []
        for at, e in self.events:
            if isinstance(e, Branched) and e.pacticipant == name:
                known = [(b, n) for _, b, n in adds]
                if (e.branch, e.number) not in known:
                    adds.append((at, e.branch, e.number))
        return adds

    def on_branch(self, name: str, branch: str | None) -> list[str]:
        return [n for _, b, n in self.branch_adds(name) if b == branch]

    def head(self, name: str, branch: str | None) -> list[str]:
        return self.on_branch(name, branch)[-1:]

    def tag_adds(self, name: str) -> list[tuple[int, str, str]]:
        adds: list[tuple[int, str, str]] = []
        for at, e in self.events:
            if isinstance(e, Tagged) and e.pacticipant == name:
                known = [(t, n) for _, t, n in adds]
                if (e.tag, e.number) not in known:
                    adds.append((at, e.tag, e.number))
        return adds

    def tagged(self, name: str, tag: str) -> list[str]:
        return [n for _, t, n in self.tag_adds(name) if t == tag]

    def latest(self, name: str, numbers: Iterable[str]) -> list[str]:
        return sorted(numbers, key=lambda number: self.order(name, number))[-1:]

    def environments(self) -> list[str]:
        kinds = (DeployedTo, ReleasedTo)
        return sorted({e.environment for _, e in self.events if isinstance(e, kinds)})

    def deployed(self, name: str, environment: str) -> list[str]:
        current: dict[str | None, str] = {}
        for at, e in self._in(name, environment):
            if isinstance(e, DeployedTo) and self._existed(name, e.number, at):
                current[e.instance] = e.number
        return sorted(set(current.values()))

    def released(self, name: str, environment: str) -> list[str]:
        supported: set[str] = set()
        for at, e in self._in(name, environment):
            if isinstance(e, ReleasedTo) and self._existed(name, e.number, at):
                supported.add(e.number)
            if isinstance(e, SupportEnded):
                supported.discard(e.number)
        return sorted(supported)

    def _existed(self, name: str, number: str, at: int) -> bool:
        return self.first.get((name, number), at) < at

    def _in(self, name: str, environment: str) -> list[tuple[int, Event]]:
        return [
            (at, e)
            for at, e in self.events
            if isinstance(e, DeployedTo | ReleasedTo | SupportEnded)
            and (e.pacticipant, e.environment) == (name, environment)
        ]
