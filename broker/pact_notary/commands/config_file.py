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
    known = _known_options(context)
    unknown = sorted(set(settings) - set(known))
    if unknown:
        raise click.UsageError(f"{file} sets what is no option: {', '.join(unknown)}")
    context.default_map = {
        str(known[name].name): value if known[name].multiple else _as_text(file, name, value)
        for name, value in settings.items()
    }


def _as_text(file: Path, name: str, value: Any) -> Any:
    """The value as an option takes it; of a list its words, as in the environment."""
    if isinstance(value, list) and all(isinstance(each, str | int) for each in value):
        return " ".join(map(str, value))
    if isinstance(value, str | int):
        return value
    raise click.UsageError(f"{file}: {name} must be a text, a number, true or false, or a list")


def _read(file: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except OSError as error:
        raise click.UsageError(f"{file} cannot be read: {error.strerror}") from error
    except ValueError as error:
        raise click.UsageError(f"{file} is no TOML: {error}") from error


def _known_options(context: click.Context) -> dict[str, click.Option]:
    """The options of all commands, which may share one file, as the file names them."""
    program = context.find_root().command
    commands = program.commands.values() if isinstance(program, click.Group) else [program]
    return {
        option.opts[0].removeprefix("--").replace("-", "_"): option
        for command in commands
        for option in command.params
        if isinstance(option, click.Option)
    }


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
