"""The commands of `swarm coordinator`."""

from __future__ import annotations

import json
import shutil
import sys
from concurrent.futures import ProcessPoolExecutor
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import IO, TYPE_CHECKING, Never, Unpack

import click
import structlog

from pro_me_the_us.errors import Unavailable
from pro_me_the_us.participants import COORDINATOR
from swarm.coordinator.app import build_app, build_service
from swarm.coordinator.chain import ChainUnreadable
from swarm.coordinator.deployed_options import (
    DeployedOptions,
    deployed_options,
    read_deployed,
)
from swarm.coordinator.limits import Rate
from swarm.coordinator.plan import MAX_PLAN_BYTES, PlanRefused, read_plan
from swarm.coordinator.settings import (
    DEFAULT_AGGREGATION_LEASE_S,
    DEFAULT_LEASE_S,
    DEFAULT_RATE,
    SettingInvalid,
    Settings,
    read_chain_path,
    read_task_ids,
    read_website_token,
)
from swarm.coordinator.standing import write_json, write_words
from swarm.coordinator.store import StoreDown, StoreUrlInvalid, migrate_at
from swarm.coordinator.transfer import (
    ImportRefused,
    Way,
    count_bytes,
    export_from,
    import_into,
    report_json,
    report_words,
)
from swarm.edge import DEFAULT_MAX_BODY_BYTES
from swarm.forge.git import Git
from swarm.forge.local import LocalForge
from swarm.listening import host_option, port_options
from swarm.logs import configure_logs
from swarm.serving import Binding, CannotListen
from swarm.serving import serve as serve_app

if TYPE_CHECKING:
    from collections.abc import Callable

    from swarm.coordinator.service import Coordinator

NOTHING, USAGE, MISSING = 1, 2, 3
_DATABASE_FILE = Path(".swarm/coordinator.db")
_MAX_LEASE_S = 30 * 24 * 3600
_log = structlog.get_logger("coordinator")


class _ServeOptions(DeployedOptions):
    host: str
    port: int
    url_file: Path | None
    database_url: str | None
    task_ids: str
    chain: str | None
    website_token: str | None
    max_body_bytes: int
    lease_s: int
    aggregation_lease_s: int
    requests_per_s: float
    burst: int
    forge_directory: Path | None
    threads: int
    workers: int


@click.group("coordinator")
def commands() -> None:
    """Run the coordinator, and put work into it."""


def _database_option(command: Callable[..., None]) -> Callable[..., None]:
    return click.option(
        "--database-url",
        envvar="COORDINATOR_DATABASE_URL",
        show_envvar=True,
        help=f"postgresql://… or sqlite:///FILE; unset, the file {_DATABASE_FILE}.",
    )(command)


