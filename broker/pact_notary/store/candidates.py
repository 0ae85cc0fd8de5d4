"""Which consumer versions a selector means, as statements that index lookups answer.

Each statement yields `version_id` and `name`: what the version was found by. Whether a version
has a pact for the provider is not asked here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

import sqlalchemy as sa

from pact_notary.domain.selectors import (
    Branch,
    Deployed,
    EveryTagged,
    Latest,
    LatestTagged,
    MainBranch,
    MatchingBranch,
    Released,
)
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

if TYPE_CHECKING:
    from pact_notary.domain.selectors import Selector

VersionIds: TypeAlias = sa.Select[int, str]
Condition: TypeAlias = sa.ColumnElement[bool]


def versions_of(selector: Selector, provider_id: int) -> VersionIds:
    """The consumer versions a selector means.

    A branch's fallback is found too, and told apart by its name; a tag's is not.
    """
    consumer = _is_consumer(selector.consumer)
    match selector:
        case Latest():
            return _latest(provider_id, consumer)
        case LatestTagged(tag=tag):
            return _latest_tagged(provider_id, consumer, sa.literal(tag))
        case EveryTagged(tag=tag):
            return _every_tagged(provider_id, consumer, tag)
        case Deployed(environment=environment):
            return _in_environment(deployed_versions, provider_id, consumer, environment)
        case Released(environment=environment):
            return _in_environment(released_versions, provider_id, consumer, environment)
        case _:
            return _heads(provider_id, sa.and_(consumer, _is_branch(selector)))


def default_main_branch_heads(provider_id: int) -> VersionIds:
    """The head of each consumer's main branch."""
    return _heads(provider_id, branches.c.name == pacticipants.c.main_branch)


def default_main_tagged(provider_id: int) -> VersionIds:
    """For consumers whose main branch has no version: the latest with a tag named like it."""
    return _latest_tagged(provider_id, ~_has_main_head(), pacticipants.c.main_branch)


def default_latest(provider_id: int) -> VersionIds:
    """For consumers with neither: the overall latest."""
    return _latest(provider_id, ~_has_main_head() & ~_has_main_tag())


def tag_heads(provider_id: int) -> VersionIds:
    """The latest version of each tag of each consumer.

    The names are walked one lookup each: there are few of them, however many versions they tag.
    """
    first = sa.select(sa.func.min(tags.c.name)).where(
        tags.c.pacticipant_id == integrations.c.consumer_id
    )
    names = (
        sa.select(integrations.c.consumer_id, first.scalar_subquery().label("name"))
        .where(integrations.c.provider_id == provider_id)
        .cte("tag_names", recursive=True)
    )
    following = sa.select(sa.func.min(tags.c.name)).where(
        tags.c.pacticipant_id == names.c.consumer_id, tags.c.name > names.c.name
    )
    names = names.union_all(
        sa.select(names.c.consumer_id, following.scalar_subquery()).where(names.c.name.is_not(None))
    )
    head = _latest_with_tag(names.c.consumer_id, names.c.name)
    return sa.select(head.label("version_id"), names.c.name).where(names.c.name.is_not(None))


def branch_heads(provider_id: int) -> VersionIds:
    """The head of each branch of each consumer."""
    return _heads(provider_id, sa.true())


def _is_consumer(name: str | None) -> Condition:
    return sa.true() if name is None else pacticipants.c.name == name


def _is_branch(selector: Selector) -> Condition:
    match selector:
        case Branch(branch=branch, fallback=fallback):
            return branches.c.name.in_([branch] if fallback is None else [branch, fallback])
        case MatchingBranch(branch=branch):
            return branches.c.name == branch
        case MainBranch():
            return branches.c.name == pacticipants.c.main_branch
        case _:
            return sa.true()


def _of_consumers(statement: VersionIds, provider_id: int) -> VersionIds:
    return (
        statement.select_from(integrations)
        .join(pacticipants, pacticipants.c.id == integrations.c.consumer_id)
        .where(integrations.c.provider_id == provider_id)
    )


def _heads(provider_id: int, condition: Condition) -> VersionIds:
    return (
        _of_consumers(
            sa.select(branches.c.head_version_id.label("version_id"), branches.c.name),
            provider_id,
        )
        .join(branches, branches.c.pacticipant_id == pacticipants.c.id)
        .where(branches.c.head_version_id.is_not(None), condition)
    )


def _latest(provider_id: int, condition: Condition) -> VersionIds:
    newest = (
        sa.select(pact_publications.c.consumer_version_id)
        .where(
            pact_publications.c.consumer_id == pacticipants.c.id,
            pact_publications.c.provider_id == provider_id,
        )
        .order_by(pact_publications.c.sort_order.desc())
        .limit(1)
        .scalar_subquery()
    )
    columns = sa.select(newest.label("version_id"), sa.literal("").label("name"))
    return _of_consumers(columns, provider_id).where(condition)


def _latest_tagged(
    provider_id: int, condition: Condition, tag: sa.ColumnElement[str]
) -> VersionIds:
    newest = _latest_with_tag(pacticipants.c.id, tag)
    columns = sa.select(newest.label("version_id"), tag.label("name"))
    return _of_consumers(columns, provider_id).where(condition)


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


def _every_tagged(provider_id: int, condition: Condition, tag: str) -> VersionIds:
    return (
        _of_consumers(sa.select(tags.c.version_id, tags.c.name), provider_id)
        .join(tags, tags.c.pacticipant_id == pacticipants.c.id)
        .where(tags.c.name == tag, condition)
    )


def _in_environment(
    table: sa.Table, provider_id: int, condition: Condition, environment: str | None
) -> VersionIds:
    named = sa.true() if environment is None else environments.c.name == environment
    return (
        _of_consumers(sa.select(table.c.version_id, environments.c.name), provider_id)
        .join(environments, sa.true())
        .join(
            table,
            sa.and_(
                table.c.environment_id == environments.c.id,
                table.c.pacticipant_id == pacticipants.c.id,
                table.c.ended_at.is_(None),
            ),
        )
        .where(named, condition)
    )


def _has_main_head() -> Condition:
    return sa.exists().where(
        branches.c.pacticipant_id == pacticipants.c.id,
        branches.c.name == pacticipants.c.main_branch,
        branches.c.head_version_id.is_not(None),
    )


def _has_main_tag() -> Condition:
    return sa.exists().where(
        tags.c.pacticipant_id == pacticipants.c.id,
        tags.c.name == pacticipants.c.main_branch,
    )
