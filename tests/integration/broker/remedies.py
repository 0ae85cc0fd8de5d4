"""Actions carried out: those that are suggested by the broker's own services, and every other
that somebody could take instead, written as history.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from uuid import uuid4

import sqlalchemy as sa

from pact_notary.domain.actions import Deploy, Fix, Publish, Relax, Spot, Verify
from pact_notary.domain.matrix_query import LatestBy
from pact_notary.service import deploying, versioning
from pact_notary.service.transaction import Policy, Transaction
from pact_notary.service.verifying import ContentAddress, ReportedResult, record_result
from pact_notary.store import environments, pacticipants, stays
from pact_notary.store.resolution import find_versions
from pact_notary.store.schema import pact_contents, pact_publications, versions
from pact_notary.store.schema import pacticipants as pacticipants_table
from tests.integration.broker.replay import replay, time_of
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
    from collections.abc import Iterator

    from pact_notary.domain.actions import Step
    from pact_notary.domain.matrix_query import Criteria, MatrixQuery, VersionSelector
    from pact_notary.records import Pact, Version

_LATER = 1_000_000
_NEW = "new"
_POLICY = Policy(
    auto_detect_main_branch=False,
    use_first_tag_as_branch=False,
    create_deployed_versions_for_tags=False,
)


def write(connection: sa.Connection, events: list[Event], *, first: int = 0) -> None:
    """Replay, so that the services can go on from there."""
    replay(connection, events, first=first)
    orders = sa.select(sa.func.coalesce(sa.func.max(versions.c.sort_order), 0)).where(
        versions.c.pacticipant_id == pacticipants_table.c.id
    )
    connection.execute(sa.update(pacticipants_table).values(last_order=orders.scalar_subquery()))


def carry_out(connection: sa.Connection, step: Step, question: MatrixQuery) -> MatrixQuery:
    """Do what the step says; the question that is to be asked then."""
    transaction = Transaction(connection, time_of(_LATER), lambda: str(uuid4()), _POLICY)
    match step:
        case Relax():
            return step.question
        case Publish(selector=selector):
            number = selector.asked.criteria.version or _NEW
            _make(transaction, selector.pacticipant.name, number, selector.asked.criteria)
        case Verify():
            number = step.number or _NEW
            _verify(transaction, number, step.pacts)
            if step.missing:
                _make(transaction, step.provider.name, number, step.missing)
        case Deploy(spot=spot, version=version):
            _replace(transaction, spot, version.number, step)
        case Fix(spot=spot, pacts=pacts):
            write(connection, _copy_pacts(connection, spot), first=_LATER)
            _verify(transaction, _NEW, pacts)
            _replace(transaction, spot, _NEW, step)
    return question


def _verify(transaction: Transaction, number: str, pacts: tuple[Pact, ...]) -> None:
    for pact in pacts:
        address = ContentAddress(pact.consumer.name, pact.provider.name, pact.sha)
        reported = ReportedResult(
            success=True,
            provider_version=number,
            build_url=None,
            test_results=None,
            verified_by=None,
        )
        record_result(transaction, address, reported=reported)


def _make(transaction: Transaction, name: str, number: str, criteria: Criteria) -> None:
    version = versioning.ensure_version(transaction, name, number=number).item
    if criteria.branch is not None:
        versioning.put_on_branch(transaction, version, branch=criteria.branch)
    if criteria.main_branch:
        _put_on_main_branch(transaction, name, version)
    if criteria.tag is not None:
        versioning.tag_version(transaction, version, tag=criteria.tag)


def _put_on_main_branch(transaction: Transaction, name: str, version: Version) -> None:
    owner = pacticipants.find(transaction.connection, name)
    assert owner is not None
    branch = owner.main_branch or "main"
    if owner.main_branch is None:
        write(transaction.connection, [MainBranchSet(name, branch)], first=_LATER)
    versioning.put_on_branch(transaction, version, branch=branch)


def _replace(transaction: Transaction, spot: Spot, number: str, step: Deploy | Fix) -> None:
    connection, destination = transaction.connection, step.destination
    name = spot.application.name
    version = versioning.ensure_version(transaction, name, number=number).item
    if destination.tag is not None:
        versioning.tag_version(transaction, version, tag=destination.tag)
    if destination.main_branch:
        _put_on_main_branch(transaction, name, version)
    if destination.environment is None:
        return
    environment = environments.find_named(connection, destination.environment)
    assert environment is not None
    if step.held.is_released and spot.version is not None:
        deploying.record_release(transaction, version, environment=environment)
        release = stays.find_release(connection, spot.version.id, environment_id=environment.id)
        assert release is not None
        deploying.record_support_ended(transaction, release)
    for instance in step.held.instances or (() if step.held.is_released else (None,)):
        deploying.record_deployment(transaction, version, environment=environment, target=instance)


def _copy_pacts(connection: sa.Connection, spot: Spot) -> list[Event]:
    """A change of code keeps what the application expects of others."""
    if spot.version is None:
        return []
    state = read_state(connection)
    name = spot.application.name
    return [
        replace(pact, number=_NEW)
        for pact in state.pacts
        if (pact.consumer, pact.number) == (name, spot.version.number)
    ]


@dataclass(frozen=True, slots=True)
class State:
    """What somebody could work with."""

    numbers: dict[str, tuple[str, ...]]
    pacts: tuple[Published, ...]
    held: dict[tuple[str, str], tuple[DeployedTo | ReleasedTo, ...]]
    main_branches: dict[str, str]


def read_state(connection: sa.Connection, environment: str | None = None) -> State:
    names = {row.id: row.name for row in connection.execute(sa.select(pacticipants_table))}
    main = {
        row.name: row.main_branch
        for row in connection.execute(sa.select(pacticipants_table))
        if row.main_branch
    }
    known = list(connection.execute(sa.select(versions).order_by(versions.c.sort_order)))
    numbers = {row.id: row.number for row in known}
    published = connection.execute(
        sa.select(
            pact_publications.c.consumer_id,
            pact_publications.c.provider_id,
            pact_publications.c.consumer_version_id,
            pact_contents.c.sha,
        )
        .join(pact_contents, pact_contents.c.id == pact_publications.c.pact_content_id)
        .where(pact_publications.c.is_current)
    )
    return State(
        {
            name: tuple(row.number for row in known if row.pacticipant_id == identity)
            for identity, name in names.items()
        },
        tuple(
            Published(names[row[0]], numbers[row[2]], names[row[1]], row[3]) for row in published
        ),
        _read_held(connection, environment),
        main,
    )


def _read_held(
    connection: sa.Connection, name: str | None
) -> dict[tuple[str, str], tuple[DeployedTo | ReleasedTo, ...]]:
    environment = environments.find_named(connection, name) if name else None
    if environment is None or name is None:
        return {}
    anybody = stays.StayFilter()
    held: dict[tuple[str, str], tuple[DeployedTo | ReleasedTo, ...]] = {}
    for stay in stays.currently_deployed(connection, environment.id, where=anybody):
        key = (stay.pacticipant.name, stay.version.number)
        held[key] = (*held.get(key, ()), DeployedTo(*key, name, stay.target))
    for stay in stays.currently_supported(connection, environment.id, where=anybody):
        key = (stay.pacticipant.name, stay.version.number)
        held[key] = (*held.get(key, ()), ReleasedTo(*key, name))
    return held


@dataclass(frozen=True, slots=True)
class Move:
    """Something that somebody could do instead; `relaxes` when it is to ask another question."""

    events: tuple[Event, ...]
    relaxes: bool = False


def find_moves(
    connection: sa.Connection, question: MatrixQuery, missing: list[VersionSelector]
) -> list[Move]:
    """Every verification, deployment, change and publication that there could be.

    Nothing makes a selector mean another version than it does: that would be another question.

    Args:
      missing: the selectors of the question that mean nothing.
    """
    state = read_state(connection, question.destination.environment)
    moves = {
        *_verifications(state, missing),
        *_spots_taken(state, question, _find_present(connection, question.destination)),
        *_publications(missing),
    }
    if question.latest_by is None:
        moves.add(Move((), relaxes=True))
    return [move for move in moves if move.events or move.relaxes]


def relaxed(question: MatrixQuery) -> MatrixQuery:
    return replace(question, latest_by=question.latest_by or LatestBy.CONSUMER_VERSION)


def _verifications(state: State, missing: list[VersionSelector]) -> Iterator[Move]:
    asked = {(each.pacticipant, each.criteria.version) for each in missing}
    marks = {each.pacticipant: each.criteria for each in missing}
    for name, numbers in state.numbers.items():
        wanted = {number for other, number in asked if other == name and number}
        for number in {*numbers, *wanted, _NEW}:
            results = _all_results(state, name, number)
            yield Move(results)
            if results and name in marks:
                yield Move((*results, *_marks(state, name, number, marks[name])))


def _all_results(state: State, name: str, number: str) -> tuple[Event, ...]:
    wanted = {(pact.consumer, pact.content) for pact in state.pacts if pact.provider == name}
    return tuple(Verified(consumer, name, content, number) for consumer, content in sorted(wanted))


def _find_present(connection: sa.Connection, destination: Criteria) -> dict[str, list[str | None]]:
    """The versions at the destination, by application."""
    names = {row.id: row.name for row in connection.execute(sa.select(pacticipants_table))}
    found = find_versions(connection, destination, list(names))
    return {names[owner]: [version.number for version in own] for owner, own in found.items()}


def _spots_taken(
    state: State, question: MatrixQuery, present: dict[str, list[str | None]]
) -> Iterator[Move]:
    named = {each.pacticipant for each in question.selectors}
    for name in state.numbers.keys() - named:
        for spot in present.get(name) or [None]:
            yield from _spot_taken(state, name, spot, question.destination)


def _spot_taken(state: State, name: str, spot: str | None, destination: Criteria) -> Iterator[Move]:
    """By a change of the code, or by any version that exists."""
    copies = tuple(
        replace(pact, number=_NEW)
        for pact in state.pacts
        if (pact.consumer, pact.number) == (name, spot)
    )
    results = _all_results(state, name, _NEW)
    birth = Branched(name, _NEW, "birth")
    yield Move((birth, *copies, *results, *_going(state, name, spot, _NEW, destination)))
    if not destination.main_branch:
        for number in state.numbers[name]:
            yield Move(_going(state, name, spot, number, destination))


def _going(
    state: State, name: str, spot: str | None, number: str, destination: Criteria
) -> tuple[Event, ...]:
    if destination.environment is None:
        return _marks(state, name, number, destination)
    held = state.held.get((name, spot or ""), (DeployedTo(name, "", destination.environment),))
    events: list[Event] = []
    for stay in held:
        if isinstance(stay, ReleasedTo):
            events += [
                replace(stay, number=number),
                SupportEnded(name, stay.number, stay.environment),
            ]
        else:
            events.append(replace(stay, number=number))
    return tuple(events)


def _marks(state: State, name: str, number: str, criteria: Criteria) -> tuple[Event, ...]:
    events: list[Event] = []
    if criteria.tag is not None:
        events.append(Tagged(name, number, criteria.tag))
    if criteria.branch is not None:
        events.append(Branched(name, number, criteria.branch))
    if criteria.main_branch:
        main = state.main_branches.get(name, "main")
        events += [MainBranchSet(name, main), Branched(name, number, main)]
    return tuple(events)


def _publications(missing: list[VersionSelector]) -> Iterator[Move]:
    empty = State({}, (), {}, {})
    for each in missing:
        number = each.criteria.version or _NEW
        birth = Branched(each.pacticipant, number, "birth")
        yield Move((birth, *_marks(empty, each.pacticipant, number, each.criteria)))
