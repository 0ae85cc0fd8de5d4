"""The log of one attempt: a line for each thing that was said, with its time and level."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from pact_notary.delivery.exchange import Response
    from pact_notary.delivery.message import Message

BODY_LIMIT = 16 * 1024


def tell_request(message: Message) -> Iterator[str]:
    """Method and URL, headers with stars for secrets, body."""
    yield f"{message.method} {message.url}"
    for name, value in message.shown_headers:
        yield f"{name}: {value}"
    yield _cut(message.body) if message.body is not None else "(no body)"


def tell_response(response: Response) -> Iterator[str]:
    yield f"HTTP status {response.status} {response.reason}".rstrip()
    for name, value in response.headers:
        yield f"{name}: {value}"
    yield _cut(response.body) if response.body else "(no body)"


def write(lines: Iterator[str], *, at: datetime, level: str = "INFO") -> str:
    """The lines with their time; what goes on over several lines is indented after the first."""
    time = at.strftime("%Y-%m-%dT%H:%M:%SZ")
    return "".join(f"[{time}] {level}: {_indent(line)}\n" for line in lines)


def _cut(text: str) -> str:
    if len(text) <= BODY_LIMIT:
        return text
    return f"{text[:BODY_LIMIT]} … ({len(text)} characters in all)"


def _indent(text: str) -> str:
    return text.replace("\n", "\n    ")
