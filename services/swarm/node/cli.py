"""The commands of `swarm node`."""

from __future__ import annotations

import click


@click.group("node")
def commands() -> None:
    """Run a node."""
