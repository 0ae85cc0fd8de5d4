"""Settings may stand in a TOML file, named as the options are; flags and environment win."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import click


def read_config(context: click.Context, _option: click.Parameter, file: Path | None) -> None:
    """Let the file's settings be the defaults of the command's options."""
    if file is None:
        return
    settings = {name.replace("-", "_"): value for name, value in _read(file).items()}
    unknown = sorted(set(settings) - _known_names(context))
    if unknown:
        raise click.UsageError(f"{file} sets what is no option: {', '.join(unknown)}")
    context.default_map = settings


def _read(file: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except OSError as error:
        raise click.UsageError(f"{file} cannot be read: {error.strerror}") from error
    except ValueError as error:
        raise click.UsageError(f"{file} is no TOML: {error}") from error


def _known_names(context: click.Context) -> set[str]:
    """The options of all commands, which may share one file."""
    program = context.find_root().command
    commands = program.commands.values() if isinstance(program, click.Group) else [program]
    return {str(option.name) for command in commands for option in command.params}


CONFIG = click.option(
    "--config",
    type=click.Path(dir_okay=False, path_type=Path),
    is_eager=True,
    expose_value=False,
    callback=read_config,
    envvar="PACT_NOTARY_CONFIG",
    show_envvar=True,
    help="TOML file of settings, named as these options.",
)
