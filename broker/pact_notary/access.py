"""Who may do what: with credentials set, nobody without them; everybody else by scopes."""

from __future__ import annotations

import hmac
import threading
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from pact_notary.domain.scopes import Scope
from pact_notary.http.answers import Answer, serialise
from pact_notary.http.negotiation import JSON, TEXT

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from pact_notary.store.tokens import Token

_EVERYTHING = frozenset({Scope.ADMIN})
_READING = frozenset({Scope.READ})
_NOTHING: frozenset[Scope] = frozenset()
_NEWS_AFTER = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Credentials:
    """A user name and its password."""

    username: str
    password: str

    def __repr__(self) -> str:
        return f"Credentials(username={self.username!r})"


@dataclass(frozen=True, slots=True)
class Caller:
    """Whom a request comes from, as the audit log names it, and what it may do."""

    name: str
    scopes: frozenset[Scope]
    token: Token | None = None


@dataclass(frozen=True, slots=True)
class Access:
    """The users there are; with none, and unless credentials are required, all may do all."""

    writer: Credentials | None = None
    reader: Credentials | None = None
    requires_credentials: bool = False
    allow_public_read: bool = False
    public_heartbeat: bool = False
    public_badges: bool = False

    @property
    def is_open(self) -> bool:
        return not (self.writer or self.reader or self.requires_credentials)

    def identify_user(self, offered: Credentials | None, *, route: str) -> Caller:
        """Who offers these credentials, or none, at the route; it has its variables in braces."""
        if _same(offered, self.writer):
            return _user(offered, _EVERYTHING)
        if _same(offered, self.reader):
            return _user(offered, _READING)
        return self._anonymous(route, public=self.allow_public_read and offered is None)

    def identify_bearer(
        self, text: str, *, route: str, find_token: Callable[[str], Token | None]
    ) -> Caller:
        """Who bears the token; nobody in particular when it is not known, or not any more."""
        found = find_token(text)
        if found is None:
            return self._anonymous(route, public=False)
        scopes = _EVERYTHING if self.is_open else found.scopes
        return Caller(f"token:{found.name}", scopes, found)

    def _anonymous(self, route: str, *, public: bool) -> Caller:
        if self.is_open:
            return Caller("anonymous", _EVERYTHING)
        may_read = public or self._is_public(route)
        return Caller("anonymous", _READING if may_read else _NOTHING)

    def _is_public(self, route: str) -> bool:
        # Not the path itself: an application may be called "badge".
        if route == "/diagnostic/status/heartbeat":
            return self.public_heartbeat
        return self.public_badges and route.endswith("/badge")


class Sightings:
    """When tokens were last seen by this process; it grows with the number of tokens only."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._seen: dict[int, datetime] = {}

    def is_news(self, token_id: int, now: datetime) -> bool:
        """Whether the token was not seen for a while; it is seen now."""
        with self._lock:
            last = self._seen.get(token_id)
            if last is not None and now - last < _NEWS_AFTER:
                return False
            self._seen[token_id] = now
            return True


def ask_for_credentials() -> Answer:
    return Answer(401, "", TEXT, {"WWW-Authenticate": 'Basic realm="Restricted Area"'})


def refuse_token(caller: Caller, needed: frozenset[Scope]) -> Answer:
    """The caller is known, and may not do this.

    Source: RFC 6750 section 3.1, insufficient_scope.
    """
    names = " or ".join(sorted(scope.value for scope in needed))
    given = ", ".join(sorted(scope.value for scope in caller.scopes))
    text = f"This needs a token with the scope {names}; '{caller.name}' has {given}."
    header = f'Bearer error="insufficient_scope", scope="{min(s.value for s in needed)}"'
    return Answer(403, serialise({"error": text}), JSON, {"WWW-Authenticate": header})


def refuse_foreign_site() -> Answer:
    text = "Another web site sent this, so it was not done. Do it on a page of the broker itself."
    return Answer(403, serialise({"error": text}), JSON)


def _user(offered: Credentials | None, scopes: frozenset[Scope]) -> Caller:
    return Caller(f"user:{offered.username if offered else ''}", scopes)


def _same(offered: Credentials | None, known: Credentials | None) -> bool:
    if offered is None or known is None:
        return False
    # Both are compared whatever the first says, so that the time tells nothing.
    names = hmac.compare_digest(offered.username.encode(), known.username.encode())
    passwords = hmac.compare_digest(offered.password.encode(), known.password.encode())
    return names and passwords
