"""What a broker knows after its history: slow, and written to be obvious.

Each event changes plain lists; the answers of the models are worked out from these alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tests.integration.broker.world import (
    Branched,
    BranchRemoved,
    DeployedTo,
    Event,
    MainBranchSet,
    PactRemoved,
    Published,
    ReleasedTo,
    Removal,
    ResultRemoved,
    SupportEnded,
    Tagged,
    TagRemoved,
    TakenOffBranch,
    Undeployed,
    Verified,
    VersionRemoved,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence


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
    """What the events left; (time, branch or tag, number) wherever a time matters."""

    def __init__(self, events: Sequence[Event | Removal]) -> None:
        self.publications: list[Publication] = []
        self.results: list[Result] = []
        self.integrations: set[tuple[str, str]] = set()
        self._first: dict[tuple[str, str], int] = {}
        self._main: dict[str, str] = {}
        self._branched: dict[str, list[tuple[int, str, str]]] = {}
        self._heads: dict[tuple[str, str], str] = {}
        self._tagged: dict[str, list[tuple[int, str, str]]] = {}
        self._deployed: dict[tuple[str, str, str | None], str] = {}
        self._released: set[tuple[str, str, str]] = set()
        for at, event in enumerate(events):
            self._happen(at, event)

    def order(self, name: str, number: str) -> int:
        return self._first[(name, number)]

    def numbers(self, name: str) -> list[str]:
        return [number for known, number in self._first if known == name]

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
        return self._main.get(name)

    def branch_adds(self, name: str) -> list[tuple[int, str, str]]:
        """(time, branch, number), the first time each version came to each branch."""
        return self._branched.get(name, [])

    def on_branch(self, name: str, branch: str | None) -> list[str]:
        return [n for _, b, n in self.branch_adds(name) if b == branch]

    def head(self, name: str, branch: str | None) -> list[str]:
        return [n for (owner, b), n in self._heads.items() if (owner, b) == (name, branch)]

    def tag_adds(self, name: str) -> list[tuple[int, str, str]]:
        return self._tagged.get(name, [])

    def tagged(self, name: str, tag: str) -> list[str]:
        return [n for _, t, n in self.tag_adds(name) if t == tag]

    def latest(self, name: str, numbers: Iterable[str]) -> list[str]:
        return sorted(numbers, key=lambda number: self.order(name, number))[-1:]

    def environments(self) -> list[str]:
        stays = {environment for _, environment, _ in self._deployed}
        return sorted(stays | {environment for _, environment, _ in self._released})

    def deployed(self, name: str, environment: str) -> list[str]:
        here = {
            number
            for (owner, place, _), number in self._deployed.items()
            if (owner, place) == (name, environment)
        }
        return sorted(here)

    def released(self, name: str, environment: str) -> list[str]:
        return sorted(n for owner, e, n in self._released if (owner, e) == (name, environment))

    def _happen(self, at: int, e: Event | Removal) -> None:
        match e:
            case Published():
                self._publish(at, e)
            case Verified():
                self._verify(at, e)
            case Branched():
                self._branch(at, e)
            case Tagged():
                self._mention(at, e.pacticipant, e.number)
                adds = self._tagged.setdefault(e.pacticipant, [])
                if e.number not in self.tagged(e.pacticipant, e.tag):
                    adds.append((at, e.tag, e.number))
            case MainBranchSet():
                self._main[e.pacticipant] = e.branch
            case DeployedTo() | ReleasedTo() | SupportEnded() | Undeployed():
                self._move(e)
            case _:
                self._remove(e)

    def _mention(self, at: int, name: str, number: str) -> None:
        self._first.setdefault((name, number), at)

    def _publish(self, at: int, e: Published) -> None:
        self._mention(at, e.consumer, e.number)
        self.integrations.add((e.consumer, e.provider))
        last = self.visible(e.consumer, e.number, e.provider)
        if last is None or last.content != e.content:
            revision = last.revision + 1 if last else 1
            self.publications.append(
                Publication(at, e.consumer, e.number, e.provider, e.content, revision)
            )

    def _is_published(self, consumer: str, provider: str, content: str) -> bool:
        known = [(p.consumer, p.provider, p.content) for p in self.publications]
        return (consumer, provider, content) in known

    def _verify(self, at: int, e: Verified) -> None:
        if self._is_published(e.consumer, e.provider, e.content):
            self._mention(at, e.provider, e.number)
            self.results.append(
                Result(at, e.consumer, e.provider, e.content, e.number, e.success, e.wip)
            )

    def _branch(self, at: int, e: Branched) -> None:
        self._mention(at, e.pacticipant, e.number)
        if e.number not in self.on_branch(e.pacticipant, e.branch):
            self._branched.setdefault(e.pacticipant, []).append((at, e.branch, e.number))
            self._heads[(e.pacticipant, e.branch)] = e.number

    def _move(self, e: DeployedTo | ReleasedTo | SupportEnded | Undeployed) -> None:
        if isinstance(e, Undeployed):
            self._deployed.pop((e.pacticipant, e.environment, e.instance), None)
        elif (e.pacticipant, e.number) not in self._first:
            return
        elif isinstance(e, DeployedTo):
            self._deployed[(e.pacticipant, e.environment, e.instance)] = e.number
        elif isinstance(e, ReleasedTo):
            self._released.add((e.pacticipant, e.environment, e.number))
        else:
            self._released.discard((e.pacticipant, e.environment, e.number))

    def _remove(self, e: Removal) -> None:
        match e:
            case VersionRemoved():
                self._remove_version(e.pacticipant, e.number)
            case TakenOffBranch():
                self._leave(
                    e.pacticipant, lambda branch, number: (branch, number) == (e.branch, e.number)
                )
            case BranchRemoved():
                self._leave(e.pacticipant, lambda branch, _: branch == e.branch)
            case TagRemoved():
                self._untag(e.pacticipant, lambda tag, number: (tag, number) == (e.tag, e.number))
            case PactRemoved():
                own = (e.consumer, e.number, e.provider)
                self._unpublish(lambda p: (p.consumer, p.number, p.provider) == own)
            case ResultRemoved():
                pact = (e.consumer, e.provider, e.content)
                of_pact = [r for r in self.results if (r.consumer, r.provider, r.content) == pact]
                self.results = [r for r in self.results if r not in of_pact[-1:]]

    def _remove_version(self, name: str, number: str) -> None:
        self._first.pop((name, number), None)
        self._unpublish(lambda p: (p.consumer, p.number) == (name, number))
        self.results = [r for r in self.results if (r.provider, r.number) != (name, number)]
        self._leave(name, lambda _, other: other == number)
        self._untag(name, lambda _, other: other == number)
        self._deployed = {
            place: there
            for place, there in self._deployed.items()
            if (place[0], there) != (name, number)
        }
        self._released = {(o, e, n) for o, e, n in self._released if (o, n) != (name, number)}

    def _unpublish(self, is_removed: Callable[[Publication], bool]) -> None:
        """Contents that no pact has any more go, and with them their results."""
        self.publications = [p for p in self.publications if not is_removed(p)]
        self.results = [
            r for r in self.results if self._is_published(r.consumer, r.provider, r.content)
        ]

    def _untag(self, name: str, is_removed: Callable[[str, str], bool]) -> None:
        self._tagged[name] = [add for add in self.tag_adds(name) if not is_removed(*add[1:])]

    def _leave(self, name: str, is_removed: Callable[[str, str], bool]) -> None:
        """A branch that lost its head gets the highest order of the rest."""
        self._branched[name] = [add for add in self.branch_adds(name) if not is_removed(*add[1:])]
        for (owner, branch), head in list(self._heads.items()):
            rest = self.on_branch(owner, branch)
            if head in rest:
                continue
            del self._heads[(owner, branch)]
            for highest in self.latest(owner, rest):
                self._heads[(owner, branch)] = highest
