"""Pods as nodes describe them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from swarm.node.pod import Pod

if TYPE_CHECKING:
    from docker.models.containers import Container

    from swarm.node.engine import Engine

KEY: Final = "3ogUn1GNXoASaRbxPNeVJnVv5rG4EPBtmQmX61jVorUe"
ENVIRONMENT: Final = {
    "COORDINATOR_URL": "http://host.docker.internal:1",
    "NODE_URL": "http://host.docker.internal:1",
    "GITHUB_USERNAME": "octo-worker",
    "OWNER_KEY": KEY,
}


def a_pod(image: str, **changes: Any) -> Pod:
    return Pod(**{"name": "swarm-test", "image": image, "environment": ENVIRONMENT, **changes})


def run_in(container: Container, script: str) -> tuple[int, str]:
    """The exit code of a shell script in the container, and what it wrote."""
    done = container.exec_run(["sh", "-c", script])
    assert done.exit_code is not None
    assert isinstance(done.output, bytes)
    return done.exit_code, done.output.decode()


def list_containers(engine: Engine, pod: Pod) -> list[Container]:
    """The pod's container while there is one, running or not."""
    return engine.client.containers.list(
        all=True, ignore_removed=True, filters={"name": f"^/{pod.name}$"}
    )
