"""The options of every command that listens: said once, whatever it serves."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeVar

import click

if TYPE_CHECKING:
    from collections.abc import Callable

CommandT = TypeVar("CommandT", bound="Callable[..., Any]")

_MAX_PORT: Final = 65535


def host_option(command: CommandT) -> CommandT:
    """Add --host; nobody but this machine reaches the default."""
    return click.option(
        "--host", envvar="HOST", default="127.0.0.1", show_default=True, show_envvar=True
    )(command)


def port_options(default: int) -> Callable[[CommandT], CommandT]:
    """Adds --port, which is `default` unless said otherwise, and --url-file."""

    def add(command: CommandT) -> CommandT:
        with_file = click.option(
            "--url-file",
            type=click.Path(dir_okay=False, path_type=Path),
            help="Write the URL here once it answers.",
        )(command)
        return click.option(
            "--port",
            envvar="PORT",
            type=click.IntRange(0, _MAX_PORT),
            default=default,
            show_default=True,
            show_envvar=True,
            help="0 takes any free one.",
        )(with_file)

    return add
