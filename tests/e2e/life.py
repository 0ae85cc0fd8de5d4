"""The whole swarm as processes: a coordinator, a planner, two workers, and their containers."""

from __future__ import annotations

import hashlib
import json
import subprocess
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

import base58

from pro_me_the_us.auth.keys import KeyPair
from pro_me_the_us.client import Client
from pro_me_the_us.coordinator import api
from pro_me_the_us.coordinator.models import ReadBounty
from providers import processes
from tests.e2e.swarm_processes import run
from tests.integration.ports import free_port

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from pro_me_the_us.coordinator.models import BountyProgress

WORK, PLANNING = "task-work", "task-planning"
PLANNER: Final = "octo-planner"
WORKERS: Final = ("octo-anna", "octo-bert")
COORDINATOR: Final = "coordinator"
ROUND_S: Final = 8
_WEBSITE_TOKEN: Final = "website-token-of-the-life"
_DESCRIPTION: Final = """# A tidy kitchen
- Sweep the floor
- Wash the dishes
"""


@dataclass(frozen=True)
class Program:
    """One process of the swarm: it may be killed, and started again where it was."""

    arguments: tuple[str, ...]
    environment: Mapping[str, str]


@dataclass(frozen=True)
class Life:
    """A swarm at work on one bounty. Programs are named `coordinator`, and by node and container:
    `octo-anna/node`, `octo-anna/container`.
    """

    folder: Path
    ports: Mapping[str, int]
    programs: Mapping[str, Program]
    _running: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)

    def start(self, name: str) -> None:
        """Start the program, and wait until it serves."""
        program, own = self.programs[name], self.folder / name
        own.mkdir(parents=True, exist_ok=True)
        arguments = (*program.arguments, "--port", str(self.ports[name]))
        self._running[name], _ = processes.start(
            "swarm", *arguments, folder=own, env=program.environment
        )

    def kill(self, name: str) -> None:
        """End it as a crash would."""
        processes.kill(self._running.pop(name))

    def pid_of(self, name: str) -> int:
        return self._running[name].pid

    def stop(self) -> None:
        """End whatever runs, the last to be started first."""
        while self._running:
            _, process = self._running.popitem()
            processes.stop(process)

    def create_bounty(self) -> str:
        """The identifier of a bounty of one issue with two todos."""
        created = run(
            "website",
            "create-bounty",
            *("--title", "A tidy house"),
            *("--description", _DESCRIPTION),
            *("--system-prompt", "You are tidy."),
            *("--repository", "octo-org/demo"),
            env={
                "COORDINATOR_URL": self.url_of(COORDINATOR),
                "PROMETHEUS_INCOME_REQUEST_API_KEY": _WEBSITE_TOKEN,
            },
        )
        return str(json.loads(created)["id"])

    def read_bounty(self, bounty: str) -> BountyProgress:
        """The bounty as the website sees it."""
        client = Client(self.url_of(COORDINATOR), lambda _scope: _WEBSITE_TOKEN)
        return client.call(api.READ_BOUNTY, ReadBounty(bounty=bounty))

    def url_of(self, name: str) -> str:
        return f"http://127.0.0.1:{self.ports[name]}"

    def read_distributions(self) -> dict[str, dict[str, int]]:
        """What workers were given, by round and key."""
        chain = json.loads((self.folder / "chain.json").read_text(encoding="utf-8"))
        distributions: dict[str, dict[str, int]] = chain[WORK]["distributions"]
        return distributions

    def git(self, repository: str, *arguments: str) -> list[str]:
        """The lines that git writes in the repository `owner/name`."""
        path = self.folder / "forge" / f"{repository}.git"
        command = ["git", f"--git-dir={path}", *arguments]
        done = subprocess.run(command, check=True, capture_output=True, encoding="utf-8")
        return done.stdout.splitlines()


@contextmanager
def a_life(folder: Path, *, database_url: str) -> Iterator[Life]:
    """The swarm, from its coordinator to its containers; everything is ended afterwards."""
    keys = [pair_of(name).public for name in (PLANNER, *WORKERS)]
    tasks = {task: {"stake_list": keys, "distributions": {}} for task in (WORK, PLANNING)}
    (folder / "chain.json").write_text(json.dumps(tasks), encoding="utf-8")
    run("container", "create-repository", "octo-org/demo", "--forge-directory", f"{folder}/forge")
    life = _describe(folder, database_url)
    try:
        for name in life.programs:
            life.start(name)
        yield life
    finally:
        life.stop()


def pair_of(name: str) -> KeyPair:
    return KeyPair.from_seed(_seed_of(name))


def _seed_of(name: str) -> bytes:
    return hashlib.sha256(name.encode()).digest()


def _describe(folder: Path, database_url: str) -> Life:
    names = [f"{name}/{kind}" for name in (PLANNER, *WORKERS) for kind in ("container", "node")]
    ports = {name: free_port() for name in (COORDINATOR, *names)}
    life = Life(folder, ports, {})
    programs = {COORDINATOR: _coordinator(folder, database_url)}
    for name in (PLANNER, *WORKERS):
        programs[f"{name}/container"] = _container(life, name)
        programs[f"{name}/node"] = _node(life, name)
    return Life(folder, ports, programs)


def _coordinator(folder: Path, database_url: str) -> Program:
    return Program(
        ("coordinator", "serve"),
        {
            "COORDINATOR_DATABASE_URL": database_url,
            "TASK_IDS": f"{WORK},{PLANNING}",
            "COORDINATOR_CHAIN": f"file:{folder / 'chain.json'}",
            "FORGE_DIRECTORY": str(folder / "forge"),
            "PROMETHEUS_INCOME_REQUEST_API_KEY": _WEBSITE_TOKEN,
            # Work whose worker was killed is another's after a few rounds.
            "COORDINATOR_LEASE_S": str(4 * ROUND_S),
        },
    )


def _container(life: Life, name: str) -> Program:
    return Program(
        ("container", "serve"),
        {
            **_shared(life, name),
            "KIND": _role_of(name),
            "NODE_URL": life.url_of(f"{name}/node"),
            "OWNER_KEY": pair_of(name).public,
            "WORK_DIRECTORY": str(life.folder / name / "work"),
            "FORGE_DIRECTORY": str(life.folder / "forge"),
        },
    )


def _node(life: Life, name: str) -> Program:
    return Program(
        ("node", "run"),
        {
            **_shared(life, name),
            "NODE_ROLE": _role_of(name),
            "CONTAINER_URL": life.url_of(f"{name}/container"),
            "TASK_ID": PLANNING if name == PLANNER else WORK,
            "STAKING_SECRET": base58.b58encode(_seed_of(name)).decode(),
            "DATA_DIRECTORY": str(life.folder / name / "data"),
            "SUBMISSIONS_DIRECTORY": str(life.folder / "submissions"),
            "CHAIN_FILE": str(life.folder / "chain.json"),
            "ROUND_SECONDS": str(ROUND_S),
        },
    )


def _shared(life: Life, name: str) -> dict[str, str]:
    return {"COORDINATOR_URL": life.url_of(COORDINATOR), "GITHUB_USERNAME": name}


def _role_of(name: str) -> str:
    return "planner" if name == PLANNER else "worker"
