"""Between the verifier and whoever sets states: says what could not be set, and that at once.

The verifier posts to its state URL for interactions without a state too, repeats what is answered
with a 5xx for two minutes, and then does not say what the answer was.
"""

from __future__ import annotations

import json
import threading
from contextlib import contextmanager
from dataclasses import dataclass, field
from http import HTTPStatus
from http.client import HTTPException
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Final
from urllib.error import HTTPError
from urllib.request import ProxyHandler, Request, build_opener

if TYPE_CHECKING:
    from collections.abc import Iterator

_ANSWER_BYTES: Final = 1_000_000
_SAID: Final = 200
_HOST: Final = "127.0.0.1"


@dataclass(slots=True)
class Relay:
    """Where the verifier posts states; `reasons`: why some could not be set, by their names."""

    states_url: str
    timeout_s: float
    url: str = ""
    reasons: dict[str, str] = field(default_factory=dict)

    def set_state(self, asked: bytes) -> tuple[int, bytes]:
        """What the verifier is answered: never a 5xx, which it would repeat."""
        name = str(json.loads(asked).get("state") or "")
        if not name:
            return HTTPStatus.OK, b"{}"
        try:
            return HTTPStatus.OK, self._post(asked)
        except HTTPError as error:
            said = error.read(_SAID).decode(errors="replace")
            self.reasons[name] = f"the state URL answers {error.code} {said}".strip()
        except (OSError, HTTPException) as error:
            self.reasons[name] = f"the state URL does not answer: {getattr(error, 'reason', error)}"
        return HTTPStatus.UNPROCESSABLE_ENTITY, b"{}"

    def _post(self, asked: bytes) -> bytes:
        headers = {"Content-Type": "application/json", "Accept": "application/json"}
        request = Request(self.states_url, asked, headers)  # noqa: S310  # the scheme is checked
        # States are set where the flag says, whatever proxy the shell has.
        with build_opener(ProxyHandler({})).open(request, timeout=self.timeout_s) as answer:
            told: bytes = answer.read(_ANSWER_BYTES)
        return told if _is_object(told) else b"{}"


@contextmanager
def relay(states_url: str, timeout_s: float) -> Iterator[Relay]:
    """Relays on this machine until the block ends."""
    states = Relay(states_url, timeout_s)

    class Exchange(_Exchange):
        relay = states

    server = ThreadingHTTPServer((_HOST, 0), Exchange)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    states.url = f"http://{_HOST}:{server.server_port}/"
    try:
        yield states
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class _Exchange(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    relay: Relay

    def do_POST(self) -> None:
        asked = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        status, content = type(self).relay.set_state(asked)
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_: object) -> None:
        """Say nothing: the report says what could not be set."""


def _is_object(content: bytes) -> bool:
    """Values for the request come as an object; anything else is no value."""
    try:
        return isinstance(json.loads(content), dict)
    except ValueError:
        return False
