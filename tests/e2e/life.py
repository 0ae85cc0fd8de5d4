"""The whole swarm as processes: a coordinator, a planner, two workers, and their containers."""

from __future__ import annotations

import json
import subprocess
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from pro_me_the_us.client import Client
from pro_me_the_us.coordinator import api
from pro_me_the_us.coordinator.models import ReadBounty
from providers import processes
from swarm.node.published import Slot, unpack
from swarm.node.submissions import SubmissionDirectory
from tests.e2e.keys import pair_of, secret_of
from tests.e2e.swarm_processes import run
from tests.integration.ports import free_port

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from pro_me_the_us.coordinator.models import BountyProgress
    from swarm.node.views import Submission

WORK, PLANNING = "task-work", "task-planning"
PLANNER: Final = "octo-planner"
WORKERS: Final = ("octo-anna", "octo-bert")
MEMBERS: Final = (PLANNER, *WORKERS)
COORDINATOR: Final = "coordinator"
ROUND_S: Final = 8
_WEBSITE_TOKEN: Final = "website-token-of-the-life"
_DESCRIPTION: Final = """# A tidy kitchen
- Sweep the floor
- Wash the dishes
"""


@dataclass(frozen=True)
class Site:
    """Where a swarm is: its files, and the address and ports that its programs listen at.

    They are named `coordinator`, and by node and container: `octo-anna/node`,
    `octo-anna/container`.
    """

    folder: Path
    forge: Path
    address: str
    ports: Mapping[str, int]

    @property
    def submissions(self) -> Path:
        return self.folder / "submissions"

    @property
    def chain(self) -> Path:
        return self.folder / "chain.json"

    def url_of(self, name: str) -> str:
        return f"http://{self.address}:{self.ports[name]}"


@dataclass(frozen=True)
class Program:
    """One process of the swarm: it may be killed, and started again where it was.

    `module` is run as a program; the first of `arguments` names its log.
    """

    module: str
    arguments: tuple[str, ...]
    environment: Mapping[str, str]


@dataclass(frozen=True)
class Life:
    """A swarm at work on one bounty."""

    site: Site
    programs: Mapping[str, Program]
    _running: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)

    def start(self, name: str) -> None:
        """Start the program, and wait until it serves."""
        program, own = self.programs[name], self.site.folder / name
        own.mkdir(parents=True, exist_ok=True)
        arguments = (*program.arguments, "--port", str(self.site.ports[name]))
        self._running[name], _ = processes.start(
            program.module, *arguments, folder=own, env=program.environment
        )

    def start_all(self) -> None:
        """Start everybody after those whom they ask."""
        for kind in (COORDINATOR, "container", "node"):
            names = [name for name in self.programs if name.endswith(kind)]
            with ThreadPoolExecutor() as pool:
                list(pool.map(self.start, names))

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
                "COORDINATOR_URL": self.site.url_of(COORDINATOR),
                "PROMETHEUS_INCOME_REQUEST_API_KEY": _WEBSITE_TOKEN,
            },
        )
        return str(json.loads(created)["id"])

    def read_bounty(self, bounty: str) -> BountyProgress:
        """The bounty as the website sees it."""
        client = Client(self.site.url_of(COORDINATOR), lambda _scope: _WEBSITE_TOKEN)
        return client.call(api.READ_BOUNTY, ReadBounty(bounty=bounty))

    def read_distributions(self, task: str) -> dict[str, dict[str, int]]:
        """What nodes were given, by round and key."""
        chain = json.loads(self.site.chain.read_text(encoding="utf-8"))
        distributions: dict[str, dict[str, int]] = chain[task]["distributions"]
        return distributions

    def read_submissions(self, task: str) -> dict[tuple[int, str], Submission]:
        """What nodes have published of their work and signed, by round and key."""
        shelf = SubmissionDirectory(self.site.submissions)
        folders = (self.site.submissions / "rounds" / task).iterdir()
        return {
            (number, key): unpack(shelf.read(address) or b"", Slot(task, number, key))
            for number in sorted(int(folder.name) for folder in folders)
            for key, address in shelf.find(task, round_number=number).items()
        }

    def git(self, repository: str, *arguments: str) -> list[str]:
        """The lines that git writes in the repository `owner/name`."""
        path = self.site.forge / f"{repository}.git"
        command = ["git", f"--git-dir={path}", *arguments]
        done = subprocess.run(command, check=True, capture_output=True, encoding="utf-8")
        return done.stdout.splitlines()


