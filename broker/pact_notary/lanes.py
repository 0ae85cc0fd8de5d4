"""Requests that may have to wait for a writer are served by threads of their own."""

from __future__ import annotations

from typing import Any

from waitress.task import ThreadedTaskDispatcher

_READING = frozenset({"GET", "HEAD", "OPTIONS"})
# A question with a body: it is posted, and changes nothing.
_QUESTION = "/for-verification"


class Lanes:
    """A dispatcher for waitress: one lane for those who read, one for those who change.

    On SQLite one request writes at a time and the others wait. If they waited in the threads
    that readers need, a crowd of writers would hold up everybody who reads.
    """

    def __init__(self, threads: int) -> None:
        self._lanes = (ThreadedTaskDispatcher(), ThreadedTaskDispatcher())
        for lane in self._lanes:
            # More that read at once would only take their turns from the one that writes.
            lane.set_thread_count(max(1, threads // 2))

    def add_task(self, task: Any) -> None:
        reading, changing = self._lanes
        (reading if only_reads(task.requests[0]) else changing).add_task(task)

    def shutdown(self) -> None:
        """Wait a little for what is being served, and cancel what was waiting."""
        for lane in self._lanes:
            lane.shutdown()


def only_reads(request: Any) -> bool:
    """Whether a request, as waitress has parsed it, changes nothing; broken ones do not."""
    if request.error:
        return True
    return request.command in _READING or request.path.rstrip("/").endswith(_QUESTION)
