"""A coordinator as people run it: its own process, on a database of its own."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import requests

from providers.processes import kill, start, stop
from swarm.coordinator.store import Store
from tests.integration.coordinator.builders import TASK, a_signed_token

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Iterator
    from pathlib import Path

WEBSITE_TOKEN: Final = "the-token-of-the-website"
_PATIENCE_S = 30


@dataclass(frozen=True)
class Running:
    """The process, where it answers, and its store seen from beside it."""

    url: str
    process: subprocess.Popen[bytes]
    store: Store

    def send(
        self, method: str, path: str, *, token: str | None = None, **content: Any
    ) -> requests.Response:
        """A request as `requests` sends it; with a node's own token unless given another."""
        bearer = a_signed_token() if token is None else token
        headers = {**content.pop("headers", {}), "Authorization": f"Bearer {bearer}"}
        return requests.request(
            method, self.url + path, headers=headers, timeout=_PATIENCE_S, **content
        )


@contextmanager
def coordinator(folder: Path, database_url: str, *options: str) -> Iterator[Running]:
    process, url = launch(folder, database_url, *options)
    opened = Store.at(database_url)
    try:
        yield Running(url, process, opened)
    finally:
        opened.close()
        if process.poll() is None:
            stop(process)
        kill(process)


def launch(folder: Path, database_url: str, *options: str) -> tuple[subprocess.Popen[bytes], str]:
    """Start `swarm coordinator serve`, wherever it finds a free port."""
    folder.mkdir(parents=True, exist_ok=True)
    env = {
        "COORDINATOR_DATABASE_URL": database_url,
        "TASK_IDS": TASK,
        "PROMETHEUS_INCOME_REQUEST_API_KEY": WEBSITE_TOKEN,
    }
    arguments = ("swarm", "coordinator", "serve", "--port", "0", *options)
    return start(*arguments, folder=folder, env=env)
