"""Contents: what a pact says, stored once for a pair however often it is published."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sqlalchemy as sa

from pact_notary.store.portions import portions
from pact_notary.store.schema import pact_contents, pact_publications
from pact_notary.store.upserts import insert_if_absent

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from pact_notary.records import PreparedContent


def ensure(
    connection: sa.Connection,
    pair: tuple[int, int],
    *,
    prepared: PreparedContent,
    now: datetime,
) -> int:
    """The id of the (consumer, provider) pair's content with this sha."""
    consumer_id, provider_id = pair
    found = find_id(connection, pair, sha=prepared.sha)
    if found is not None:
        return found
    new_id = insert_if_absent(
        connection,
        pact_contents,
        consumer_id=consumer_id,
        provider_id=provider_id,
        sha=prepared.sha,
        interactions_count=prepared.interactions,
        messages_count=prepared.messages,
        created_at=now,
        content=prepared.text,
    )
    return new_id if new_id is not None else _get_id(connection, pair, prepared.sha)


def find_id(connection: sa.Connection, pair: tuple[int, int], *, sha: str) -> int | None:
    return connection.execute(_ID, _key(pair, sha)).scalar()


def read_text(connection: sa.Connection, content_id: int) -> str:
    """The stored document, compact JSON."""
    statement = sa.select(pact_contents.c.content).where(pact_contents.c.id == content_id)
    text: str = connection.execute(statement).scalar_one()
    return text


def read_texts(connection: sa.Connection, content_ids: Collection[int]) -> dict[int, str]:
    """By id the stored documents. One statement for 5,000."""
    return {
        row.id: row.content
        for ids in portions(content_ids)
        for row in connection.execute(_TEXTS, {"ids": ids})
    }


def remove_unpublished(connection: sa.Connection, pair: tuple[int, int]) -> None:
    """Remove those of the pair's contents that no publication refers to, with their results."""
    published = sa.exists().where(pact_publications.c.pact_content_id == pact_contents.c.id)
    connection.execute(sa.delete(pact_contents).where(_is_pair(pair), ~published))


def remove_pair(connection: sa.Connection, pair: tuple[int, int]) -> None:
    """Remove the pair's contents with all publications and results of them."""
    connection.execute(sa.delete(pact_contents).where(_is_pair(pair)))


def remove_all(connection: sa.Connection) -> None:
    connection.execute(sa.delete(pact_contents))


def _is_pair(pair: tuple[int, int]) -> sa.ColumnElement[bool]:
    consumer_id, provider_id = pair
    return sa.and_(
        pact_contents.c.consumer_id == consumer_id, pact_contents.c.provider_id == provider_id
    )


def _get_id(connection: sa.Connection, pair: tuple[int, int], sha: str) -> int:
    content_id: int = connection.execute(_ID, _key(pair, sha)).scalar_one()
    return content_id


_TEXTS = sa.select(pact_contents.c.id, pact_contents.c.content).where(
    pact_contents.c.id.in_(sa.bindparam("ids", expanding=True))
)
_ID = sa.select(pact_contents.c.id).where(
    pact_contents.c.consumer_id == sa.bindparam("consumer"),
    pact_contents.c.provider_id == sa.bindparam("provider"),
    pact_contents.c.sha == sa.bindparam("sha"),
)


def _key(pair: tuple[int, int], sha: str) -> dict[str, int | str]:
    return {"consumer": pair[0], "provider": pair[1], "sha": sha}
