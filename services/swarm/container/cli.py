"""The commands of `swarm container`."""

from __future__ import annotations

import click


@click.group("container")
def commands() -> None:
    """Run a container."""
