"""The command `swarm`: each room's commands under its own name."""

from __future__ import annotations

import importlib

import click

_ROOMS = ("coordinator", "container", "node", "website")


@click.group()
@click.version_option(package_name="pro-me-the-us-services")
def main() -> None:
    """Run and drive the services of the swarm."""


for _room in _ROOMS:
    main.add_command(importlib.import_module(f"swarm.{_room}.cli").commands)

if __name__ == "__main__":
    main()
