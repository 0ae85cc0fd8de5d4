"""How `swarm coordinator serve` serves the deployed protocol, if it does."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, TypedDict, TypeVar

import click

from swarm.coordinator.settings import Deployed, read_sunset

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

CommandT = TypeVar("CommandT", bound="Callable[..., Any]")


class DeployedOptions(TypedDict):
    deployed: bool
    planner_task_id: str | None
    deployed_sunset: datetime | None
    deployed_v3_token: bool
    plans_directory: Path | None


def deployed_options(command: CommandT) -> CommandT:
    """Add the options that `read_deployed` reads."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


def read_deployed(options: DeployedOptions) -> Deployed | None:
    """What of the deployed protocol is served; None is nothing.

    Raises:
        SettingInvalid: It would be gone before it was outdated.
    """
    if not options["deployed"]:
        return None
    return Deployed(
        sunset_at=read_sunset(options["deployed_sunset"]),
        asks_v3=options["deployed_v3_token"],
        plans=options["plans_directory"],
    )


_OPTIONS = (
    click.option(
        "--planner-task-id",
        envvar="PLANNER_TASK_ID",
        show_envvar=True,
        help="The task of planners; of v1, those in --task-ids may plan as well.",
    ),
    click.option(
        "--deployed/--no-deployed",
        envvar="COORDINATOR_DEPLOYED",
        show_envvar=True,
        default=True,
        show_default=True,
        help="Serve the protocol of deployed nodes and containers beside v1.",
    ),
    click.option(
        "--deployed-sunset",
        envvar="COORDINATOR_DEPLOYED_SUNSET",
        show_envvar=True,
        type=click.DateTime(["%Y-%m-%d", "%Y-%m-%dT%H:%M:%SZ"]),
        help="When that protocol will be gone; its answers say so.",
    ),
    click.option(
        "--deployed-v3-token/--no-deployed-v3-token",
        envvar="COORDINATOR_DEPLOYED_V3_TOKEN",
        show_envvar=True,
        default=False,
        show_default=True,
        help="Ask for the website's token at /prometheus/v3/info, which is open as deployed.",
    ),
    click.option(
        "--plans-directory",
        envvar="PLANS_DIRECTORY",
        show_envvar=True,
        type=click.Path(file_okay=False, resolve_path=True, path_type=Path),
        help="Where deployed planners' plans are, a file each, named by its content's identifier.",
    ),
)
