"""A JSON server on loopback, small enough that its answers cost a verification nothing."""

from __future__ import annotations

import json
import threading
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


@dataclass(frozen=True)
class Asked:
    """A request as it came; `body` is the JSON of it, or None."""

    method: str
    path: str
    body: Any


@dataclass(frozen=True)
class Told:
    """An answer; None in place of one hangs up."""

    status: int
    body: Any = None
    content_type: str = "application/json"


@contextmanager
def serve_json(answer: Callable[[Asked], Told | None]) -> Iterator[str]:
    """The URL of a server that answers by `answer`, until the block ends."""

    class Exchange(_Exchange):
        reply = staticmethod(answer)

    server = ThreadingHTTPServer(("127.0.0.1", 0), Exchange)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class _Exchange(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    # Buffered, an answer leaves as one packet; unbuffered, its body waits for an acknowledgement.
    wbufsize = -1
    disable_nagle_algorithm = True
    reply: Callable[[Asked], Told | None]

    def _answer(self) -> None:
        length = int(self.headers.get("Content-Length", 0))
        body = json.loads(self.rfile.read(length)) if length else None
        told = type(self).reply(Asked(self.command, self.path, body))
        if told is None:
            self.close_connection = True
            return
        content = b"" if told.body is None else json.dumps(told.body).encode()
        self.send_response(told.status)
        self.send_header("Content-Type", told.content_type)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    do_GET = do_POST = do_PUT = do_DELETE = _answer  # noqa: N815  # the names http.server calls

    def log_message(self, *_: object) -> None:
        """Say nothing: whoever serves knows what was asked."""
