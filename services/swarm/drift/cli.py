"""The command `swarm drift`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal, Never, TypedDict, Unpack

import click

from pro_me_the_us.participants import COORDINATOR
from swarm.drift import documents, page, tables
from swarm.drift.needs import Held, list_needs
from swarm.drift.replay import NoProvider, Replay
from swarm.drift.report import DRIFTED, HOLDS, NOT_FOUND_OUT, Report
from swarm.drift.results import read_results
from swarm.drift.routes import find_uses, read_route
from swarm.drift.usage import read_latest, read_used
from swarm.neighbours import ServiceUrl
from swarm.pacts.broker import Broker, authorize
from swarm.pacts.documents import PactsUnusable, choose, read_folder
from swarm.pacts.program import ProgramMissing, find_program

if TYPE_CHECKING:
    from swarm.drift.needs import Need

_DEFAULT_FOLDER: Final = Path("pacts")
_TIMEOUT_S: Final = 10.0
_NO_STATES: Final = (
    "No provider states were set (--state-url), and what needs one may differ for that alone."
)
_NO_USE: Final = "By the broker, no consumer of it is deployed or released anywhere."


class _Options(TypedDict):
    pacts: Path | None
    provider_url: str | None
    state_url: str | None
    consumers: tuple[str, ...]
    provider_name: str
    broker_url: str | None
    token: str | None
    username: str | None
    password: str | None
    who_uses: str | None
    form: Literal["table", "json", "html"]
    output: Path | None
    timeout: float


@click.command("drift")
@click.option(
    "--pacts",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="The folder of pacts; unset and without a broker, ./pacts.",
)
@click.option(
    "--provider",
    "provider_url",
    type=ServiceUrl(),
    help="Ask the provider that runs here; unset, take the results in the broker.",
)
@click.option("--state-url", type=ServiceUrl(), help="Post each provider state here first.")
@click.option(
    "--consumer", "consumers", multiple=True, help="Only what this one needs; repeatable."
)
@click.option("--provider-name", default=COORDINATOR, show_default=True, help="As pacts call it.")
@click.option("--broker", "broker_url", type=ServiceUrl(), help="Says which pacts are in use.")
@click.option("--token", envvar="PACT_BROKER_TOKEN", show_envvar=True)
@click.option("--username", envvar="PACT_BROKER_USERNAME", show_envvar=True)
@click.option("--password", envvar="PACT_BROKER_PASSWORD", show_envvar=True)
@click.option(
    "--who-uses",
    metavar="ROUTE",
    help='Say which versions need a route, as "POST /a/{any}", and where they are.',
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "json", "html"]),
    default="table",
    show_default=True,
)
@click.option("--output", type=click.Path(dir_okay=False, path_type=Path), help="Write it here.")
@click.option(
    "--timeout",
    type=click.FloatRange(min=0, min_open=True, max=600),
    default=_TIMEOUT_S,
    show_default=True,
    metavar="SECONDS",
    help="The longest that one answer may take.",
)
def commands(**options: Unpack[_Options]) -> None:
    """Say what a provider does not do of what its consumers need, and why.

    Exit codes: 0 all that is in use is met (or a route is used), 1 not so, 2 wrong usage,
    3 could not find out.
    """
    _check(options)
    try:
        if options["who_uses"] is not None:
            _tell_uses(options["who_uses"], options)
        _tell_drift(options)
    except (PactsUnusable, ProgramMissing, NoProvider, OSError) as error:
        click.echo(str(error), err=True)
        sys.exit(NOT_FOUND_OUT)


def _check(options: _Options) -> None:
    who_uses = options["who_uses"]
    if options["broker_url"] is None and (who_uses or options["provider_url"] is None):
        raise click.UsageError("Say where it runs by --provider, or whom to ask by --broker.")
    if options["state_url"] and options["provider_url"] is None:
        raise click.UsageError("--state-url sets states of a running provider: add --provider.")
    if options["pacts"] and options["provider_url"] is None:
        raise click.UsageError("A broker has results of its own pacts only: leave out --pacts.")
    if who_uses is None:
        return
    if read_route(who_uses) is None:
        raise click.UsageError(f'--who-uses {who_uses!r} is no route; write "POST /a/{{any}}".')
    if options["provider_url"] or options["form"] == "html":
        raise click.UsageError("--who-uses asks a broker, and answers as a table or JSON.")


def _tell_uses(text: str, options: _Options) -> Never:
    route = read_route(text)
    broker = _open_broker(options)
    if route is None or broker is None:  # `_check` has seen to both
        raise AssertionError(text)
    provider = options["provider_name"]
    needs = list_needs(read_used(broker, provider), options["consumers"])
    uses = find_uses(route, needs)
    write = documents.write_uses if options["form"] == "json" else tables.show_uses
    _write(write(route, provider, uses), options["output"])
    sys.exit(HOLDS if uses else DRIFTED)


def _tell_drift(options: _Options) -> Never:
    provider = options["provider_name"]
    broker = _open_broker(options)
    held = _gather(options, broker)
    needs = list_needs(held, options["consumers"])
    if not needs:
        whose = ", ".join(options["consumers"]) or "anybody"
        raise PactsUnusable(f"There is nothing that {whose} needs of {provider}.")
    report = _ask(options, needs)
    write = {"table": tables.show_report, "json": documents.write_report, "html": page.write_page}
    _write(write[options["form"]](report), options["output"])
    if options["output"] is not None:
        click.echo(report.summary, err=True)
    sys.exit(report.exit_code)


def _gather(options: _Options, broker: Broker | None) -> tuple[Held, ...]:
    """What is in use comes first; it is everything, unless a broker knows better."""
    provider = options["provider_name"]
    if broker is None:
        return _read_files(options["pacts"] or _DEFAULT_FOLDER, provider, is_in_use=True)
    used = read_used(broker, provider)
    if options["pacts"] is not None:
        return (*used, *_read_files(options["pacts"], provider, is_in_use=False))
    return (*used, *read_latest(broker, provider))


def _read_files(folder: Path, provider: str, *, is_in_use: bool) -> tuple[Held, ...]:
    pacts = choose(read_folder(folder), provider, where=str(folder))
    return tuple(Held(pact, is_in_use=is_in_use) for pact in pacts)


def _ask(options: _Options, needs: tuple[Need, ...]) -> Report:
    provider, url, states = options["provider_name"], options["provider_url"], options["state_url"]
    notes = [] if any(need.is_in_use for need in needs) else [_NO_USE]
    if url is None:
        source = f"the broker {options['broker_url']}"
        return Report(provider, source, read_results(needs), tuple(notes))
    if states is None and any(need.interaction.states for need in needs):
        notes.append(_NO_STATES)
    replay = Replay(find_program(), url, provider, options["timeout"], states)
    return Report(provider, url, replay.ask(needs), tuple(notes))


def _open_broker(options: _Options) -> Broker | None:
    if options["broker_url"] is None:
        return None
    opened_by = authorize(options["token"], options["username"], options["password"])
    return Broker(options["broker_url"], opened_by)


def _write(text: str, file: Path | None) -> None:
    if file is None:
        click.echo(text)
    else:
        file.write_text(f"{text}\n", encoding="utf-8")