@contextmanager
def a_life(folder: Path, *, database_url: str, ahead_s: int = 0) -> Iterator[Life]:
    """The swarm, from its coordinator to its containers; everything is ended afterwards.

    `ahead_s`: how much later it is for the coordinator than for everybody else.
    """
    site = a_site(folder, folder / "forge", "127.0.0.1")
    programs = {COORDINATOR: describe_coordinator(site, database_url, ahead_s=ahead_s)}
    for name in MEMBERS:
        programs[f"{name}/container"] = _describe_container(site, name)
        container = {"CONTAINER_URL": site.url_of(f"{name}/container")}
        programs[f"{name}/node"] = describe_node(site, name, container)
    life = Life(site, programs)
    try:
        life.start_all()
        yield life
    finally:
        life.stop()


def a_site(folder: Path, forge: Path, address: str) -> Site:
    """A forge with one repository, and a chain on which everybody has staked."""
    keys = [pair_of(name).public for name in MEMBERS]
    tasks = {task: {"stake_list": keys, "distributions": {}} for task in (WORK, PLANNING)}
    names = [f"{name}/{kind}" for name in MEMBERS for kind in ("container", "node")]
    ports = {name: free_port(address) for name in (COORDINATOR, *names)}
    site = Site(folder, forge, address, ports)
    site.chain.write_text(json.dumps(tasks), encoding="utf-8")
    run("container", "create-repository", "octo-org/demo", "--forge-directory", str(site.forge))
    return site


def describe_coordinator(site: Site, database_url: str, *, ahead_s: int) -> Program:
    return Program(
        "tests.e2e.skewed",
        (str(ahead_s), "coordinator", "serve"),
        {
            "HOST": site.address,
            "COORDINATOR_DATABASE_URL": database_url,
            "TASK_IDS": f"{WORK},{PLANNING}",
            "COORDINATOR_CHAIN": f"file:{site.chain}",
            "FORGE_DIRECTORY": str(site.forge),
            "PROMETHEUS_INCOME_REQUEST_API_KEY": _WEBSITE_TOKEN,
            # Work whose worker was killed is another's after a few rounds.
            "COORDINATOR_LEASE_S": str(4 * ROUND_S),
        },
    )


def describe_node(site: Site, name: str, container: Mapping[str, str]) -> Program:
    """The node of `name`; `container` are its settings on how it comes by its container."""
    return Program(
        "swarm",
        ("node", "run"),
        {
            **_shared(site, name),
            "NODE_ROLE": role_of(name),
            "TASK_ID": task_of(name),
            "STAKING_SECRET": secret_of(name),
            "DATA_DIRECTORY": str(site.folder / name / "data"),
            "SUBMISSIONS_DIRECTORY": str(site.submissions),
            "CHAIN_FILE": str(site.chain),
            "ROUND_SECONDS": str(ROUND_S),
            **container,
        },
    )


def role_of(name: str) -> str:
    return "planner" if name == PLANNER else "worker"


def task_of(name: str) -> str:
    return PLANNING if name == PLANNER else WORK


def _describe_container(site: Site, name: str) -> Program:
    return Program(
        "swarm",
        ("container", "serve"),
        {
            **_shared(site, name),
            "KIND": role_of(name),
            "NODE_URL": site.url_of(f"{name}/node"),
            "OWNER_KEY": pair_of(name).public,
            "WORK_DIRECTORY": str(site.folder / name / "work"),
            "FORGE_DIRECTORY": str(site.forge),
        },
    )


def _shared(site: Site, name: str) -> dict[str, str]:
    return {"COORDINATOR_URL": site.url_of(COORDINATOR), "GITHUB_USERNAME": name}
