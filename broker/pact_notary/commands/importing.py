"""`pact-notary import`: copies a whole broker through its API."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import click

from pact_notary.commands.options import DATABASE, open_database, or_complain, with_options
from pact_notary.operations.importing import import_broker
from pact_notary.operations.source import read_address


@click.command("import")
@click.argument("url")
@click.option("--username", envvar="PACT_NOTARY_IMPORT_USERNAME", show_envvar=True)
@click.option("--password", envvar="PACT_NOTARY_IMPORT_PASSWORD", show_envvar=True)
@click.option("--token", envvar="PACT_NOTARY_IMPORT_TOKEN", show_envvar=True)
@with_options(DATABASE)
def import_command(
    url: str, username: str | None, password: str | None, token: str | None, **given: Any
) -> None:
    """Copy the Pact Broker at URL: applications with versions, branches, tags, pacts, OpenAPI
    documents and verification results, environments, and what is and was in them.

    It may be run again, also when it was broken off: what was copied is not copied twice.
    """
    address = or_complain(
        lambda: read_address(url, username=username, password=password, token=token)
    )
    engine = open_database(given)

    def tell(line: str) -> None:
        click.echo(line, err=True)

    tally = or_complain(lambda: import_broker(engine, address, now=datetime.now(UTC), tell=tell))
    for line in tally.lines():
        click.echo(line)
    click.echo("Webhooks are not copied, for a broker does not tell their secrets.")
