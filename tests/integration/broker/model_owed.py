"""What is owed after a history, by definition: each content and provider version is looked at."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tests.integration.broker.model import History
from tests.integration.broker.world import DeployedTo, ReleasedTo, SupportEnded

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tests.integration.broker.model import Publication
    from tests.integration.broker.world import Event


@dataclass(frozen=True, slots=True)
class Stay:
    """A version is somewhere since a time."""

    name: str
    number: str
    environment: str
    at: int


@dataclass(frozen=True, slots=True)
class Debt:
    """A pair that is owed; `uses` are (number, branch or None, environment or None)."""

    consumer: str
    content: str
    provider: str
    number: str
    uses: frozenset[tuple[str, str | None, str | None]]
    stands_for: frozenset[str | None]
    waits_for: tuple[str, ...]
    since: int


def debts(
    events: Sequence[Event],
    *,
    provider: str | None,
    consumer: str | None,
    environment: str | None,
    branches_since: int,
) -> set[Debt]:
    history, stays = History(events), find_stays(events)
    contents = {(p.consumer, p.content, p.provider) for p in history.publications}
    everything = (
        debt
        for consumer_name, content, provider_name in contents
        if provider in {None, provider_name} and consumer in {None, consumer_name}
        for number in history.numbers(provider_name)
        for debt in _judge(
            history, stays, (consumer_name, content, provider_name), number, branches_since
        )
    )
    return {debt for debt in everything if environment is None or _is_in(debt, environment)}


def find_stays(events: Sequence[Event]) -> list[Stay]:
    """Open stays; a release that is said again after its end is open since its first time."""
    deployed: dict[tuple[str, str, str | None], Stay] = {}
    released: dict[tuple[str, str, str], Stay] = {}
    ended: set[tuple[str, str, str]] = set()
    for at, event in enumerate(events):
        if not isinstance(event, DeployedTo | ReleasedTo | SupportEnded):
            continue
        name, number, environment = event.pacticipant, event.number, event.environment
        if number not in History(events[:at]).numbers(name):
            continue
        place, stay = (name, number, environment), Stay(name, number, environment, at)
        match event:
            case DeployedTo():
                deployed[(name, environment, event.instance)] = stay
            case ReleasedTo():
                released.setdefault(place, stay)
                ended.discard(place)
            case SupportEnded():
                ended.add(place)
    return [*deployed.values(), *(s for place, s in released.items() if place not in ended)]


def _judge(
    history: History, stays: list[Stay], pact: tuple[str, str, str], number: str, oldest: int
) -> Iterator[Debt]:
    consumer, content, provider = pact
    if any(
        (r.consumer, r.content, r.provider, r.number) == (*pact, number) for r in history.results
    ):
        return
    stands = dict(_stands(history, stays, provider, number))
    published = [
        (use, publication.at)
        for publication in _visible(history, pact)
        for use in _uses(history, stays, publication, oldest)
    ]
    if not stands or not published:
        return
    theirs = {environment for (_, _, environment), _ in published if environment is not None}
    yield Debt(
        consumer,
        content,
        provider,
        number,
        frozenset(use for use, _ in published),
        frozenset(stands),
        tuple(sorted(theirs - {*stands})) if None in stands else (),
        max(min(at for _, at in published), min(stands.values())),
    )


def _stands(
    history: History, stays: list[Stay], name: str, number: str
) -> Iterator[tuple[str | None, int]]:
    """What the version stands for, and since when; the earliest comes last."""
    own = [stay for stay in stays if (stay.name, stay.number) == (name, number)]
    for stay in sorted(own, key=lambda stay: stay.at, reverse=True):
        yield stay.environment, stay.at
    if number in history.head(name, history.main_branch(name)):
        yield None, history.order(name, number)


def _visible(history: History, pact: tuple[str, str, str]) -> Iterator[Publication]:
    consumer, content, provider = pact
    for number in history.numbers(consumer):
        found = history.visible(consumer, number, provider)
        if found and found.content == content:
            yield found


def _uses(
    history: History, stays: list[Stay], publication: Publication, oldest: int
) -> Iterator[tuple[str, str | None, str | None]]:
    name, number = publication.consumer, publication.number
    for branch in {branch for _, branch, _ in history.branch_adds(name)}:
        is_on_time = branch == history.main_branch(name) or publication.at >= oldest
        if number in history.head(name, branch) and is_on_time:
            yield number, branch, None
    for stay in stays:
        if (stay.name, stay.number) == (name, number):
            yield number, None, stay.environment


def _is_in(debt: Debt, environment: str) -> bool:
    return environment in debt.stands_for or any(use[2] == environment for use in debt.uses)