@commands.command()
@host_option
@port_options(8080)
@_database_option
@click.option(
    "--task-ids",
    envvar="TASK_IDS",
    show_envvar=True,
    required=True,
    help="The tasks served, separated by commas.",
)
@click.option(
    "--chain",
    envvar="COORDINATOR_CHAIN",
    show_envvar=True,
    help="The stake lists, file:/path.json; without it every key is accepted, on loopback only.",
)
@click.option(
    "--website-token",
    envvar="PROMETHEUS_INCOME_REQUEST_API_KEY",
    show_envvar=True,
    help="The website's bearer token; better set as a variable, command lines are public.",
)
@click.option(
    "--max-body-bytes",
    envvar="MAX_BODY_BYTES",
    show_envvar=True,
    default=DEFAULT_MAX_BODY_BYTES,
    show_default=True,
    type=click.IntRange(min=1),
)
@click.option(
    "--lease-s",
    envvar="COORDINATOR_LEASE_S",
    show_envvar=True,
    default=DEFAULT_LEASE_S,
    show_default=True,
    type=click.IntRange(1, _MAX_LEASE_S),
    help="Seconds for which a claim holds.",
)
@click.option(
    "--aggregation-lease-s",
    envvar="COORDINATOR_AGGREGATION_LEASE_S",
    show_envvar=True,
    default=DEFAULT_AGGREGATION_LEASE_S,
    show_default=True,
    type=click.IntRange(1, _MAX_LEASE_S),
    help="The same for issues that wait for an aggregator's repository.",
)
@click.option(
    "--requests-per-s",
    envvar="COORDINATOR_REQUESTS_PER_S",
    show_envvar=True,
    default=DEFAULT_RATE.per_second,
    show_default=True,
    type=click.FloatRange(min=0.01),
    help="How often one key may ask for long; each worker process counts for itself.",
)
@click.option(
    "--burst",
    envvar="COORDINATOR_BURST",
    show_envvar=True,
    default=DEFAULT_RATE.burst,
    show_default=True,
    type=click.IntRange(min=1),
    help="How many requests one key may send at once.",
)
@click.option(
    "--forge-directory",
    envvar="FORGE_DIRECTORY",
    show_envvar=True,
    type=click.Path(file_okay=False, resolve_path=True, path_type=Path),
    help="The local forge, in which approved pull requests of issues are merged.",
)
@deployed_options
@click.option("--threads", default=8, show_default=True, type=click.IntRange(1, 64))
@click.option(
    "--workers",
    default=1,
    show_default=True,
    type=click.IntRange(1, 64),
    help="Processes; more than one on PostgreSQL only.",
)
def serve(**options: Unpack[_ServeOptions]) -> None:
    """Serve until told to stop."""
    configure_logs(COORDINATOR)
    binding = Binding(
        host=options["host"],
        port=options["port"],
        threads=options["threads"],
        workers=options["workers"],
        url_file=options["url_file"],
    )
    settings = _read_settings(options)
    _check(settings, binding)
    service = _prepare(settings)
    _warn_of_stakes(service, settings)
    started = partial(_say_started, service.store.where)
    # Workers open connections of their own.
    service.store.close()
    try:
        serve_app(partial(build_app, settings), binding, service=COORDINATOR, on_start=started)
    except CannotListen as error:
        _fail(str(error), MISSING)


@commands.command()
@_database_option
def migrate(database_url: str | None) -> None:
    """Bring the database's tables to the newest revision; `serve` does so by itself."""
    service = _prepare(_settings_of(database_url))
    click.echo(f"The tables in {service.store.where} are up to date.")


@commands.command()
@_database_option
@click.argument("bounty")
@click.argument("file", type=click.File("rb"))
def plan(database_url: str | None, bounty: str, file: IO[bytes]) -> None:
    """Store the issues and todos of BOUNTY that are written in the JSON of FILE (- for stdin)."""
    service = _prepare(_settings_of(database_url))
    try:
        read = read_plan(file.read(MAX_PLAN_BYTES + 1))
        service.store_plan(bounty, read)
    except PlanRefused as error:
        _fail("The plan was not stored:\n  " + "\n  ".join(error.problems), USAGE)
    click.echo(f"Issues stored: {len(read.issues)}, todos stored: {len(read.todos)}.")


@commands.command()
@_database_option
@click.option("--json", "as_json", is_flag=True, help="As one JSON object.")
def status(database_url: str | None, *, as_json: bool) -> None:
    """Print how much is in each state, the lease that ends first, and the rounds audited."""
    service = _build(_settings_of(database_url))
    try:
        service.store.check()
        standing = service.read_standing()
    except (StoreDown, Unavailable) as error:
        _fail(f"The database {service.store.where} cannot be read: {error}", MISSING)
    click.echo(write_json(standing) if as_json else write_words(standing))


