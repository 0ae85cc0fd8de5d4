"""What can be said to `swarm node`, on the command line or in the environment."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeVar

import click
from pydantic import TypeAdapter, ValidationError

from pro_me_the_us.auth.keys import KeyInvalid, KeyPair
from pro_me_the_us.auth.tokens import MAX_DELEGATED_LIFETIME_S
from pro_me_the_us.fields import GithubUsername, Identifier
from swarm.edge import DEFAULT_MAX_BODY_BYTES
from swarm.listening import host_option, port_options
from swarm.neighbours import ServiceUrl
from swarm.node.container_options import read_pod
from swarm.node.kinds import KINDS
from swarm.node.settings import Settings, store_operator_token

if TYPE_CHECKING:
    from collections.abc import Callable

    from pro_me_the_us.auth.bearer import StoredToken

CommandT = TypeVar("CommandT", bound="Callable[..., Any]")

_SECRET_BYTES: Final = 1000
_MIN_TOKEN_CHARACTERS: Final = 16
_TASK: TypeAdapter[str] = TypeAdapter(Identifier)
_USERNAME: TypeAdapter[str] = TypeAdapter(GithubUsername)


def _checked(adapter: TypeAdapter[str], what: str) -> Callable[..., str]:
    def check(_context: click.Context, _option: click.Parameter, value: str) -> str:
        try:
            return adapter.validate_python(value)
        except ValidationError as error:
            raise click.BadParameter(f"{value!r} is no {what}") from error

    return check


_BINDING: Final = (
    host_option,
    port_options(8081),
    click.option("--threads", type=click.IntRange(1, 256), default=8, show_default=True),
)

_NODE: Final = (
    click.option(
        "--role",
        envvar="NODE_ROLE",
        type=click.Choice(sorted(KINDS)),
        default="worker",
        show_default=True,
        show_envvar=True,
        help="What its rounds are for: plans, or the work that plans ask for.",
    ),
    click.option(
        "--coordinator-url",
        envvar="COORDINATOR_URL",
        type=ServiceUrl(),
        required=True,
        show_envvar=True,
    ),
    click.option(
        "--task-id",
        envvar="TASK_ID",
        callback=_checked(_TASK, "task id"),
        required=True,
        show_envvar=True,
    ),
    click.option(
        "--github-username",
        envvar="GITHUB_USERNAME",
        callback=_checked(_USERNAME, "GitHub username"),
        required=True,
        show_envvar=True,
        help="Who the container works as.",
    ),
    click.option(
        "--staking-secret",
        envvar="STAKING_SECRET",
        show_envvar=True,
        help="The staking key's secret in base58. Others can read a command line: rather use the "
        "variable, or a file.",
    ),
    click.option(
        "--staking-secret-file",
        envvar="STAKING_SECRET_FILE",
        type=click.Path(exists=True, dir_okay=False, readable=True, path_type=Path),
        show_envvar=True,
    ),
    click.option(
        "--data-directory",
        envvar="DATA_DIRECTORY",
        type=click.Path(file_okay=False, resolve_path=True, path_type=Path),
        default=".swarm/node",
        show_default=True,
        show_envvar=True,
        help="What this node has done.",
    ),
    click.option(
        "--submissions-directory",
        envvar="SUBMISSIONS_DIRECTORY",
        type=click.Path(file_okay=False, resolve_path=True, path_type=Path),
        default=".swarm/submissions",
        show_default=True,
        show_envvar=True,
        help="Where nodes publish their work for each other.",
    ),
    click.option(
        "--round-seconds",
        envvar="ROUND_SECONDS",
        type=click.IntRange(1),
        default=600,
        show_default=True,
        show_envvar=True,
        help="The length of a round; rounds are numbered from 1970 on.",
    ),
    click.option(
        "--job-seconds",
        envvar="JOB_SECONDS",
        type=click.IntRange(1, MAX_DELEGATED_LIFETIME_S),
        default=600,
        show_default=True,
        show_envvar=True,
        help="How long to wait for the container's work, though never longer than a round.",
    ),
    click.option(
        "--chain-file",
        envvar="CHAIN_FILE",
        type=click.Path(exists=True, dir_okay=False, resolve_path=True, path_type=Path),
        show_envvar=True,
        help="Where stakes are read and lists are written; the coordinator reads the same file.",
    ),
    click.option(
        "--reward",
        envvar="REWARD",
        type=click.IntRange(1),
        show_envvar=True,
        help="The amount for approved work.  [default: 400000000000 for a worker, 1000000 for a "
        "planner]",
    ),
    click.option(
        "--slash",
        envvar="SLASH",
        type=click.IntRange(0),
        default=0,
        show_default=True,
        show_envvar=True,
        help="The amount that rejected work loses.",
    ),
    click.option(
        "--operator-token",
        envvar="OPERATOR_TOKEN",
        show_envvar=True,
        help="Who sends it may read what the node did; better set as a variable, command lines "
        "are public.",
    ),
    click.option(
        "--max-body-bytes",
        envvar="MAX_BODY_BYTES",
        type=click.IntRange(1),
        default=DEFAULT_MAX_BODY_BYTES,
        show_default=True,
        show_envvar=True,
    ),
)


def binding_options(command: CommandT) -> CommandT:
    """Add the options on where to serve."""
    return _add(command, _BINDING)


def node_options(command: CommandT) -> CommandT:
    """Add the options that become `Settings`."""
    return _add(command, _NODE)


def read_settings(options: dict[str, Any]) -> Settings:
    """The settings in the values of `node_options`, and of one of the options on the container."""
    settings = Settings(
        secret=_read_secret(options["staking_secret"], options["staking_secret_file"]),
        task=options["task_id"],
        github_username=options["github_username"],
        coordinator_url=options["coordinator_url"],
        container_url=options["container_url"] or "",
        data_directory=options["data_directory"],
        submissions_directory=options["submissions_directory"],
        round_s=options["round_seconds"],
        job_s=options["job_seconds"],
        max_body_bytes=options["max_body_bytes"],
        kind=KINDS[options["role"]],
        chain_file=options["chain_file"],
        reward=options["reward"],
        slash=options["slash"],
        operator=_read_operator(options["operator_token"]),
    )
    key = KeyPair.from_secret(settings.secret).public
    return replace(settings, pod=read_pod(options, settings, key=key))


def _add(command: CommandT, options: tuple[Callable[[CommandT], CommandT], ...]) -> CommandT:
    for option in reversed(options):
        command = option(command)
    return command


def _read_secret(secret: str | None, file: Path | None) -> str:
    if (secret is None) == (file is None):
        raise click.UsageError("give the staking key: set STAKING_SECRET or STAKING_SECRET_FILE")
    if file is not None:
        with file.open("rb") as opened:
            secret = opened.read(_SECRET_BYTES).decode("ascii", "replace")
    try:
        KeyPair.from_secret((secret or "").strip())
    except KeyInvalid as error:
        raise click.UsageError(f"the staking key's secret cannot be used: {error}") from error
    return (secret or "").strip()


def _read_operator(token: str | None) -> StoredToken | None:
    if token is None:
        return None
    if len(token) < _MIN_TOKEN_CHARACTERS:
        raise click.UsageError(
            f"OPERATOR_TOKEN has fewer than {_MIN_TOKEN_CHARACTERS} characters, and could be "
            "guessed; make a random one, for example with `openssl rand -hex 32`"
        )
    return store_operator_token(token)
