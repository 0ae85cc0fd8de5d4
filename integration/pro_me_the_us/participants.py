"""The names under which services meet in pacts, tokens and the broker; spelt nowhere else."""

from __future__ import annotations

from typing import Final

COORDINATOR: Final = "coordinator"
WORKER_NODE: Final = "worker-node"
WORKER_CONTAINER: Final = "worker-container"
PLANNER_NODE: Final = "planner-node"
PLANNER_CONTAINER: Final = "planner-container"
WEBSITE: Final = "website"
TYPESCRIPT_CLIENT: Final = "typescript-client"
DEPLOYED_WORKER_NODE: Final = "deployed-worker-node"
DEPLOYED_WORKER_CONTAINER: Final = "deployed-worker-container"
DEPLOYED_PLANNER_NODE: Final = "deployed-planner-node"

PARTICIPANTS: Final = (
    COORDINATOR,
    WORKER_NODE,
    WORKER_CONTAINER,
    PLANNER_NODE,
    PLANNER_CONTAINER,
    WEBSITE,
    TYPESCRIPT_CLIENT,
    DEPLOYED_WORKER_NODE,
    DEPLOYED_WORKER_CONTAINER,
    DEPLOYED_PLANNER_NODE,
)
