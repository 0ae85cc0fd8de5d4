"""Tokens: found by their public key, kept as hashes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from pact_notary.domain.scopes import Scope
from pact_notary.store.access_schema import access_tokens
from pact_notary.store.upserts import insert_if_absent

if TYPE_CHECKING:
    from datetime import datetime


@dataclass(frozen=True, slots=True)
class Token:
    """A token without its secret; it is of no use any more when it has been revoked."""

    id: int
    name: str
    digest: str
    scopes: frozenset[Scope]
    created_at: datetime
    last_used_at: datetime | None
    revoked_at: datetime | None


@dataclass(frozen=True, slots=True)
class NewToken:
    """What is kept of a token: the key it is found by, and the hash of the whole."""

    name: str
    key: str
    digest: str
    scopes: frozenset[Scope]


def add(connection: sa.Connection, new: NewToken, *, now: datetime) -> bool:
    """Whether it was added: not when a token of that name is in use."""
    scopes = " ".join(sorted(scope.value for scope in new.scopes))
    new_id = insert_if_absent(
        connection,
        access_tokens,
        name=new.name,
        key=new.key,
        digest=new.digest,
        scopes=scopes,
        created_at=now,
    )
    return new_id is not None


def find_by_key(connection: sa.Connection, key: str) -> Token | None:
    """The token with the key that has not been revoked."""
    found = connection.execute(
        _SELECT.where(access_tokens.c.key == key, access_tokens.c.revoked_at.is_(None))
    ).first()
    return _read(found) if found else None


def list_all(connection: sa.Connection) -> tuple[Token, ...]:
    """All tokens there ever were, the oldest first."""
    return tuple(_read(row) for row in connection.execute(_SELECT.order_by(access_tokens.c.id)))


def list_part(
    connection: sa.Connection, *, in_use: bool, before: int | None, limit: int
) -> tuple[Token, ...]:
    """So many tokens, the newest first, after the one whose id is given; or only those in use."""
    conditions: list[sa.ColumnElement[bool]] = []
    if in_use:
        conditions.append(access_tokens.c.revoked_at.is_(None))
    if before is not None:
        conditions.append(access_tokens.c.id < before)
    statement = _SELECT.where(*conditions).order_by(access_tokens.c.id.desc()).limit(limit)
    return tuple(_read(row) for row in connection.execute(statement))


def find_in_use(connection: sa.Connection, name: str) -> Token | None:
    found = connection.execute(
        _SELECT.where(access_tokens.c.name == name, access_tokens.c.revoked_at.is_(None))
    ).first()
    return _read(found) if found else None


def revoke(connection: sa.Connection, name: str, *, now: datetime) -> bool:
    """Whether a token of that name was in use."""
    statement = sa.update(access_tokens).where(
        access_tokens.c.name == name, access_tokens.c.revoked_at.is_(None)
    )
    return connection.execute(statement.values(revoked_at=now)).rowcount > 0


def record_use(connection: sa.Connection, token_id: int, *, now: datetime) -> None:
    statement = sa.update(access_tokens).where(access_tokens.c.id == token_id)
    connection.execute(statement.values(last_used_at=now))


_SELECT = sa.select(
    access_tokens.c.id,
    access_tokens.c.name,
    access_tokens.c.digest,
    access_tokens.c.scopes,
    access_tokens.c.created_at,
    access_tokens.c.last_used_at,
    access_tokens.c.revoked_at,
)


def _read(row: Any) -> Token:
    scopes = frozenset(Scope(word) for word in row[3].split())
    return Token(row[0], row[1], row[2], scopes, *row[4:])
