"""Stands between the verifier and a provider, and renames fields of its answers on the way."""

from __future__ import annotations

import json
import threading
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPResponse
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from tests.integration.contracts.renames import Run, SpokenBy, rename

if TYPE_CHECKING:
    from collections.abc import Iterator

_TIMEOUT_S: Final = 20
_OF_THE_CONNECTION: Final = frozenset(
    {"connection", "content-length", "date", "keep-alive", "server", "transfer-encoding"}
)


@dataclass
class RenamingProxy:
    """Forwards to `upstream`; what it renames may change between two requests."""

    upstream: str
    spoken_by: SpokenBy
    run: Run = field(default_factory=dict)

    @contextmanager
    def serve(self) -> Iterator[str]:
        """Its URL, until the block ends."""

        class Exchange(_Exchange):
            proxy = self

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

    def rename(self, method: str, path: str, content: bytes) -> bytes:
        """`content` as the consumer gets to see it."""
        renamed = self.run.get(self.spoken_by(method, urlsplit(path).path))
        if renamed is None or not content:
            return content
        return json.dumps(rename(json.loads(content), renamed)).encode()


class _Exchange(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    # Buffered, an answer leaves as one packet; unbuffered, its body waits for an acknowledgement.
    wbufsize = -1
    disable_nagle_algorithm = True
    proxy: RenamingProxy

    def _forward(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        upstream = HTTPConnection(urlsplit(self.proxy.upstream).netloc, timeout=_TIMEOUT_S)
        try:
            upstream.request(self.command, self.path, body or None, dict(self.headers.items()))
            self._answer(upstream.getresponse())
        finally:
            upstream.close()

    def _answer(self, answer: HTTPResponse) -> None:
        content = self.proxy.rename(self.command, self.path, answer.read())
        self.send_response(answer.status)
        for name, value in answer.getheaders():
            if name.lower() not in _OF_THE_CONNECTION:
                self.send_header(name, value)
        if answer.status != 204:
            self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    do_GET = do_POST = do_PUT = do_DELETE = _forward  # noqa: N815  # the names http.server calls

    def log_message(self, *_: object) -> None:
        """Say nothing: the verifier tells what it got."""
