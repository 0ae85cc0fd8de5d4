"""What the coordinator is told at start."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote, urlsplit

from pro_me_the_us.auth.bearer import store_token
from swarm.coordinator.limits import Rate
from swarm.edge import DEFAULT_MAX_BODY_BYTES

if TYPE_CHECKING:
    from pro_me_the_us.auth.bearer import StoredToken
    from swarm.forge.local import LocalForge

DEFAULT_LEASE_S: Final = 40 * 60
DEFAULT_AGGREGATION_LEASE_S: Final = 10 * 60
DEFAULT_RATE: Final = Rate(per_second=100, burst=1000)
WEBSITE_SCOPES: Final = frozenset({"bounty:create", "bounty:read"})
V1_SINCE: Final = datetime(2026, 11, 28, tzinfo=UTC)
"""Since then the deployed protocol is outdated."""
_MIN_TOKEN_CHARACTERS = 16


class SettingInvalid(ValueError):
    """A setting cannot be used; the text says what to do."""


@dataclass(frozen=True)
class Deployed:
    """How the deployed protocol is served: until when, whether `v3/info` wants a token, and where
    plans are; None where nobody knows.
    """

    sunset_at: datetime | None = None
    asks_v3: bool = False
    plans: Path | None = None


@dataclass(frozen=True)
class Settings:
    """`chain` None accepts every staking key; `website` None lets no website in; `forge` None
    counts an approved issue as merged; `deployed` None serves v1 only.
    """

    database_url: str
    task_ids: frozenset[str]
    chain: Path | None = None
    website: StoredToken | None = None
    lease: timedelta = timedelta(seconds=DEFAULT_LEASE_S)
    aggregation_lease: timedelta = timedelta(seconds=DEFAULT_AGGREGATION_LEASE_S)
    rate: Rate = DEFAULT_RATE
    forge: LocalForge | None = None
    max_body_bytes: int = DEFAULT_MAX_BODY_BYTES
    planner_task: str | None = None
    deployed: Deployed | None = None

    @property
    def planning_tasks(self) -> frozenset[str]:
        return frozenset() if self.planner_task is None else frozenset((self.planner_task,))


def read_task_ids(text: str) -> frozenset[str]:
    """The tasks of `text`, separated by commas."""
    ids = frozenset(part.strip() for part in text.split(",")) - {""}
    if not ids:
        raise SettingInvalid("name at least one task, several separated by commas")
    return ids


def read_chain_path(text: str) -> Path:
    """The path in `file:/path.json`."""
    address = urlsplit(text)
    if address.scheme != "file" or address.netloc not in {"", "localhost"} or not address.path:
        raise SettingInvalid(f"{text!r} is no chain; write file:/path/to/chain.json")
    return Path(unquote(address.path))


def read_sunset(date: datetime | None) -> datetime | None:
    """When the deployed protocol will be gone; a date without a zone is one of UTC.

    Source: RFC 9745, section 4: nothing is gone before it is outdated.
    """
    if date is None:
        return None
    sunset = date.replace(tzinfo=UTC)
    if sunset < V1_SINCE:
        raise SettingInvalid(f"--deployed-sunset {date:%Y-%m-%d} is before {V1_SINCE:%Y-%m-%d}")
    return sunset


def read_website_token(token: str) -> StoredToken:
    """The website's token, as it is kept: only its hash."""
    if len(token) < _MIN_TOKEN_CHARACTERS:
        raise SettingInvalid(
            f"the website's token has fewer than {_MIN_TOKEN_CHARACTERS} characters, "
            "and could be guessed; make a random one, for example with `openssl rand -hex 32`"
        )
    return store_token(token, holder="website", scopes=WEBSITE_SCOPES)
