"""Threads beside a server: they learn of its end from the end of the main thread."""

from __future__ import annotations

import threading


def watch_main_thread() -> threading.Event:
    """An event that is set when the main thread has ended, as it does on a graceful stop.

    Python then waits for the threads that are no daemons; this tells them not to dawdle.
    """
    stop = threading.Event()

    def watch() -> None:
        threading.main_thread().join()
        stop.set()

    threading.Thread(target=watch, name="watch-main-thread", daemon=True).start()
    return stop
