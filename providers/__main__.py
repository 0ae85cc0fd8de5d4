"""Verify one provider: `python -m providers coordinator`."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TypedDict, Unpack

import click

from providers.processes import DidNotStart
from providers.registry import PROVIDERS
from providers.sources import SourceUnusable, choose_source, read_credentials
from providers.verification import verify


class _Options(TypedDict):
    provider: str
    pacts: Path
    broker: str | None
    version: str | None
    branch: str | None
    pact_urls: tuple[str, ...]
    report: Path | None


@click.command()
@click.argument("provider", type=click.Choice(sorted(PROVIDERS)))
@click.option(
    "--pacts",
    default="pacts",
    show_default=True,
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="Verify against the pacts in this folder.",
)
@click.option("--broker", help="Verify against this broker's pacts instead; publishes results.")
@click.option("--version", help="This provider's version; with --broker.")
@click.option("--branch", help="This provider's branch; with --broker.")
@click.option(
    "--pact-url",
    "pact_urls",
    multiple=True,
    help="Verify the pact at this address of the broker instead of what it selects; repeatable.",
)
@click.option("--report", type=click.Path(path_type=Path), help="Write what was found here.")
def main(**options: Unpack[_Options]) -> None:
    """Replay what consumers expect of PROVIDER against its real service.

    A broker that asks who is there is shown PACT_BROKER_TOKEN, or PACT_BROKER_USERNAME and
    PACT_BROKER_PASSWORD, of the environment.

    Exit codes: 0 it holds, 1 it does not, 2 wrong usage, 3 could not find out.
    """
    provider = options["provider"]
    source = choose_source(
        options["pacts"],
        broker=options["broker"],
        version=options["version"],
        branch=options["branch"],
        credentials=read_credentials(os.environ),
        pact_urls=options["pact_urls"],
    )
    try:
        found = verify(PROVIDERS[provider], source)
    except (SourceUnusable, DidNotStart) as error:
        click.echo(str(error), err=True)
        sys.exit(3)
    if options["report"] is not None:
        found.save(options["report"])
    click.echo(found.explain() or f"{provider} keeps {len(found.replayed)} of its promises: all.")
    sys.exit(0 if found.holds else 1)


if __name__ == "__main__":
    main()
