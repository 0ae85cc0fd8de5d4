"""What can be set, with the official broker's names and defaults where it has them."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

import platformdirs

from pact_notary.access import Access
from pact_notary.delivery.settings import WebhookSettings
from pact_notary.service.transaction import Policy

if TYPE_CHECKING:
    from collections.abc import Mapping

DEFAULT_PORT = 9292
DEFAULT_BODY_LIMIT = 32 * 1024 * 1024

# After PACT_BROKER_DATABASE_; without a name nothing is named.
DATABASE_PARTS = ("NAME", "ADAPTER", "HOST", "PORT", "USERNAME", "PASSWORD", "SSLMODE")

_ADAPTERS = frozenset({"postgres", "postgresql", "sqlite"})
_LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})


@dataclass(frozen=True, slots=True)
class Settings:
    """How the broker answers, wherever it is served."""

    access: Access = field(default_factory=Access)
    policy: Policy = field(default_factory=Policy)
    base_urls: tuple[str, ...] = ()
    body_limit: int = DEFAULT_BODY_LIMIT
    webhooks: WebhookSettings = field(default_factory=WebhookSettings)


@dataclass(frozen=True, slots=True)
class Binding:
    """Where and how the broker is served. Port 0 takes a free one."""

    host: str = "127.0.0.1"
    port: int = DEFAULT_PORT
    threads: int = 8
    url_file: Path | None = None

    @property
    def is_loopback(self) -> bool:
        return self.host in _LOOPBACK


def default_database_url(data_dir: Path) -> str:
    return f"sqlite:///{data_dir / 'pact-notary.sqlite3'}"


def default_data_dir() -> Path:
    """The platform's folder for the data of a user's programs."""
    return Path(platformdirs.user_data_dir("pact-notary", appauthor=False))


def official_database_url(environ: Mapping[str, str]) -> str | None:
    """The URL that the official settings name in parts; None when they do not.

    Raises: ValueError, when they name a database of another kind.
    """
    parts = {name: environ.get(f"PACT_BROKER_DATABASE_{name}") for name in DATABASE_PARTS}
    if parts["NAME"] is None:
        return None
    adapter = parts["ADAPTER"] or "postgres"
    if adapter not in _ADAPTERS:
        known = " or ".join(sorted(_ADAPTERS))
        raise ValueError(f"PACT_BROKER_DATABASE_ADAPTER must be {known}, not {adapter}")
    if adapter == "sqlite":
        return f"sqlite:///{parts['NAME']}"
    user = quote(parts["USERNAME"] or "", safe="")
    secret = f":{quote(parts['PASSWORD'], safe='')}" if parts["PASSWORD"] else ""
    login = f"{user}{secret}@" if user else ""
    port = f":{parts['PORT']}" if parts["PORT"] else ""
    options = f"?sslmode={parts['SSLMODE']}" if parts["SSLMODE"] else ""
    return f"postgresql://{login}{parts['HOST'] or 'localhost'}{port}/{parts['NAME']}{options}"


def database_file(url: str) -> Path | None:
    """The file of an SQLite URL; None for other databases."""
    if not url.startswith("sqlite"):
        return None
    name = url.partition("///")[2]
    return Path(name) if name else None
