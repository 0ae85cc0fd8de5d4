"""The command `swarm`: each room's commands under its own name."""

from __future__ import annotations

from importlib import import_module

import click

_ROOMS = ("container", "coordinator", "drift", "mock", "node", "website")


class _Rooms(click.Group):
    """Imports a room when it is asked for: a coordinator need not load what a node needs."""

    def list_commands(self, _: click.Context) -> list[str]:
        return list(_ROOMS)

    def get_command(self, _: click.Context, name: str) -> click.Command | None:
        if name not in _ROOMS:
            return None
        commands: click.Command = import_module(f"swarm.{name}.cli").commands
        return commands


@click.command(cls=_Rooms)
@click.version_option(package_name="pro-me-the-us-services")
def main() -> None:
    """Run and drive the services of the swarm."""


if __name__ == "__main__":
    main()
