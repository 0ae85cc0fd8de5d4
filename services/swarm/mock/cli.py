"""The command `swarm mock`."""

from __future__ import annotations

import re
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any, Never, TypedDict, Unpack

import click

from swarm.listening import port_options
from swarm.mock.broker import LATEST, find
from swarm.mock.pacts import describe, write_sources
from swarm.mock.stub import STATE_HEADER, Stub, StubEnded
from swarm.neighbours import ServiceUrl
from swarm.pacts.broker import Broker, authorize
from swarm.pacts.documents import PactsUnusable, choose, read_folder
from swarm.pacts.program import ProgramMissing, find_program
from swarm.serving import Binding, CannotListen

if TYPE_CHECKING:
    from swarm.pacts.documents import Pact

FAILED, USAGE, MISSING = 1, 2, 3
_DEFAULT_FOLDER = Path("pacts")


class _Options(TypedDict):
    pacts: Path | None
    broker_url: str | None
    broker_token: str | None
    broker_username: str | None
    broker_password: str | None
    branch: str | None
    environment: str | None
    state: str | None
    port: int
    url_file: Path | None


@click.command("mock")
@click.argument("provider")
@click.option(
    "--pacts",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="The folder of pacts; unset, ./pacts.",
)
@click.option("--broker-url", type=ServiceUrl(), help="Take pacts from this broker instead.")
@click.option("--broker-token", envvar="PACT_BROKER_TOKEN", show_envvar=True)
@click.option("--broker-username", envvar="PACT_BROKER_USERNAME", show_envvar=True)
@click.option("--broker-password", envvar="PACT_BROKER_PASSWORD", show_envvar=True)
@click.option("--branch", help="The consumers' newest pacts on this branch; else the newest.")
@click.option("--environment", help="The pacts of the consumers that run in this environment.")
@click.option("--state", metavar="REGEX", help="Answer only as in provider states like this.")
@port_options(8080)
def commands(provider: str, **options: Unpack[_Options]) -> None:
    """Stand in for PROVIDER (coordinator, worker-node, ...): answer as its pacts say."""
    _check(options)
    try:
        program = find_program()
        pacts = _find(provider, options)
        with tempfile.TemporaryDirectory(prefix="swarm-mock-") as folder:
            stub = Stub(program, write_sources(pacts, provider, Path(folder)), options["state"])
            binding = Binding(port=options["port"], url_file=options["url_file"])
            stub.serve(binding, lambda url: _say_started(provider, pacts, url))
    except PactsUnusable as error:
        _fail(str(error), USAGE)
    except (CannotListen, ProgramMissing) as error:
        _fail(str(error), MISSING)
    except StubEnded as error:
        _fail(str(error), FAILED)


def _check(options: _Options) -> None:
    of_broker = (options["branch"], options["environment"])
    if options["broker_url"] is None and any(of_broker):
        raise click.UsageError("--branch and --environment choose in a broker: add --broker-url.")
    if options["broker_url"] is not None and options["pacts"] is not None:
        raise click.UsageError("Take pacts from --pacts or from --broker-url, not from both.")
    if all(of_broker):
        raise click.UsageError("Choose by --branch or by --environment, not by both.")
    try:
        re.compile(options["state"] or "")
    except re.error as error:
        raise click.UsageError(f"--state is no regular expression: {error}") from error


def _find(provider: str, options: _Options) -> tuple[Pact, ...]:
    url = options["broker_url"]
    if url is None:
        folder = options["pacts"] or _DEFAULT_FOLDER
        return choose(read_folder(folder), provider, where=str(folder))
    broker = Broker(
        url,
        authorize(options["broker_token"], options["broker_username"], options["broker_password"]),
    )
    found = find(broker, provider, _selector(options))
    for consumer in found.unverified:
        click.echo(f"Left out: the pact of {consumer}, which {provider} does not keep.", err=True)
    if not found.verified:
        raise PactsUnusable(f"No pact of {provider} there is verified; verify one first.")
    return found.verified


def _selector(options: _Options) -> dict[str, Any]:
    if options["branch"]:
        return {"branch": options["branch"]}
    if options["environment"]:
        return {"environment": options["environment"]}
    return dict(LATEST)


def _say_started(provider: str, pacts: tuple[Pact, ...], url: str) -> None:
    consumers = ", ".join(sorted(pact.consumer for pact in pacts))
    for line in describe(pacts):
        click.echo(line, err=True)
    click.echo(f"A stand-in for {provider}, by the pacts of {consumers}, at {url}", err=True)
    click.echo(f"A request chooses a state by the header {STATE_HEADER}: REGEX", err=True)


def _fail(text: str, code: int) -> Never:
    click.echo(text, err=True)
    sys.exit(code)
