"""Which consumer versions a selector means, by statements that index lookups answer.

Whether a version has a pact for the provider is not asked here. The statements are made once:
making one takes longer than running it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

import sqlalchemy as sa

from pact_notary.domain.selectors import (
    Branch,
    Deployed,
    EveryBranch,
    EveryTagged,
    Latest,
    LatestTagged,
    MainBranch,
    MatchingBranch,
    Released,
    Selector,
)
from pact_notary.store.columns import Name
from pact_notary.store.schema import (
    branches,
    deployed_versions,
    environments,
    integrations,
    pact_publications,
    pacticipants,
    released_versions,
    tags,
)

Candidates: TypeAlias = sa.Select[int | None, str]
Condition: TypeAlias = sa.ColumnElement[bool]

_provider_id = sa.bindparam("provider_id", type_=sa.BigInteger)
_consumer = sa.bindparam("consumer", type_=Name)
_name = sa.bindparam("name", type_=Name)
_fallback = sa.bindparam("fallback", type_=Name)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A consumer version and what it was found by: a branch, tag or environment, or nothing."""

    version_id: int
    name: str


def find_candidates(
    connection: sa.Connection, provider_id: int, selector: Selector
) -> tuple[Candidate, ...]:
    """The consumer versions a selector means; a branch's fallback is found too, a tag's is not."""
    parameters = {"consumer": selector.consumer, **_names(selector)}
    return _find(connection, _STATEMENTS[type(selector)], provider_id, parameters)


def find_default_main_tagged(connection: sa.Connection, provider_id: int) -> tuple[Candidate, ...]:
    """For consumers whose main branch has no version: the latest with a tag named like it."""
    return _find(connection, _DEFAULT_TAGGED, provider_id, {"consumer": None})


def find_default_latest(connection: sa.Connection, provider_id: int) -> tuple[Candidate, ...]:
    """For consumers with neither main branch's version nor tag: the overall latest."""
    return _find(connection, _DEFAULT_LATEST, provider_id, {"consumer": None})


def find_tag_heads(connection: sa.Connection, provider_id: int) -> tuple[Candidate, ...]:
    """The latest version of each tag of each consumer."""
    return _find(connection, _TAG_HEADS, provider_id, {})


def _find(
    connection: sa.Connection,
    statement: Candidates,
    provider_id: int,
    parameters: dict[str, str | None],
) -> tuple[Candidate, ...]:
    rows = connection.execute(statement, {"provider_id": provider_id, **parameters})
    return tuple(Candidate(version_id, name) for version_id, name in rows if version_id is not None)


def _names(selector: Selector) -> dict[str, str | None]:
    match selector:
        case Branch():
            return {"name": selector.branch, "fallback": selector.fallback}
        case MatchingBranch():
            return {"name": selector.branch}
        case LatestTagged() | EveryTagged():
            return {"name": selector.tag}
        case Deployed() | Released():
            return {"name": selector.environment}
        case _:
            return {}


def _of_consumers(statement: Candidates, *conditions: Condition) -> Candidates:
    return (
        statement.select_from(integrations)
        .join(pacticipants, pacticipants.c.id == integrations.c.consumer_id)
        .where(
            integrations.c.provider_id == _provider_id,
            sa.or_(_consumer.is_(None), pacticipants.c.name == _consumer),
            *conditions,
        )
    )


def _heads(*conditions: Condition) -> Candidates:
    is_own = branches.c.pacticipant_id == pacticipants.c.id
    columns = sa.select(branches.c.head_version_id, branches.c.name)
    return _of_consumers(columns, *conditions).join(branches, is_own)


def _latest(*conditions: Condition) -> Candidates:
    newest = (
        sa.select(pact_publications.c.consumer_version_id)
        .where(
            pact_publications.c.consumer_id == pacticipants.c.id,
            pact_publications.c.provider_id == _provider_id,
        )
        .order_by(pact_publications.c.sort_order.desc())
        .limit(1)
    )
    columns = sa.select(newest.scalar_subquery(), sa.literal_column("''", Name))
    return _of_consumers(columns, *conditions)


def _latest_tagged(tag: sa.ColumnElement[str], *conditions: Condition) -> Candidates:
    return _of_consumers(
        sa.select(_latest_with_tag(pacticipants.c.id, tag), tag.label("name")), *conditions
    )


def _latest_with_tag(
    pacticipant_id: sa.ColumnElement[int], tag: sa.ColumnElement[str]
) -> sa.ScalarSelect[int]:
    return (
        sa.select(tags.c.version_id)
        .where(tags.c.pacticipant_id == pacticipant_id, tags.c.name == tag)
        .order_by(tags.c.sort_order.desc())
        .limit(1)
        .scalar_subquery()
    )


def _every_tagged() -> Candidates:
    is_own = tags.c.pacticipant_id == pacticipants.c.id
    columns = sa.select(tags.c.version_id, tags.c.name)
    return _of_consumers(columns, tags.c.name == _name).join(tags, is_own)


def _in_environment(table: sa.Table) -> Candidates:
    is_own = table.c.pacticipant_id == pacticipants.c.id
    is_its = environments.c.id == table.c.environment_id
    asked = sa.or_(_name.is_(None), environments.c.name == _name)
    columns = sa.select(table.c.version_id, environments.c.name)
    return (
        _of_consumers(columns, table.c.ended_at.is_(None), asked)
        .join(table, is_own)
        .join(environments, is_its)
    )


def _tag_heads() -> Candidates:
    """The names are walked one lookup each: they are few, however many versions they tag."""
    first = sa.select(sa.func.min(tags.c.name)).where(
        tags.c.pacticipant_id == integrations.c.consumer_id
    )
    names = (
        sa.select(integrations.c.consumer_id, first.scalar_subquery().label("name"))
        .where(integrations.c.provider_id == _provider_id)
        .cte("tag_names", recursive=True)
    )
    following = sa.select(sa.func.min(tags.c.name)).where(
        tags.c.pacticipant_id == names.c.consumer_id, tags.c.name > names.c.name
    )
    names = names.union_all(
        sa.select(names.c.consumer_id, following.scalar_subquery()).where(names.c.name.is_not(None))
    )
    head = _latest_with_tag(names.c.consumer_id, names.c.name)
    return sa.select(head, names.c.name).where(names.c.name.is_not(None))


_IS_MAIN = branches.c.name == pacticipants.c.main_branch
_HAS_MAIN_HEAD = sa.exists().where(
    branches.c.pacticipant_id == pacticipants.c.id,
    _IS_MAIN,
    branches.c.head_version_id.is_not(None),
)
_HAS_MAIN_TAG = sa.exists().where(
    tags.c.pacticipant_id == pacticipants.c.id, tags.c.name == pacticipants.c.main_branch
)

_STATEMENTS: dict[type[Selector], Candidates] = {
    Latest: _latest(),
    MainBranch: _heads(_IS_MAIN),
    Branch: _heads(branches.c.name.in_([_name, _fallback])),
    MatchingBranch: _heads(branches.c.name == _name),
    EveryBranch: _heads(),
    LatestTagged: _latest_tagged(_name),
    EveryTagged: _every_tagged(),
    Deployed: _in_environment(deployed_versions),
    Released: _in_environment(released_versions),
}
_DEFAULT_TAGGED = _latest_tagged(pacticipants.c.main_branch, ~_HAS_MAIN_HEAD)
_DEFAULT_LATEST = _latest(~_HAS_MAIN_HEAD, ~_HAS_MAIN_TAG)
_TAG_HEADS = _tag_heads()
