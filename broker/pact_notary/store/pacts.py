"""Publications of pacts: one is found by what its address says, in one statement."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from pact_notary.records import Pact, PacticipantRef, VersionRef
from pact_notary.store.portions import portions
from pact_notary.store.schema import (
    branch_versions,
    branches,
    deployed_versions,
    pact_contents,
    pact_publications,
    pacticipants,
    released_versions,
    tags,
    versions,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence


_consumers = pacticipants.alias("consumers")
_providers = pacticipants.alias("providers")

Condition = sa.ColumnElement[bool]

# Among so many of a pair's newest publications one is looked for before it is among all.
_NEWEST_FEW = 100


@dataclass(frozen=True, slots=True)
class PactText:
    """A pact and its document, compact JSON."""

    pact: Pact
    text: str


def any_version() -> Condition:
    return sa.true()


def with_number(number: str) -> Condition:
    # The number finds the version, and its order the publication: one look-up in each index.
    return sa.and_(
        versions.c.pacticipant_id == _consumers.c.id,
        versions.c.number == number,
        pact_publications.c.sort_order == versions.c.sort_order,
    )


def with_content(content_id: int) -> Condition:
    return pact_publications.c.pact_content_id == content_id


def with_tag(tag: str) -> Condition:
    return sa.exists().where(tags.c.version_id == versions.c.id, tags.c.name == tag)


def without_tags() -> Condition:
    """Whether the version is the pair's newest without tags."""
    return _IS_NEWEST_UNTAGGED


def on_branch(branch: str) -> Condition:
    """Whether the version is on the consumer's branch of that name."""
    return _on_branch(branches.c.name == branch)


def on_main_branch() -> Condition:
    return _on_branch(branches.c.name == _consumers.c.main_branch)


def head_of_branch(branch: str) -> Condition:
    """Whether the version is the head of the consumer's branch of that name."""
    return _is_head(branches.c.name == branch)


def head_of_main_branch() -> Condition:
    return _is_head(branches.c.name == _consumers.c.main_branch)


def in_environment(environment_id: int) -> Condition:
    """Whether the version is deployed or released in the environment now."""
    return sa.or_(
        *(
            sa.exists().where(
                table.c.version_id == pact_publications.c.consumer_version_id,
                table.c.environment_id == environment_id,
                table.c.ended_at.is_(None),
            )
            for table in (deployed_versions, released_versions)
        )
    )


def before(order: int) -> Condition:
    return pact_publications.c.sort_order < order


def with_other_sha(sha: str) -> Condition:
    return pact_contents.c.sha != sha


def newest(
    connection: sa.Connection, consumer: str, provider: str, *conditions: Condition
) -> PactText | None:
    """The current pact of the newest consumer version that meets the conditions, with its text."""
    statement = _TEXTS_OF_PAIR.where(pact_publications.c.is_current, *conditions).limit(1)
    found = connection.execute(statement, _names(consumer, provider)).first()
    return PactText(_read(found), found[-1]) if found else None


def newest_with_sha(
    connection: sa.Connection, consumer: str, provider: str, *conditions: Condition, sha: str
) -> PactText | None:
    """The newest publication of a content, also one that a later revision replaced."""
    statement = _TEXTS_OF_PAIR.where(_HAS_SHA, *(conditions or (_IS_NEWEST_OF_CONTENT,))).limit(1)
    found = connection.execute(statement, {**_names(consumer, provider), "sha": sha}).first()
    return PactText(_read(found), found[-1]) if found else None


def find_with_sha(
    connection: sa.Connection, consumer: str, provider: str, *, sha: str
) -> Pact | None:
    """As `newest_with_sha`, without reading the text."""
    found = connection.execute(_WITH_SHA, {**_names(consumer, provider), "sha": sha}).first()
    return _read(found) if found else None


def find(
    connection: sa.Connection, consumer: str, provider: str, *conditions: Condition
) -> Pact | None:
    """As `newest`, without reading the text."""
    statement = _OF_PAIR.where(pact_publications.c.is_current, *conditions).limit(1)
    found = connection.execute(statement, _names(consumer, provider)).first()
    return _read(found) if found else None


def find_untagged_before(
    connection: sa.Connection, consumer: str, provider: str, *, order: int
) -> Pact | None:
    """The current pact of the newest version without tags that came before that order."""
    parameters = {**_names(consumer, provider), "order": order}
    found = connection.execute(_UNTAGGED_BEFORE, parameters).first()
    return _read(found) if found else None


