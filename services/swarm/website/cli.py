"""The commands of `swarm website`."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, Never, get_args

import click
from pydantic import ValidationError

from pro_me_the_us.client import Client
from pro_me_the_us.coordinator.models import (
    BountyStatus,
    CreateBounty,
    ListBounties,
    ReadBounty,
)
from pro_me_the_us.errors import ApiError, IntegrationError
from swarm.neighbours import ServiceUrl
from swarm.website.gateway import CoordinatorGateway

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from pro_me_the_us.endpoint import RequestT

REFUSED = 1
COULD_NOT_ASK = 3


@click.group("website")
def commands() -> None:
    """Ask of the coordinator what the website asks."""


def _at_coordinator(command: Callable[..., None]) -> Callable[..., None]:
    """The options that say whom to ask, and by what right."""
    url = click.option(
        "--coordinator-url",
        envvar="COORDINATOR_URL",
        type=ServiceUrl(),
        required=True,
        show_envvar=True,
    )
    token = click.option(
        "--token",
        envvar="PROMETHEUS_INCOME_REQUEST_API_KEY",
        required=True,
        show_envvar=True,
        help="The website's bearer token.",
    )
    return url(token(command))


@commands.command("create-bounty")
@_at_coordinator
@click.option("--title", required=True)
@click.option("--description", required=True)
@click.option("--system-prompt", required=True, help="What the workers' agents are told.")
@click.option("--repository", metavar="OWNER/NAME", required=True)
@click.option("--key", help="Say it again with the same words: the bounty is registered once.")
def create_bounty(coordinator_url: str, token: str, key: str | None, **fields: str) -> None:
    """Register a bounty and print its id as JSON."""
    bounty = _read_bounty(fields)
    with _telling(coordinator_url):
        created = _gateway(coordinator_url, token).create_bounty(bounty, key=key)
    click.echo(created.model_dump_json())


@commands.command("list-bounties")
@_at_coordinator
@click.option("--status", type=click.Choice(get_args(BountyStatus)))
@click.option("--after", help="The `next` of the page before.")
@click.option("--limit", type=click.IntRange(1, 200))
def list_bounties(coordinator_url: str, token: str, **chosen: str | int | None) -> None:
    """Print a page of bounties as JSON, the newest first."""
    # What is None is not sent: a query has no word for it.
    given = {name: value for name, value in chosen.items() if value is not None}
    page = _read(ListBounties, given)
    with _telling(coordinator_url):
        found = _gateway(coordinator_url, token).list_bounties(page)
    click.echo(found.model_dump_json())


@commands.command("show-bounty")
@_at_coordinator
@click.argument("bounty")
def show_bounty(coordinator_url: str, token: str, bounty: str) -> None:
    """Print BOUNTY and all that became of it as JSON."""
    wanted = _read(ReadBounty, {"bounty": bounty})
    with _telling(coordinator_url):
        progress = _gateway(coordinator_url, token).read_bounty(wanted.bounty)
    if progress is None:
        _fail(f"The coordinator knows no bounty {bounty}.", REFUSED)
    click.echo(progress.model_dump_json())


def _gateway(coordinator_url: str, token: str) -> CoordinatorGateway:
    return CoordinatorGateway(Client(coordinator_url, lambda _scope: token))


@contextmanager
def _telling(coordinator_url: str) -> Iterator[None]:
    """End with the reason when the coordinator refuses, or cannot be asked."""
    try:
        yield
    except ApiError as error:
        _fail(_words(error), REFUSED)
    except IntegrationError as error:
        _fail(f"The coordinator at {coordinator_url} could not be asked: {error}", COULD_NOT_ASK)


def _read_bounty(fields: dict[str, str]) -> CreateBounty:
    owner, _, name = fields.pop("repository").partition("/")
    return _read(CreateBounty, {**fields, "repository": {"owner": owner, "name": name}})


def _read(model: type[RequestT], fields: Mapping[str, object]) -> RequestT:
    try:
        return model.model_validate(fields)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        where = "-".join(str(step) for step in first["loc"]).replace("_", "-")
        raise click.UsageError(f"{where}: {first['msg']}") from error


def _words(error: ApiError) -> str:
    fields = "".join(f"\n  {field.pointer}: {field.detail}" for field in error.errors)
    return f"The coordinator refused ({error.code}): {error.detail}{fields}"


def _fail(text: str, code: int) -> Never:
    click.echo(text, err=True)
    sys.exit(code)
