"""A server that takes what webhooks send, and a trusted certificate for it."""

from __future__ import annotations

import queue
import threading
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import ssl
    from collections.abc import Iterator, Mapping

PATIENCE_S = 30


@dataclass(frozen=True)
class Received:
    """A request as it arrived; header names are lower-case."""

    method: str
    path: str
    headers: Mapping[str, str]
    body: str


@dataclass(frozen=True)
class Reply:
    """What the receiver answers. `sends_nothing` keeps the sender waiting until the end."""

    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b"thanks"
    sends_nothing: bool = False


class Receiver:
    """Answers with the replies in turn, the last one again and again, and keeps what came."""

    def __init__(self, port: int, scheme: str) -> None:
        self.url = f"{scheme}://127.0.0.1:{port}"
        self.port = port
        self.replies = [Reply()]
        self.ended = threading.Event()
        self._received: queue.Queue[Received] = queue.Queue()

    def keep(self, received: Received) -> Reply:
        self._received.put(received)
        return self.replies.pop(0) if len(self.replies) > 1 else self.replies[0]

    def wait_for_one(self) -> Received:
        return self._received.get(timeout=PATIENCE_S)

    @property
    def received(self) -> list[Received]:
        """All that came and was not waited for."""
        return list(self._received.queue)


@contextmanager
def serve(*, certificate: ssl.SSLContext | None = None) -> Iterator[Receiver]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), _make_handler())
    if certificate is not None:
        server.socket = certificate.wrap_socket(server.socket, server_side=True)
    receiver = Receiver(server.server_port, "https" if certificate else "http")
    server.RequestHandlerClass.receiver = receiver  # type: ignore[attr-defined]  # declared below
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    try:
        yield receiver
    finally:
        receiver.ended.set()
        server.shutdown()
        thread.join()
        server.server_close()


def _make_handler() -> type[BaseHTTPRequestHandler]:
    """A class of its own for each server, which is how this library passes state."""

    class Handler(BaseHTTPRequestHandler):
        receiver: Receiver

        def handle_one_request(self) -> None:
            self.raw_requestline = self.rfile.readline(65537)
            if not self.raw_requestline or not self.parse_request():
                return
            size = int(self.headers.get("content-length") or 0)
            received = Received(
                method=self.command,
                path=self.path,
                headers={name.lower(): value for name, value in self.headers.items()},
                body=self.rfile.read(size).decode(),
            )
            self._reply(self.receiver.keep(received))

        def _reply(self, reply: Reply) -> None:
            if reply.sends_nothing:
                self.receiver.ended.wait(PATIENCE_S)
                return
            self.send_response(reply.status)
            for name, value in reply.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(reply.body)))
            self.end_headers()
            self.wfile.write(reply.body)

        def log_message(self, *_: object) -> None:
            """Nothing: what came is asserted, not read."""

    return Handler