def of_pair(
    connection: sa.Connection, consumer: str, provider: str, *conditions: Condition
) -> tuple[Pact, ...]:
    """The pair's current pacts that meet the conditions, the newest consumer version first."""
    statement = _OF_PAIR.where(pact_publications.c.is_current, *conditions)
    return tuple(map(_read, connection.execute(statement, _names(consumer, provider))))


def of_provider(
    connection: sa.Connection, provider_id: int, *conditions: Condition
) -> tuple[Pact, ...]:
    """The provider's current pacts that meet the conditions, by consumer, newest first."""
    statement = _select().where(
        pact_publications.c.provider_id == provider_id,
        pact_publications.c.is_current,
        *conditions,
    )
    statement = statement.order_by(
        sa.func.lower(_consumers.c.name), _consumers.c.name, pact_publications.c.sort_order.desc()
    )
    return _read_all(connection, statement)


def texts_of_provider(
    connection: sa.Connection, provider_id: int, *conditions: Condition
) -> tuple[PactText, ...]:
    """As `of_provider`, with the texts."""
    statement = _select(pact_contents.c.content).where(
        pact_publications.c.provider_id == provider_id,
        pact_publications.c.is_current,
        *conditions,
    )
    rows = connection.execute(statement.order_by(_consumers.c.name))
    return tuple(PactText(_read(row), row[-1]) for row in rows)


def of_publications(connection: sa.Connection, publication_ids: Sequence[int]) -> tuple[Pact, ...]:
    """The pacts, in the order of their ids."""
    statement = _select().where(pact_publications.c.id.in_(publication_ids))
    by_id = {pact.publication_id: pact for pact in _read_all(connection, statement)}
    return tuple(by_id[each] for each in publication_ids if each in by_id)


def latest_of_provider(
    connection: sa.Connection, provider_id: int, *conditions: Condition
) -> tuple[Pact, ...]:
    """Of each consumer the newest pact that meets the conditions, by consumer."""
    place = sa.func.row_number().over(
        partition_by=pact_publications.c.consumer_id,
        order_by=pact_publications.c.sort_order.desc(),
    )
    ranked = (
        _select()
        .with_only_columns(pact_publications.c.id, place.label("place"))
        .where(
            pact_publications.c.provider_id == provider_id,
            pact_publications.c.is_current,
            *conditions,
        )
        .subquery()
    )
    statement = (
        _select()
        .join(ranked, ranked.c.id == pact_publications.c.id)
        .where(ranked.c.place == 1)
        .order_by(sa.func.lower(_consumers.c.name), _consumers.c.name)
    )
    return _read_all(connection, statement)


def latest_of_all(connection: sa.Connection) -> tuple[Pact, ...]:
    """The newest pact of each pair, by consumer and provider."""
    newest_orders = (
        sa.select(
            pact_publications.c.consumer_id,
            pact_publications.c.provider_id,
            sa.func.max(pact_publications.c.sort_order).label("sort_order"),
        )
        .group_by(pact_publications.c.consumer_id, pact_publications.c.provider_id)
        .subquery()
    )
    statement = (
        _select()
        .join(
            newest_orders,
            sa.and_(
                newest_orders.c.consumer_id == pact_publications.c.consumer_id,
                newest_orders.c.provider_id == pact_publications.c.provider_id,
                newest_orders.c.sort_order == pact_publications.c.sort_order,
            ),
        )
        .where(pact_publications.c.is_current)
        .order_by(
            sa.func.lower(_consumers.c.name),
            _consumers.c.name,
            sa.func.lower(_providers.c.name),
            _providers.c.name,
        )
    )
    return _read_all(connection, statement)


def of_versions(connection: sa.Connection, version_ids: Collection[int]) -> tuple[Pact, ...]:
    """The current pacts of the consumer versions, by provider."""
    return tuple(
        pact
        for ids in portions(version_ids)
        for pact in _read_all(
            connection,
            _select()
            .where(pact_publications.c.consumer_version_id.in_(ids), pact_publications.c.is_current)
            .order_by(_providers.c.name),
        )
    )


def _on_branch(condition: Condition) -> Condition:
    return sa.exists().where(
        branch_versions.c.version_id == versions.c.id,
        branch_versions.c.branch_id == branches.c.id,
        branches.c.pacticipant_id == versions.c.pacticipant_id,
        condition,
    )


def _is_head(condition: Condition) -> Condition:
    return sa.exists().where(
        branches.c.pacticipant_id == pact_publications.c.consumer_id,
        branches.c.head_version_id == pact_publications.c.consumer_version_id,
        condition,
    )


