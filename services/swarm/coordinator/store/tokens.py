"""Tokens that were used: each is good for one write, so each is remembered until it expires."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sqlalchemy as sa

from swarm.coordinator.schema import used_tokens
from swarm.coordinator.store.database import insert_new

if TYPE_CHECKING:
    from pro_me_the_us.auth.tokens import Identity


def burn_token(connection: sa.Connection, caller: Identity) -> bool:
    """Whether the caller's token was unused until now."""
    row = {
        "staking_key": caller.staking_key,
        "token_id": caller.token_id,
        "expires_at": caller.expires_at,
    }
    return insert_new(connection, used_tokens, row)


def forget_tokens(connection: sa.Connection, *, now_s: int, limit: int) -> None:
    """Drop some tokens that are refused by their age alone."""
    expired = (
        sa.select(used_tokens.c.staking_key, used_tokens.c.token_id)
        .where(used_tokens.c.expires_at < now_s)
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    key = sa.tuple_(used_tokens.c.staking_key, used_tokens.c.token_id)
    connection.execute(sa.delete(used_tokens).where(key.in_(expired)))
