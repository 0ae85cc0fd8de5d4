"""A swarm of real processes in one folder, and what can be seen of it from outside."""

from __future__ import annotations

import json
import os
import secrets
import subprocess
import sys
import time
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final

from pro_me_the_us.auth.tokens import Grant, sign_token
from pro_me_the_us.client import Client
from pro_me_the_us.coordinator import api
from pro_me_the_us.coordinator.models import ReadTodo
from pro_me_the_us.participants import COORDINATOR
from providers.processes import running
from tests.e2e.keys import pair_of, secret_of
from tests.integration.ports import free_port

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pro_me_the_us.auth.keys import KeyPair
    from pro_me_the_us.coordinator.models import Todo

TASK: Final = "task-1"
WEBSITE_TOKEN: Final = "website-token-of-the-tests"
_LONG_ROUND_S: Final = 1_000_000_000
ROUND: Final = int(time.time()) // _LONG_ROUND_S
_PLAN: Final = {
    "issues": [
        {
            "uuid": "issue-1",
            "title": "A tidy house",
            "description": "Everything in its place.",
            "repository": {"owner": "octo-aggregator", "name": "demo"},
            "todos": [
                {
                    "uuid": "todo-1",
                    "title": "Sweep the floor",
                    "description": "Use the broom.",
                    "acceptance_criteria": ["no dust is left"],
                    "phases": [{"prompt": "Sweep.", "tools": []}],
                }
            ],
        }
    ]
}


@dataclass(frozen=True)
class Swarm:
    """A coordinator with one todo, a forge with the repository it is for."""

    folder: Path
    coordinator_url: str
    bounty: str

    @property
    def forge(self) -> Path:
        return self.folder / "forge"

    @property
    def submissions(self) -> Path:
        return self.folder / "submissions"

    def find_submission(self, name: str) -> Path | None:
        """The file that the node of `name` published in the round."""
        slot = self.submissions / "rounds" / TASK / str(ROUND) / pair_of(name).public
        if not slot.exists():
            return None
        return self.submissions / "content" / slot.read_text(encoding="utf-8")

    def read_todo(self, pair: KeyPair) -> Todo:
        def sign(scope: str) -> str:
            grant = Grant((COORDINATOR,), (scope,), TASK)
            now, token_id = datetime.now(UTC), secrets.token_urlsafe(16)
            return sign_token(pair, grant, now=now, token_id=token_id)

        client = Client(self.coordinator_url, sign)
        return client.call(api.READ_TODO, ReadTodo(todo="todo-1"))


@contextmanager
def a_swarm(folder: Path, *serving: str) -> Iterator[Swarm]:
    """The swarm; `serving` are further options of its coordinator."""
    database = f"sqlite:///{folder / 'coordinator.db'}"
    own = folder / "coordinator"
    own.mkdir()
    env = {
        "COORDINATOR_DATABASE_URL": database,
        "TASK_IDS": TASK,
        "PROMETHEUS_INCOME_REQUEST_API_KEY": WEBSITE_TOKEN,
    }
    options = ("--port", "0", *serving)
    with running("swarm", "coordinator", "serve", *options, folder=own, env=env) as url:
        forge = ("--forge-directory", str(folder / "forge"))
        run("container", "create-repository", "octo-aggregator/demo", *forge)
        run("container", "create-branch", "octo-aggregator/demo", "issue-1", *forge)
        plan = folder / "plan.json"
        plan.write_text(json.dumps(_PLAN), encoding="utf-8")
        bounty = json.loads(_create_bounty(url))["id"]
        run("coordinator", "plan", "--database-url", database, bounty, str(plan))
        yield Swarm(folder, url, bounty)


@contextmanager
def a_container(swarm: Swarm, name: str, *, node_url: str) -> Iterator[str]:
    """The URL of the container that works as `name`."""
    own = swarm.folder / f"container-of-{name}"
    own.mkdir()
    env = {
        "COORDINATOR_URL": swarm.coordinator_url,
        "NODE_URL": node_url,
        "GITHUB_USERNAME": name,
        "OWNER_KEY": pair_of(name).public,
        "WORK_DIRECTORY": str(own / "work"),
        "FORGE_DIRECTORY": str(swarm.forge),
    }
    with running("swarm", "container", "serve", "--port", "0", folder=own, env=env) as url:
        yield url


@contextmanager
def a_running_node(swarm: Swarm, name: str) -> Iterator[str]:
    """The URL of a node that runs rounds, with a container of its own."""
    own = swarm.folder / f"process-of-{name}"
    own.mkdir()
    # Node and container each have to know the other's address before either has one.
    port = str(free_port())
    with a_container(swarm, name, node_url=f"http://127.0.0.1:{port}") as container_url:
        env = node_settings(swarm, name, container_url=container_url)
        with running("swarm", "node", "run", "--port", port, folder=own, env=env) as url:
            yield url


def node_settings(swarm: Swarm, name: str, *, container_url: str) -> dict[str, str]:
    """The environment of the node that has the container work as `name`."""
    secret = swarm.folder / f"{name}.secret"
    secret.write_text(secret_of(name) + "\n", encoding="utf-8")
    return {
        "COORDINATOR_URL": swarm.coordinator_url,
        "CONTAINER_URL": container_url,
        "TASK_ID": TASK,
        "GITHUB_USERNAME": name,
        "STAKING_SECRET_FILE": str(secret),
        "DATA_DIRECTORY": str(swarm.folder / f"node-of-{name}"),
        "SUBMISSIONS_DIRECTORY": str(swarm.submissions),
        "ROUND_SECONDS": str(_LONG_ROUND_S),
    }


def run_round(env: dict[str, str]) -> dict[str, Any]:
    """What `swarm node round` says of the round."""
    summary: dict[str, Any] = json.loads(run("node", "round", str(ROUND), env=env))
    return summary


def run(*arguments: str, env: dict[str, str] | None = None) -> str:
    """What the command prints, once it has ended well."""
    done = subprocess.run(
        [sys.executable, "-m", "swarm", *arguments],
        env={**os.environ, **(env or {})},
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def _create_bounty(url: str) -> str:
    return run(
        "website",
        "create-bounty",
        *("--title", "A tidy house"),
        *("--description", "Tidy the house."),
        *("--system-prompt", "You are tidy."),
        *("--repository", "octo-org/demo"),
        env={"COORDINATOR_URL": url, "PROMETHEUS_INCOME_REQUEST_API_KEY": WEBSITE_TOKEN},
    )
