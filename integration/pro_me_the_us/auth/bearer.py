"""Configured bearer tokens, for the website and for operators: only their hashes are kept."""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class StoredToken:
    """A token that was given to `holder`; the token itself cannot be had from it."""

    holder: str
    sha256: bytes
    scopes: frozenset[str]


def store_token(token: str, *, holder: str, scopes: frozenset[str]) -> StoredToken:
    """`token` must be random and long: a plain hash is enough only then."""
    return StoredToken(holder, _hash(token), scopes)


def find_token(token: str, known: tuple[StoredToken, ...]) -> StoredToken | None:
    """The stored token that `token` is; every one is compared, whichever fits."""
    digest = _hash(token)
    found = None
    for stored in known:
        if hmac.compare_digest(stored.sha256, digest):
            found = stored
    return found


def _hash(token: str) -> bytes:
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).digest()