def _select(*more: sa.ColumnElement[Any]) -> sa.Select[Any]:
    return (
        sa.select(
            pact_publications.c.id,
            _consumers.c.id,
            _consumers.c.name,
            _providers.c.id,
            _providers.c.name,
            versions.c.id,
            versions.c.number,
            versions.c.sort_order,
            pact_contents.c.id,
            pact_contents.c.sha,
            pact_publications.c.revision,
            pact_publications.c.created_at,
            *more,
        )
        .join(_consumers, _consumers.c.id == pact_publications.c.consumer_id)
        .join(_providers, _providers.c.id == pact_publications.c.provider_id)
        .join(versions, versions.c.id == pact_publications.c.consumer_version_id)
        .join(pact_contents, pact_contents.c.id == pact_publications.c.pact_content_id)
    )


def _of_pair(*more: sa.ColumnElement[Any]) -> sa.Select[Any]:
    return (
        _select(*more)
        .where(
            _consumers.c.name == sa.bindparam("consumer"),
            _providers.c.name == sa.bindparam("provider"),
        )
        .order_by(pact_publications.c.sort_order.desc(), pact_publications.c.revision.desc())
    )


def _is_newest_of_content() -> Condition:
    """Whether the publication is of the newest version with the content, which an index knows."""
    published = pact_publications.alias("published")
    newest_order = sa.select(sa.func.max(published.c.sort_order)).where(
        published.c.pact_content_id == pact_contents.c.id
    )
    return pact_publications.c.sort_order == newest_order.correlate(pact_contents).scalar_subquery()


def _is_newest_untagged(*conditions: Condition) -> Condition:
    """Of the pair's publications that meet the conditions; it is likely near the newest."""
    of_pair = (
        sa.select(pact_publications.c.id, pact_publications.c.consumer_version_id)
        .where(
            pact_publications.c.consumer_id == _id_of("consumer"),
            pact_publications.c.provider_id == _id_of("provider"),
            pact_publications.c.is_current,
            *conditions,
        )
        .order_by(pact_publications.c.sort_order.desc())
        .correlate(None)
    )
    few = of_pair.add_columns(pact_publications.c.sort_order).limit(_NEWEST_FEW).subquery()
    # Asked like this, PostgreSQL looks up one after the other, and stops at the first without.
    a_tag = sa.select(sa.func.min(tags.c.id)).where(tags.c.version_id == few.c.consumer_version_id)
    near = sa.select(few.c.id).where(a_tag.scalar_subquery().is_(None))
    near = near.order_by(few.c.sort_order.desc()).limit(1)
    is_tagged = sa.exists().where(tags.c.version_id == pact_publications.c.consumer_version_id)
    far = of_pair.with_only_columns(pact_publications.c.id).where(~is_tagged).limit(1)
    found = sa.func.coalesce(near.scalar_subquery(), far.scalar_subquery())
    return pact_publications.c.id == found


def _id_of(parameter: str) -> sa.ScalarSelect[int]:
    named = pacticipants.alias(f"the_{parameter}")
    of_name = sa.select(named.c.id).where(named.c.name == sa.bindparam(parameter))
    return of_name.scalar_subquery()


# Made once: making a statement costs more than running it.
_OF_PAIR = _of_pair()
_TEXTS_OF_PAIR = _of_pair(pact_contents.c.content)
_HAS_SHA = sa.and_(
    pact_contents.c.consumer_id == _consumers.c.id,
    pact_contents.c.provider_id == _providers.c.id,
    pact_contents.c.sha == sa.bindparam("sha"),
)
_IS_NEWEST_OF_CONTENT = _is_newest_of_content()
_WITH_SHA = _OF_PAIR.where(_HAS_SHA, _IS_NEWEST_OF_CONTENT).limit(1)
_IS_NEWEST_UNTAGGED = _is_newest_untagged()
_UNTAGGED_BEFORE = _OF_PAIR.where(
    _is_newest_untagged(pact_publications.c.sort_order < sa.bindparam("order"))
).limit(1)


def _names(consumer: str, provider: str) -> dict[str, str]:
    return {"consumer": consumer, "provider": provider}


def _read_all(connection: sa.Connection, statement: sa.Select[Any]) -> tuple[Pact, ...]:
    return tuple(_read(row) for row in connection.execute(statement))


def _read(row: Any) -> Pact:
    return Pact(
        row[0],
        PacticipantRef(*row[1:3]),
        PacticipantRef(*row[3:5]),
        VersionRef(*row[5:8]),
        *row[8:12],
    )
