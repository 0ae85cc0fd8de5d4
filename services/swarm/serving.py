"""Runs an app under granian: one supervising process, workers that end when it does."""

from __future__ import annotations

import errno
import multiprocessing
import os
import socket
import threading
import time
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from multiprocessing.connection import wait
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from granian import Granian
from granian.constants import Interfaces

from swarm.logs import configure_logs

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from flask import Flask

_LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})
_STOP_WITHIN_S = 10
_START_WITHIN_S = 30


class CannotListen(Exception):
    """The address cannot be listened on; the text says what to do."""


@dataclass(frozen=True)
class Binding:
    """Where and how to serve. Port 0 takes a free one; `url_file` gets the URL once it answers."""

    host: str = "127.0.0.1"
    port: int = 0
    threads: int = 8
    workers: int = 1
    url_file: Path | None = None

    @property
    def is_loopback(self) -> bool:
        return self.host in _LOOPBACK


def serve(
    build: Callable[[], Flask],
    binding: Binding,
    *,
    service: str = "swarm",
    on_start: Callable[[str], None] | None = None,
    on_stop: Callable[[], None] | None = None,
) -> None:
    """Serve what `build` makes until SIGTERM or SIGINT; requests under way are finished.

    `build` runs in each worker and must be picklable. `service` is what log lines say whose they
    are. `on_start` gets the URL in the supervising process, before workers exist.

    Raises:
        CannotListen: The address is taken or not ours.
    """
    port = take_port(binding)
    url = f"http://{binding.host}:{port}"
    server = Granian(
        "swarm",
        address=binding.host,
        port=port,
        interface=Interfaces.WSGI,
        workers=binding.workers,
        blocking_threads=binding.threads,
        workers_kill_timeout=_STOP_WITHIN_S,
        log_enabled=False,
        websockets=False,
    )
    if on_start is not None:
        server.on_startup(partial(on_start, url))
    if on_stop is not None:
        server.on_shutdown(on_stop)
    load = partial(_load, build, binding, _Said(service, url))
    server.serve(target_loader=load, wrap_loader=False)


@dataclass(frozen=True, slots=True)
class _Said:
    """What a worker has to be told by its supervisor."""

    service: str
    url: str


def _load(build: Callable[[], Flask], binding: Binding, said: _Said) -> Flask:
    configure_logs(said.service)
    app = build()
    threading.Thread(target=_follow_parent, daemon=True).start()
    if binding.url_file is not None:
        threading.Thread(target=announce, args=(binding.url_file, said.url), daemon=True).start()
    return app


def _follow_parent() -> None:
    """A supervisor killed outright cannot stop its workers; they must not go on without it."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)


def take_port(binding: Binding) -> int:
    """A port that is ours to use. Granian shares ports, so a taken one would go unnoticed."""
    family = socket.AF_INET6 if ":" in binding.host else socket.AF_INET
    with closing(socket.socket(family)) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((binding.host, binding.port))
        except OSError as error:
            raise CannotListen(_advice(binding, error)) from error
        port: int = probe.getsockname()[1]
        return port


def _advice(binding: Binding, error: OSError) -> str:
    where = f"{binding.host}:{binding.port}"
    if error.errno == errno.EADDRINUSE:
        return f"{where} is in use; choose another port, or --port 0 for any free one."
    return f"cannot listen on {where}: {error.strerror}"


def announce(file: Path, url: str) -> None:
    """Write the URL file once connections are accepted, whole or not at all."""
    address = urlsplit(url)
    deadline = time.monotonic() + _START_WITHIN_S
    while time.monotonic() < deadline:
        try:
            socket.create_connection((address.hostname, address.port), timeout=1).close()
        except OSError:
            time.sleep(0.01)
            continue
        draft = file.with_name(f"{file.name}.{os.getpid()}")
        draft.write_text(url, encoding="utf-8")
        draft.replace(file)
        return
