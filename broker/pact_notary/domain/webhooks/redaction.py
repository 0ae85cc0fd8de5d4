"""Secrets are shown as stars; whoever sends the stars back keeps the secret."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pact_notary.domain.webhooks.templates import holds_placeholder

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pact_notary.domain.webhooks.document import HookRequest

STARS = "**********"

_SECRET_WORDS = ("authorization", "token")


def is_secret_header(name: str) -> bool:
    return any(word in name.lower() for word in _SECRET_WORDS)


def redact(request: HookRequest) -> HookRequest:
    """The request as it may be shown; a template is no secret, its value is elsewhere."""
    return replace(
        request,
        headers=tuple(
            (name, _hide(value) if is_secret_header(name) else value)
            for name, value in request.headers
        ),
        password=None if request.password is None else _hide(request.password),
    )


def restore(request: HookRequest, stored: HookRequest) -> HookRequest:
    """The request with each secret that is exactly the stars taken from what was stored."""
    secrets = {name: value for name, value in stored.headers if is_secret_header(name)}
    return replace(
        request,
        headers=tuple(
            (name, secrets.get(name, value) if value == STARS else value)
            for name, value in request.headers
        ),
        password=stored.password if request.password == STARS else request.password,
    )


def redact_text(text: str, secrets: Iterable[str]) -> str:
    """The text without the secrets, which a receiver may have sent back."""
    for secret in sorted(filter(None, secrets), key=len, reverse=True):
        text = text.replace(secret, STARS)
    return text


def redact_headers(headers: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """Filled-in headers as they may be shown: here a template's value is a secret, too."""
    return tuple((name, STARS if is_secret_header(name) else value) for name, value in headers)


def _hide(value: str) -> str:
    return value if holds_placeholder(value) else STARS