@commands.command("import")
@_database_option
@click.argument("directory", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--replace", is_flag=True, help="Drop all work that is there, first.")
@click.option("--dry-run", is_flag=True, help="Only say what would come of it.")
@click.option("--json", "as_json", is_flag=True, help="Report as one JSON object.")
def import_documents(database_url: str | None, directory: Path, **chosen: bool) -> None:
    """Import the files of DIRECTORY that mongoexport wrote from a deployed database.

    All of it, or nothing: todos.json, issues.json, specs.json, systemprompts.json, audits.json,
    distributionresults.json, documentations.json, bugfinders.json, builderlogs.json,
    buildererrorlogs.json, builderconversations.json and plannerconversations.json, those that
    there are.
    """
    service = _prepare(_settings_of(database_url))
    way = Way(replaces=chosen["replace"], is_trial=chosen["dry_run"], now=service.now())
    try:
        with click.progressbar(
            length=count_bytes(directory), label="Importing", file=sys.stderr
        ) as bar:
            report = import_into(service.store, directory, way=way, on_bytes=bar.update)
    except ImportRefused as error:
        _fail(f"Nothing was imported: {error}", NOTHING)
    except StoreDown as error:
        _fail(f"Nothing was imported: the database does not answer: {error}", NOTHING)
    click.echo(report_json(report) if chosen["as_json"] else report_words(report))


@commands.command("export")
@_database_option
@click.argument("directory", type=click.Path(file_okay=False, path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Report as one JSON object.")
def export_documents(database_url: str | None, directory: Path, *, as_json: bool) -> None:
    """Write all work to DIRECTORY, as files that mongoimport reads."""
    service = _build(_settings_of(database_url))
    try:
        service.store.check()
        written = export_from(service.store, directory)
    except (OSError, StoreDown) as error:
        _fail(f"Not exported: {error}", NOTHING)
    lines = [f"{name}: {number} written" for name, number in written.items()]
    click.echo(json.dumps({"written": written}) if as_json else "\n".join(lines))


def _settings_of(database_url: str | None) -> Settings:
    return Settings(_database_url(database_url), task_ids=frozenset())


def _database_url(given: str | None) -> str:
    if given is not None:
        return given
    _DATABASE_FILE.parent.mkdir(parents=True, exist_ok=True)
    return f"sqlite:///{_DATABASE_FILE.resolve()}"


def _read_settings(options: _ServeOptions) -> Settings:
    chain, website_token = options["chain"], options["website_token"]
    try:
        return Settings(
            database_url=_database_url(options["database_url"]),
            task_ids=read_task_ids(options["task_ids"]),
            chain=read_chain_path(chain) if chain else None,
            website=read_website_token(website_token) if website_token else None,
            lease=timedelta(seconds=options["lease_s"]),
            aggregation_lease=timedelta(seconds=options["aggregation_lease_s"]),
            rate=Rate(options["requests_per_s"], options["burst"]),
            forge=_find_forge(options["forge_directory"]),
            max_body_bytes=options["max_body_bytes"],
            planner_task=options["planner_task_id"] or None,
            deployed=read_deployed(options),
        )
    except SettingInvalid as error:
        raise click.UsageError(str(error)) from error


def _check(settings: Settings, binding: Binding) -> None:
    if binding.workers > 1 and settings.database_url.startswith("sqlite"):
        raise click.UsageError(
            "SQLite takes one worker; use PostgreSQL (--database-url) for more than one."
        )
    if settings.chain is None and not binding.is_loopback:
        raise click.UsageError(
            f"Without stake lists everybody who reaches {binding.host} could take work. "
            "Set --chain file:/path.json, or listen on 127.0.0.1."
        )


def _prepare(settings: Settings) -> Coordinator:
    """The use cases, on a database whose tables are up to date."""
    service = _build(settings)
    try:
        # What migrating loads is gone with its process, and no worker has to hold it.
        with ProcessPoolExecutor(1) as apart:
            apart.submit(migrate_at, settings.database_url).result()
    except StoreDown as error:
        _fail(f"The database {service.store.where} cannot be used: {error}", MISSING)
    return service


def _build(settings: Settings) -> Coordinator:
    try:
        return build_service(settings)
    except StoreUrlInvalid as error:
        raise click.UsageError(str(error)) from error


def _find_forge(directory: Path | None) -> LocalForge | None:
    if directory is None:
        return None
    git = shutil.which("git")
    if git is None:
        _fail("git is not installed, or not on the PATH; it merges in --forge-directory.", MISSING)
    return LocalForge(Git(Path(git)), directory)


def _warn_of_stakes(service: Coordinator, settings: Settings) -> None:
    if settings.chain is None:
        _log.warning("stakes.unchecked", meaning="EVERY staking key is accepted; set --chain")
    try:
        service.chain.check()
    except ChainUnreadable as error:
        # Only a warning: the file may come later, and until then every claim gets a 503.
        _log.warning("chain.unreadable", reason=str(error))


def _say_started(where: str, url: str) -> None:
    _log.info("coordinator.started", url=url, database=where)


def _fail(text: str, code: int) -> Never:
    click.echo(text, err=True)
    sys.exit(code)
