"""The commands of `swarm node`."""

from __future__ import annotations

import json
import sys
import threading
from dataclasses import asdict
from functools import partial
from typing import TYPE_CHECKING, Never

import click
from pydantic import BaseModel
from sqlalchemy.exc import SQLAlchemyError

from pro_me_the_us.participants import COORDINATOR
from swarm.logs import configure_logs
from swarm.neighbours import find_fault
from swarm.node.app import build_app, build_rounds, build_running_app, prepare
from swarm.node.container_options import container_options, container_url_option
from swarm.node.engine import Engine, EngineError
from swarm.node.options import binding_options, node_options, read_settings
from swarm.node.records import PHASES
from swarm.serving import Binding, CannotListen, serve

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from typing import Any

    from flask import Flask

    from swarm.node.pod import Pod
    from swarm.node.records import Phase
    from swarm.node.rounds import Summary
    from swarm.node.settings import Settings

UNDONE, MISSING = 1, 3


@click.group("node")
def commands() -> None:
    """Run a node: it holds the staking key and drives one container."""


@commands.command("run")
@binding_options
@container_options
@node_options
def run(host: str, port: int, url_file: Path | None, threads: int, **options: Any) -> None:
    """Work in every round, and take the container's reports, until SIGTERM."""
    settings = _prepare(options)
    _require_neighbours(settings)
    if settings.pod is not None:
        _require_engine(settings.pod)
    _serve(_build_running_app, settings, Binding(host, port, threads, url_file=url_file))


@commands.command("serve")
@binding_options
@container_url_option
@node_options
def serve_api(host: str, port: int, url_file: Path | None, threads: int, **options: Any) -> None:
    """Take the container's reports only, until SIGTERM; rounds are run by `swarm node round`."""
    settings = _prepare(options)
    _serve(build_app, settings, Binding(host, port, threads, url_file=url_file))


@commands.command("round")
@click.argument("number", type=click.IntRange(0, 2**31 - 1))
@click.option(
    "--phase",
    "phases",
    type=click.Choice(PHASES),
    multiple=True,
    help="Only this one; to be given again for more.  [default: all]",
)
@container_url_option
@node_options
def run_round(number: int, phases: tuple[Phase, ...], **options: Any) -> None:
    """Run one round and print what was done as JSON.

    Run again, it goes on where it was. It exits 1 when something went wrong.
    """
    settings = _prepare(options)
    configure_logs(settings.kind.node)
    _require_neighbours(settings)
    rounds = build_rounds(settings, threading.Event().wait)
    summary = rounds.run(number, phases or PHASES)
    click.echo(_write(summary))
    sys.exit(UNDONE if summary.errors else 0)


def _prepare(options: dict[str, Any]) -> Settings:
    settings = read_settings(options)
    try:
        prepare(settings)
    except (OSError, SQLAlchemyError) as error:
        first_line = str(error).partition("\n")[0]
        _fail(f"The data directory {settings.data_directory} cannot be used: {first_line}")
    return settings


def _serve(build: Callable[[Settings], Flask], settings: Settings, binding: Binding) -> None:
    try:
        service = settings.kind.node
        serve(partial(build, settings), binding, service=service, on_start=_say_started)
    except CannotListen as error:
        _fail(str(error))


def _say_started(url: str) -> None:
    click.echo(f"The node listens at {url}", err=True)


def _require_neighbours(settings: Settings) -> None:
    neighbours = {
        COORDINATOR: ("COORDINATOR_URL", settings.coordinator_url),
    }
    if settings.pod is None:
        neighbours[settings.kind.container] = ("CONTAINER_URL", settings.container_url)
    for participant, (variable, url) in neighbours.items():
        fault = find_fault(url, participant)
        if fault is not None:
            _fail(f"{fault}; start it first, or correct {variable}.")


def _build_running_app(settings: Settings) -> Flask:
    try:
        return build_running_app(settings)
    except EngineError as error:
        _fail(str(error))


def _require_engine(pod: Pod) -> None:
    try:
        fault = Engine.connect().find_fault(pod.image)
    except EngineError as error:
        _fail(str(error))
    if fault is not None:
        raise click.UsageError(f"--container-image: {fault}")


def _write(summary: Summary) -> str:
    return json.dumps(asdict(summary), indent=2, default=BaseModel.model_dump)


def _fail(text: str) -> Never:
    click.echo(text, err=True)
    sys.exit(MISSING)
