"""The commands of `swarm container`."""

from __future__ import annotations

import fcntl
import shutil
import sys
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Never

import click
from pydantic import TypeAdapter, ValidationError
from sqlalchemy.exc import SQLAlchemyError

from pro_me_the_us.auth.keys import KeyInvalid, check_public
from pro_me_the_us.fields import GithubUsername
from swarm.container.app import build_app, prepare
from swarm.container.kinds import KINDS
from swarm.container.settings import Settings
from swarm.forge.git import Git
from swarm.forge.local import LocalForge
from swarm.forge.records import Branch, ForgeError, Repository, Stamp
from swarm.listening import host_option, port_options
from swarm.neighbours import ServiceUrl
from swarm.serving import Binding, CannotListen, serve

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

REFUSED, USAGE, MISSING = 1, 2, 3
_USERNAME: TypeAdapter[str] = TypeAdapter(GithubUsername)

_forge_directory = click.option(
    "--forge-directory",
    envvar="FORGE_DIRECTORY",
    type=click.Path(file_okay=False, resolve_path=True, path_type=Path),
    default=".swarm/forge",
    show_default=True,
    show_envvar=True,
    help="Repositories and pull requests.",
)


@click.group("container")
def commands() -> None:
    """Run a container: the agent that works for one node."""


def _check_username(_context: click.Context, _option: click.Parameter, value: str) -> str:
    try:
        return _USERNAME.validate_python(value)
    except ValidationError as error:
        raise click.BadParameter(f"{value!r} is no GitHub username") from error


def _check_key(_context: click.Context, _option: click.Parameter, value: str | None) -> str | None:
    try:
        return value and check_public(value)
    except KeyInvalid as error:
        raise click.BadParameter(f"{value!r} is no staking key: {error}") from error


@commands.command("serve")
@click.option(
    "--kind",
    envvar="KIND",
    type=click.Choice(sorted(KINDS)),
    default="worker",
    show_default=True,
    show_envvar=True,
    help="worker: todos, issues, aggregators; planner: plans.",
)
@host_option
@port_options(8080)
@click.option("--threads", type=click.IntRange(1, 256), default=8, show_default=True)
@click.option(
    "--coordinator-url",
    envvar="COORDINATOR_URL",
    type=ServiceUrl(),
    required=True,
    show_envvar=True,
)
@click.option("--node-url", envvar="NODE_URL", type=ServiceUrl(), required=True, show_envvar=True)
@click.option(
    "--github-username",
    envvar="GITHUB_USERNAME",
    callback=_check_username,
    required=True,
    show_envvar=True,
    help="Who the work is done as.",
)
@click.option(
    "--owner-key",
    envvar="OWNER_KEY",
    callback=_check_key,
    show_envvar=True,
    help="The only staking key that may command this container.",
)
@click.option(
    "--work-directory",
    envvar="WORK_DIRECTORY",
    type=click.Path(file_okay=False, resolve_path=True, path_type=Path),
    default=".swarm/container",
    show_default=True,
    show_envvar=True,
    help="Jobs and what they are working on.",
)
@_forge_directory
@click.option(
    "--max-body-bytes",
    envvar="MAX_BODY_BYTES",
    type=click.IntRange(1),
    show_envvar=True,
    help="What a request may measure; unset, what the kind needs.",
)
def serve_container(
    kind: str, host: str, port: int, url_file: Path | None, threads: int, **settings: Any
) -> None:
    """Serve until SIGTERM. The node gives it the work and the right to do it."""
    binding = Binding(host, port, threads, url_file=url_file)
    _require_owner(settings["owner_key"], binding)
    read = Settings(kind=KINDS[kind], git=_find_git(), **settings)
    try:
        prepare(read)
    except (OSError, SQLAlchemyError) as error:
        first_line = str(error).partition("\n")[0]
        _fail(f"The directory {read.work_directory} cannot be used: {first_line}", MISSING)
    build = partial(build_app, read)
    try:
        with _sole_use(read.work_directory):
            serve(build, binding, service=read.kind.participant, on_start=_say_started)
    except CannotListen as error:
        _fail(str(error), MISSING)


@commands.command("create-repository")
@click.argument("repository", metavar="OWNER/NAME")
@_forge_directory
def create_repository(repository: str, forge_directory: Path) -> None:
    """Make a repository on the local forge, with a first commit on its branch main."""
    owner, _, name = repository.partition("/")
    forge = _open_forge(forge_directory)
    try:
        made = Repository(owner, name)
        forge.create_repository(made, stamp=Stamp(owner, datetime.now(UTC)))
    except ForgeError as error:
        _fail(str(error), REFUSED)
    click.echo(f"forge://{made}")


@commands.command("create-branch")
@click.argument("repository", metavar="OWNER/NAME")
@click.argument("branch")
@_forge_directory
def create_branch(repository: str, branch: str, forge_directory: Path) -> None:
    """Make a branch where main is now, unless it is there; an issue's bears the issue's uuid."""
    owner, _, name = repository.partition("/")
    forge = _open_forge(forge_directory)
    try:
        forge.create_branch(Branch(Repository(owner, name), branch))
    except ForgeError as error:
        _fail(str(error), REFUSED)


def _open_forge(directory: Path) -> LocalForge:
    git = Git(_find_git())
    directory.mkdir(parents=True, exist_ok=True)
    return LocalForge(git, directory)


def _require_owner(owner_key: str | None, binding: Binding) -> None:
    if owner_key is not None:
        return
    if not binding.is_loopback:
        text = f"Anybody could command a container at {binding.host}: set OWNER_KEY to your node's"
        _fail(f"{text} staking key, or listen on 127.0.0.1.", USAGE)
    click.echo("OWNER_KEY is not set: ANY staking key may command this container.", err=True)


@contextmanager
def _sole_use(directory: Path) -> Iterator[None]:
    """Two containers in one directory would give up each other's jobs."""
    with (directory / "lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            text = f"Another container works in {directory}; set WORK_DIRECTORY to one of its own."
            _fail(text, MISSING)
        yield


def _say_started(url: str) -> None:
    click.echo(f"The container listens at {url}", err=True)


def _find_git() -> Path:
    program = shutil.which("git")
    if program is None:
        _fail("git is not installed, or not on the PATH; the container works with it.", MISSING)
    return Path(program)


def _fail(text: str, code: int) -> Never:
    click.echo(text, err=True)
    sys.exit(code)
