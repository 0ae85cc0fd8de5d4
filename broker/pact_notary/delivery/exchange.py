"""One request and its response over a connection that somebody else opened."""

from __future__ import annotations

import re
import socket
import ssl
import threading
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException, HTTPResponse
from typing import TYPE_CHECKING

from pact_notary.delivery.network import open_socket

if TYPE_CHECKING:
    from collections.abc import Iterator
    from contextlib import AbstractContextManager

    from pact_notary.delivery.message import Message
    from pact_notary.delivery.network import Network
    from pact_notary.delivery.settings import WebhookSettings
    from pact_notary.domain.webhooks.targets import Target

RESPONSE_LIMIT = 64 * 1024

_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")


class UnusableCertificates(Exception):
    """A file of certificates to trust cannot be read; the text says which."""


class ExchangeFailed(Exception):
    """There is no response; the text says why."""


@dataclass(frozen=True, slots=True)
class Response:
    """What came back; the body is a text without control characters, cut when it is long."""

    status: int
    reason: str
    headers: tuple[tuple[str, str], ...]
    body: str


def make_trust(settings: WebhookSettings) -> ssl.SSLContext:
    """Whom the broker believes.

    Raises: UnusableCertificates.
    """
    trust = ssl.create_default_context()
    for path in settings.certificates:
        try:
            trust.load_verify_locations(cafile=path)
        except OSError as error:
            raise UnusableCertificates(
                f"{path} cannot be read as certificates in PEM: {error}; "
                "the setting PACT_BROKER_WEBHOOK_CERTIFICATES names it"
            ) from error
    if not settings.verifies_certificates:
        trust.check_hostname = False
        trust.verify_mode = ssl.CERT_NONE
    return trust


def exchange(
    message: Message,
    target: Target,
    *,
    settings: WebhookSettings,
    network: Network,
    trust: ssl.SSLContext,
) -> Response:
    """Send the message and read the response; redirects are responses like others.

    Raises:
      TargetRefused: the host has an address that it may not have.
      ExchangeFailed: no response came, or none that can be understood.
    """
    try:
        with (
            open_socket(target, settings, network) as plain,
            _end_at(settings.deadline_s, plain),
            _secure(plain, target, trust) as connection,
        ):
            return _talk(connection, message, target)
    except (OSError, HTTPException, ValueError) as error:
        raise ExchangeFailed(_explain(error, target)) from error


def _secure(
    plain: socket.socket, target: Target, trust: ssl.SSLContext
) -> AbstractContextManager[socket.socket]:
    """The connection itself, or TLS on it when the scheme asks for that."""
    if target.scheme == "https":
        return trust.wrap_socket(plain, server_hostname=target.host)
    return nullcontext(plain)


@contextmanager
def _end_at(deadline_s: float, connection: socket.socket) -> Iterator[None]:
    """Cut the connection at the deadline: the timeout of a socket begins anew at every byte."""
    # A second handle, for TLS takes the first one away from the socket it had.
    handle = connection.dup()

    def cut() -> None:
        try:
            handle.shutdown(socket.SHUT_RDWR)
        except OSError:
            # It was closed at this moment.
            return

    timer = threading.Timer(deadline_s, cut)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
        handle.close()


def _talk(connection: socket.socket, message: Message, target: Target) -> Response:
    channel = HTTPConnection(target.host, target.port)
    channel.sock = connection
    channel.putrequest(message.method, target.resource, skip_host=True, skip_accept_encoding=True)
    channel.putheader("Host", target.authority)
    for name, value in message.headers:
        channel.putheader(name, value.encode())
    body = None if message.body is None else message.body.encode()
    channel.putheader("Content-Length", str(len(body or b"")))
    channel.putheader("Connection", "close")
    channel.endheaders(body)
    with channel.getresponse() as response:
        return _read(response)


def _read(response: HTTPResponse) -> Response:
    payload = response.read(RESPONSE_LIMIT + 1)
    charset = response.headers.get_content_charset("utf-8")
    try:
        text = payload[:RESPONSE_LIMIT].decode(charset, errors="replace")
    except LookupError:
        text = payload[:RESPONSE_LIMIT].decode(errors="replace")
    note = f" … (the first {RESPONSE_LIMIT} bytes)" if len(payload) > RESPONSE_LIMIT else ""
    headers = tuple((name.lower(), _printable(value)) for name, value in response.headers.items())
    return Response(response.status, _printable(response.reason), headers, _printable(text) + note)


def _printable(text: str) -> str:
    """The text without the control characters that a log or a database does not take."""
    return _CONTROL.sub("\N{REPLACEMENT CHARACTER}", text.replace("\r\n", "\n"))


def _explain(error: Exception, target: Target) -> str:
    where = f"{target.scheme}://{target.authority}"
    if isinstance(error, TimeoutError):
        return f"{where} did not answer in time"
    text = str(error) or type(error).__name__
    return f"{where} could not be asked: {text}"
