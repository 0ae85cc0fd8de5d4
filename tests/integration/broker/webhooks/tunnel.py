"""A proxy that opens tunnels, all to one port of this machine, and remembers what it was asked."""

from __future__ import annotations

import selectors
import socket
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


class Tunnels:
    """A proxy on `port`; `asked` is what it was told, without the version of HTTP."""

    def __init__(self, server: socket.socket, destination: int) -> None:
        self.port: int = server.getsockname()[1]
        self.asked: list[str] = []
        self._server = server
        self._destination = destination

    def serve_one(self) -> None:
        client, _ = self._server.accept()
        with client, socket.create_connection(("127.0.0.1", self._destination)) as receiver:
            with client.makefile("rb", buffering=0) as lines:
                head = list(iter(lambda: lines.readline().decode().strip(), ""))
            self.asked.append(head[0].rpartition(" ")[0])
            client.sendall(b"HTTP/1.1 200 Connection established\r\n\r\n")
            _pass_on(client, receiver)


@contextmanager
def open_tunnels(*, destination: int) -> Iterator[Tunnels]:
    """Serves one connection."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        tunnels = Tunnels(server, destination)
        thread = threading.Thread(target=tunnels.serve_one)
        thread.start()
        yield tunnels
        thread.join()


def _pass_on(client: socket.socket, receiver: socket.socket) -> None:
    """Until one of the two ends."""
    with selectors.DefaultSelector() as selector:
        selector.register(client, selectors.EVENT_READ, receiver)
        selector.register(receiver, selectors.EVENT_READ, client)
        while all(_pass_once(key) for key, _ in selector.select()):
            pass


def _pass_once(key: selectors.SelectorKey) -> bool:
    """Whether there was anything to pass on."""
    source = key.fileobj
    assert isinstance(source, socket.socket)
    passed = source.recv(65536)
    key.data.sendall(passed)
    return bool(passed)
