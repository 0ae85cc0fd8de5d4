"""The other services, as settings name them: by URL, and asked who they are before work begins."""

from __future__ import annotations

import json
from http.client import HTTPException
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit
from urllib.request import ProxyHandler, build_opener

import click

if TYPE_CHECKING:
    from typing import Any

_TIMEOUT_S: Final = 5.0
_ANSWER_BYTES: Final = 10_000


class ServiceUrl(click.ParamType[str]):
    """An http or https URL, without a slash at its end."""

    name = "url"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        text = str(value).rstrip("/")
        try:
            address = urlsplit(text)
            is_service = address.scheme in {"http", "https"} and bool(address.hostname)
            _ = address.port
        except ValueError:
            is_service = False
        if not is_service:
            self.fail(f"{value!r} is no URL of a service; write http://host:port", param, ctx)
        return text


def find_fault(url: str, participant: str) -> str | None:
    """What keeps the service at `url` from being `participant`; None when it is."""
    # A service is reached as the settings say, whatever proxy the shell has.
    opener = build_opener(ProxyHandler({}))
    try:
        with opener.open(f"{url}/healthz", timeout=_TIMEOUT_S) as answer:
            service = json.loads(answer.read(_ANSWER_BYTES))["service"]
    except (OSError, HTTPException) as error:
        return f"no {participant} answers at {url}: {getattr(error, 'reason', error)}"
    except (ValueError, KeyError, TypeError):
        return f"what answers at {url} is no {participant}"
    return None if service == participant else f"at {url} is the {service}, not the {participant}"
