"""A webhook's request with everything filled in, and which parts of it nobody may see."""

from __future__ import annotations

import base64
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pact_notary.domain.webhooks.redaction import is_secret_header, redact_headers
from pact_notary.domain.webhooks.templates import is_json, render_body, render_line, render_url

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pact_notary.domain.webhooks.document import HookRequest


@dataclass(frozen=True, slots=True)
class Message:
    """What is sent. `secrets` are texts that are to be found nowhere but in the message."""

    method: str
    url: str
    headers: tuple[tuple[str, str], ...] = field(repr=False)
    body: str | None
    secrets: tuple[str, ...] = field(default=(), repr=False)

    @property
    def shown_headers(self) -> tuple[tuple[str, str], ...]:
        return redact_headers(self.headers)


def compose(request: HookRequest, values: Mapping[str, str], *, user_agent: str) -> Message:
    """Fill in the templates, and the headers that the request does not name itself."""
    own = {name: render_line(value, values) for name, value in request.headers}
    credentials = _read_credentials(request, values)
    headers = {**_default_headers(request, user_agent), **own, **credentials}
    return Message(
        method=request.method,
        url=render_url(request.url, values),
        headers=tuple(headers.items()),
        body=render_body(request, values),
        secrets=tuple(_find_secrets(headers, render_line(request.password or "", values))),
    )


def _default_headers(request: HookRequest, user_agent: str) -> dict[str, str]:
    headers = {"accept": "*/*", "user-agent": user_agent}
    if request.body is None:
        return headers
    kind = "application/json" if is_json(request) else "text/plain; charset=utf-8"
    return {**headers, "content-type": kind}


def _read_credentials(request: HookRequest, values: Mapping[str, str]) -> dict[str, str]:
    if request.username is None:
        return {}
    pair = f"{render_line(request.username, values)}:{render_line(request.password or '', values)}"
    return {"authorization": f"Basic {base64.b64encode(pair.encode()).decode()}"}


def _find_secrets(headers: Mapping[str, str], password: str) -> Iterator[str]:
    if password:
        yield password
    for name, value in headers.items():
        if is_secret_header(name) and value:
            # The scheme is no secret: of "Bearer abc" the receiver may repeat "abc" alone.
            yield from {value, value.split()[-1]}
