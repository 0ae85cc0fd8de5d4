"""Verify one provider: `python -m providers coordinator`."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from providers.processes import DidNotStart
from providers.registry import PROVIDERS
from providers.sources import SourceUnusable, choose_source
from providers.verification import verify


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
@click.option("--report", type=click.Path(path_type=Path), help="Write what was found here.")
def main(
    *,
    provider: str,
    pacts: Path,
    broker: str | None,
    version: str | None,
    branch: str | None,
    report: Path | None,
) -> None:
    """Replay what consumers expect of PROVIDER against its real service.

    Exit codes: 0 it holds, 1 it does not, 2 wrong usage, 3 could not find out.
    """
    source = choose_source(pacts, broker=broker, version=version, branch=branch)
    try:
        found = verify(PROVIDERS[provider], source)
    except (SourceUnusable, DidNotStart) as error:
        click.echo(str(error), err=True)
        sys.exit(3)
    if report is not None:
        found.save(report)
    click.echo(found.explain() or f"{provider} keeps {len(found.replayed)} of its promises: all.")
    sys.exit(0 if found.holds else 1)


if __name__ == "__main__":
    main()
