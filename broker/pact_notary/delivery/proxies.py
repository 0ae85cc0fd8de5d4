"""Which proxy a request goes through, by the usual variables: HTTPS_PROXY, HTTP_PROXY, NO_PROXY."""

from __future__ import annotations

import base64
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pact_notary.domain.webhooks.targets import Target


@dataclass(frozen=True, slots=True)
class Proxy:
    """A proxy that opens tunnels; `authorization` is the header it is told, if any."""

    host: str
    port: int
    authorization: str | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Proxies:
    """A proxy for each scheme; `exceptions` are hosts in the spelling of NO_PROXY."""

    https: Proxy | None = None
    http: Proxy | None = None
    exceptions: str = ""

    def choose(self, target: Target) -> Proxy | None:
        proxy = self.https if target.scheme == "https" else self.http
        if proxy is None:
            return None
        return None if _is_exempt(target.host, self.exceptions) else proxy


NO_PROXIES = Proxies()


def read_proxies(environment: Mapping[str, str]) -> Proxies:
    """Raises: ValueError, with the name of the variable that is not the URL of a proxy."""
    return Proxies(
        https=_read(environment, "HTTPS_PROXY"),
        http=_read(environment, "HTTP_PROXY"),
        exceptions=_find(environment, "NO_PROXY"),
    )


def _find(environment: Mapping[str, str], name: str) -> str:
    return (environment.get(name.lower()) or environment.get(name) or "").strip()


def _read(environment: Mapping[str, str], name: str) -> Proxy | None:
    text = _find(environment, name)
    if not text:
        return None
    parts = urlsplit(text if "://" in text else f"http://{text}")
    try:
        port = parts.port
    except ValueError as error:
        raise ValueError(f"{name}: the port is not a number") from error
    if parts.scheme != "http" or not parts.hostname:
        raise ValueError(f"{name}: must be like http://proxy.example.org:3128")
    return Proxy(parts.hostname, port or 80, _authorize(parts.username, parts.password))


def _authorize(username: str | None, password: str | None) -> str | None:
    if username is None:
        return None
    credentials = f"{unquote(username)}:{unquote(password or '')}"
    return f"Basic {base64.b64encode(credentials.encode()).decode()}"


def _is_exempt(host: str, exceptions: str) -> bool:
    """Whether the host, or a domain it is in, is among the exceptions; `*` is every host."""
    names = (name.strip().lower().removeprefix("*").strip(".") for name in exceptions.split(","))
    everything = "*" in (name.strip() for name in exceptions.split(","))
    return everything or any(name and f".{host}".endswith(f".{name}") for name in names)
