"""A token is shown once, when it is made; afterwards it is known by the hash of it."""

from __future__ import annotations

import hashlib
import hmac
from typing import TYPE_CHECKING

from pact_notary.service.refusals import NotPossible, Unknown
from pact_notary.store import tokens
from pact_notary.store.tokens import NewToken

if TYPE_CHECKING:
    from collections.abc import Callable

    import sqlalchemy as sa

    from pact_notary.domain.scopes import Scope
    from pact_notary.service.transaction import Transaction
    from pact_notary.store.tokens import Token

# Begins every token, so that people and scanners of secrets know one when they see it.
_PREFIX = "pnt"
TOKEN_BEGINS = f"{_PREFIX}_"
_LONGEST = 200
_LONGEST_NAME = 100


def read_name(given: str) -> str:
    """The name without blanks around it. Raises: NotPossible for what names no token."""
    name = given.strip()
    if not name or not name.isprintable() or len(name) > _LONGEST_NAME:
        raise NotPossible({"name": (f"must have 1 to {_LONGEST_NAME} printable characters",)})
    if name in {".", ".."}:
        raise NotPossible({"name": ("cannot be dots only",)})
    return name


def create_token(
    transaction: Transaction,
    name: str,
    *,
    scopes: frozenset[Scope],
    new_secret: Callable[[int], str],
) -> str:
    """The text of a new token: `pnt_<key>_<secret>`.

    Args:
      new_secret: gives so many random bytes as hexadecimal digits.
    Raises: NotPossible, when the name is in use.
    """
    key = new_secret(6)
    text = f"{_PREFIX}_{key}_{new_secret(32)}"
    new = NewToken(name, key, _digest(text), scopes)
    if not tokens.add(transaction.connection, new, now=transaction.now):
        raise NotPossible({"name": (f"'{name}' is in use; revoke that token, or choose another",)})
    return text


def revoke_token(transaction: Transaction, name: str) -> None:
    """Raises: Unknown, when no token of that name is in use."""
    if not tokens.revoke(transaction.connection, name, now=transaction.now):
        raise _unknown(name)


def get_in_use(connection: sa.Connection, name: str) -> Token:
    """Raises: Unknown, when no token of that name is in use."""
    found = tokens.find_in_use(connection, name)
    if found is None:
        raise _unknown(name)
    return found


def find_token(connection: sa.Connection, text: str) -> Token | None:
    """The token in use that the text is."""
    prefix, _, rest = text.partition("_")
    key = rest.partition("_")[0]
    if prefix != _PREFIX or not key.isalnum() or len(text) > _LONGEST:
        return None
    found = tokens.find_by_key(connection, key)
    if found is None or not hmac.compare_digest(found.digest, _digest(text)):
        return None
    return found


def _unknown(name: str) -> Unknown:
    return Unknown(f"No token in use is named '{name}'")


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
