"""Serves the application on waitress, which hands over paths as they were sent."""

from __future__ import annotations

import errno
import os
import signal
import threading
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import waitress
from waitress import wasyncore
from waitress.channel import HTTPChannel

from pact_notary.bodies import READ_AT_MOST, bounded_channels
from pact_notary.lanes import Lanes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path
    from wsgiref.types import WSGIApplication

    from pact_notary.settings import Binding

_FINISH_WITHIN_S = 10.0
_LOOP_TIMEOUT_S = 1.0


class CannotListen(Exception):
    """The address cannot be listened on; the text says what to do."""


def serve(
    app: WSGIApplication, binding: Binding, *, body_limit: int, on_start: Callable[[str], None]
) -> None:
    """Serve until SIGTERM or SIGINT; requests under way are finished.

    Args:
      on_start: gets the URL as soon as connections are accepted.
    Raises: CannotListen, when the address is taken or not ours.
    """
    channels: dict[int, Any] = {}
    server = _listen(app, binding, body_limit=body_limit, channels=channels)
    stopping: list[int] = []

    def stop(number: int, _frame: object) -> None:
        stopping.append(number)
        server.pull_trigger()

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, stop)
    url = _url(binding.host, server.effective_port)
    if binding.url_file is not None:
        announce(binding.url_file, url)
    on_start(url)
    while not stopping:
        wasyncore.loop(timeout=_LOOP_TIMEOUT_S, map=channels, count=1)
    _finish(server, channels)


@contextmanager
def serving(app: WSGIApplication, binding: Binding, *, body_limit: int) -> Iterator[str]:
    """Serve from a thread of its own until the block is left; the URL is given.

    Raises: CannotListen, when the address is taken or not ours.
    """
    channels: dict[int, Any] = {}
    server = _listen(app, binding, body_limit=body_limit, channels=channels)
    stopping, woken = threading.Event(), threading.Event()

    def run() -> None:
        while not stopping.is_set():
            wasyncore.loop(timeout=_LOOP_TIMEOUT_S, map=channels, count=1)
        # It may have looked by itself just then; what wakes it must not be closed under the waker.
        woken.wait()
        _finish(server, channels)

    thread = threading.Thread(target=run, name="pact-notary", daemon=True)
    thread.start()
    try:
        yield _url(binding.host, server.effective_port)
    finally:
        stopping.set()
        server.pull_trigger()
        woken.set()
        thread.join()


def announce(file: Path, url: str) -> None:
    """Write the URL file whole, so that nobody reads half of it."""
    draft = file.with_name(f"{file.name}.{os.getpid()}")
    draft.write_text(url, encoding="utf-8")
    draft.replace(file)


def _listen(
    app: WSGIApplication, binding: Binding, *, body_limit: int, channels: dict[int, Any]
) -> Any:
    try:
        server = waitress.create_server(
            app,
            map=channels,
            host=binding.host,
            port=binding.port,
            _dispatcher=Lanes(binding.threads),
            ident=None,
            server_name=_in_url(binding.host),
            # They are read with care, and for links only.
            clear_untrusted_proxy_headers=False,
            # The limit is kept, and told, by the application.
            max_request_body_size=max(READ_AT_MOST, body_limit + 1),
        )
    except OSError as error:
        where = f"{binding.host}:{binding.port}"
        if error.errno == errno.EADDRINUSE:
            raise CannotListen(
                f"{where} is in use; choose another port, or --port 0 for any free one"
            ) from error
        raise CannotListen(f"cannot listen on {where}: {error.strerror}") from error
    for listener in channels.values():
        # A name may stand for several addresses, each with a listener.
        if hasattr(listener, "channel_class"):
            listener.channel_class = bounded_channels(body_limit)
    return server


def _finish(server: Any, channels: dict[int, Any]) -> None:
    """Accept nothing new; answer what was asked, for a while."""
    server.accepting = False
    deadline = time.monotonic() + _FINISH_WITHIN_S
    while _is_busy(channels) and time.monotonic() < deadline:
        wasyncore.loop(timeout=0.05, map=channels, count=1)
    server.task_dispatcher.shutdown()
    wasyncore.close_all(channels)


def _is_busy(channels: dict[int, Any]) -> bool:
    return any(
        isinstance(channel, HTTPChannel)
        and (channel.requests or channel.request or channel.total_outbufs_len)
        for channel in list(channels.values())
    )


def _url(host: str, port: int | str) -> str:
    return f"http://{_in_url(host)}:{port}"


def _in_url(host: str) -> str:
    return f"[{host}]" if ":" in host else host
