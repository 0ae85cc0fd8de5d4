"""Options are spelt once: as flags, and as the official broker's settings where it has them."""

from __future__ import annotations

import os
import sys
from functools import reduce
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from pact_notary.commands.config_file import CONFIG
from pact_notary.delivery.exchange import UnusableCertificates
from pact_notary.domain.refusals import Refusal
from pact_notary.operations.refusals import CannotOperate
from pact_notary.serving import CannotListen
from pact_notary.settings import (
    DATABASE_PARTS,
    database_file,
    default_data_dir,
    default_database_url,
    official_database_url,
)
from pact_notary.store.database import CannotOpen, migrate, open_engine

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    import sqlalchemy as sa

    Decorator = Callable[[Any], Any]

F = TypeVar("F")
R = TypeVar("R")


def official(name: str, **settings: Any) -> Decorator:
    """An option that is also a setting of the official broker, or is named like one."""
    option = "--" + name.lower().replace("_", "-")
    if settings.get("type") is bool:
        option += f"/--no-{option[2:]}"
        del settings["type"]
    variable = f"PACT_BROKER_{name}"
    return click.option(option, envvar=variable, show_envvar=True, show_default=True, **settings)


def with_options(options: Sequence[Decorator]) -> Callable[[F], F]:
    return lambda command: reduce(lambda made, option: option(made), reversed(options), command)


DATABASE: Sequence[Decorator] = (
    CONFIG,
    official(
        "DATABASE_URL",
        help="sqlite:////absolute/file or postgresql://user:password@host/name. Or set its parts: "
        f"{', '.join(f'PACT_BROKER_DATABASE_{part}' for part in DATABASE_PARTS)}.",
    ),
    click.option(
        "--data-dir",
        type=click.Path(file_okay=False, path_type=Path),
        help="Folder of the SQLite file when no database is named.",
        envvar="PACT_NOTARY_DATA_DIR",
        show_envvar=True,
    ),
    official(
        "LOG_LEVEL",
        default="info",
        type=click.Choice(["debug", "info", "warn", "error", "fatal"], case_sensitive=False),
        help="What is worth a line of the log.",
    ),
)


def or_complain(work: Callable[[], R]) -> R:
    """Do it; what the user can mend ends the program with one line that says how."""
    try:
        return work()
    except (CannotOpen, CannotListen, CannotOperate, UnusableCertificates, Refusal) as error:
        click.echo(f"pact-notary: {error}", err=True)
        sys.exit(1)


def log_level(given: Mapping[str, Any]) -> str:
    """The level as this language's logs call it; the official settings are in other words."""
    level: str = given["log_level"].upper()
    return {"WARN": "WARNING", "FATAL": "CRITICAL"}.get(level, level)


def database_url(given: Mapping[str, Any]) -> str:
    """The database that was named, or the file in the data folder, which is made."""
    folder = given["data_dir"] or default_data_dir()
    url: str = given["database_url"] or _official_url() or default_database_url(folder)
    file = database_file(url)
    if file is not None:
        or_complain(lambda: _make_folder(file.parent))
    return url


def _official_url() -> str | None:
    try:
        return official_database_url(os.environ)
    except ValueError as error:
        raise click.UsageError(str(error)) from error


def open_database(given: Mapping[str, Any]) -> sa.Engine:
    """The engine of the database that was named, its tables up to date."""
    engine = connect(given)
    or_complain(lambda: migrate(engine))
    return engine


def connect(given: Mapping[str, Any]) -> sa.Engine:
    """The engine of the database that was named, as it is; closed with the command."""
    url = database_url(given)
    engine = or_complain(lambda: open_engine(url))
    click.get_current_context().call_on_close(engine.dispose)
    return engine


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise CannotOpen(f"the folder {folder} cannot be made: {error.strerror}") from error
