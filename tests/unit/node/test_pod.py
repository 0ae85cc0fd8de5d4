"""Pods: pinned images, and names and fingerprints that tell one from another."""

from __future__ import annotations

from dataclasses import replace

import pytest

from swarm.node.pod import Limits, Pod, is_pinned, name_pod

DIGEST = f"sha256:{'0a' * 32}"
POD = Pod("swarm-worker", DIGEST, {"A": "1", "B": "2"})


@pytest.mark.parametrize(
    "image", [DIGEST, f"swarm@{DIGEST}", f"images.example:5000/team/swarm@{DIGEST}"]
)
def test_image_named_by_its_content_is_pinned(image: str) -> None:
    assert is_pinned(image)


@pytest.mark.parametrize(
    "image", ["swarm", "swarm:latest", "swarm@sha256:0a", f"--privileged@{DIGEST}", f"{DIGEST}\n"]
)
def test_image_named_otherwise_is_not(image: str) -> None:
    assert not is_pinned(image)


def test_fingerprint_does_not_depend_on_the_order_of_settings() -> None:
    assert replace(POD, environment={"B": "2", "A": "1"}).fingerprint == POD.fingerprint


@pytest.mark.parametrize(
    "changed",
    [
        replace(POD, image=f"sha256:{'0b' * 32}"),
        replace(POD, environment={"A": "1"}),
        replace(POD, forge_directory="/forge"),
        replace(POD, limits=Limits(pids=64)),
    ],
    ids=["image", "environment", "forge", "limits"],
)
def test_fingerprint_is_another_for_another_pod(changed: Pod) -> None:
    assert changed.fingerprint != POD.fingerprint


def test_name_is_the_nodes_own() -> None:
    name = name_pod("task-1", "worker-container", "key-1")

    assert name == name_pod("task-1", "worker-container", "key-1")
    assert name != name_pod("task-1", "worker-container", "key-2")
    assert name.startswith("swarm-worker-container-")
