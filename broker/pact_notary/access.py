"""Who may do what: with credentials set, nobody without them; a reader only reads."""

from __future__ import annotations

import hmac
from dataclasses import dataclass
from enum import Enum


class Permission(Enum):
    """What a caller may do."""

    EVERYTHING = "everything"
    READING = "reading"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Credentials:
    """A user name and its password."""

    username: str
    password: str

    def __repr__(self) -> str:
        return f"Credentials(username={self.username!r})"


@dataclass(frozen=True, slots=True)
class Access:
    """The users there are; without a writer everybody may do everything."""

    writer: Credentials | None = None
    reader: Credentials | None = None
    allow_public_read: bool = False
    public_heartbeat: bool = False
    public_badges: bool = False

    @property
    def is_open(self) -> bool:
        return self.writer is None

    def permit(self, offered: Credentials | None, *, path: str) -> Permission:
        """What who offers these credentials may do at the path."""
        if self.is_open or _same(offered, self.writer):
            return Permission.EVERYTHING
        if _same(offered, self.reader) or self._is_public(path):
            return Permission.READING
        if offered is None and self.allow_public_read:
            return Permission.READING
        return Permission.NOTHING

    def _is_public(self, path: str) -> bool:
        if path == "/diagnostic/status/heartbeat":
            return self.public_heartbeat
        return self.public_badges and path.endswith("/badge")


def _same(offered: Credentials | None, known: Credentials | None) -> bool:
    if offered is None or known is None:
        return False
    # Both are compared whatever the first says, so that the time tells nothing.
    names = hmac.compare_digest(offered.username.encode(), known.username.encode())
    passwords = hmac.compare_digest(offered.password.encode(), known.password.encode())
    return names and passwords
