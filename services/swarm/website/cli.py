"""The commands of `swarm website`."""

from __future__ import annotations

import sys
from typing import Never

import click
from pydantic import ValidationError

from pro_me_the_us.client import Client
from pro_me_the_us.coordinator.models import CreateBounty
from pro_me_the_us.errors import ApiError, IntegrationError
from pro_me_the_us.fields import Repository
from swarm.neighbours import ServiceUrl
from swarm.website.gateway import CoordinatorGateway

REFUSED = 1
COULD_NOT_ASK = 3


@click.group("website")
def commands() -> None:
    """Ask of the coordinator what the website asks."""


@commands.command("create-bounty")
@click.option(
    "--coordinator-url",
    envvar="COORDINATOR_URL",
    type=ServiceUrl(),
    required=True,
    show_envvar=True,
)
@click.option(
    "--token",
    envvar="PROMETHEUS_INCOME_REQUEST_API_KEY",
    required=True,
    show_envvar=True,
    help="The website's bearer token.",
)
@click.option("--title", required=True)
@click.option("--description", required=True)
@click.option("--system-prompt", required=True, help="What the workers' agents are told.")
@click.option("--repository", metavar="OWNER/NAME", required=True)
def create_bounty(coordinator_url: str, token: str, **fields: str) -> None:
    """Register a bounty and print its id as JSON."""
    bounty = _read_bounty(fields)
    gateway = CoordinatorGateway(Client(coordinator_url, lambda _scope: token))
    try:
        created = gateway.create_bounty(bounty)
    except ApiError as error:
        _fail(_words(error), REFUSED)
    except IntegrationError as error:
        _fail(f"The coordinator at {coordinator_url} could not be asked: {error}", COULD_NOT_ASK)
    click.echo(created.model_dump_json())


def _read_bounty(fields: dict[str, str]) -> CreateBounty:
    owner, _, name = fields["repository"].partition("/")
    try:
        return CreateBounty(
            title=fields["title"],
            description=fields["description"],
            system_prompt=fields["system_prompt"],
            repository=Repository(owner=owner, name=name),
        )
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
