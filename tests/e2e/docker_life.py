"""The whole swarm, with each node's container on a Docker engine."""

from __future__ import annotations

import os
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from swarm.node.pod import name_pod
from tests.e2e.container_host import CONTAINER_USER
from tests.e2e.keys import pair_of
from tests.e2e.life import (
    COORDINATOR,
    MEMBERS,
    Life,
    a_site,
    describe_coordinator,
    describe_node,
    role_of,
    task_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.e2e.container_host import ContainerHost
    from tests.e2e.life import Program


@contextmanager
def a_docked_life(
    folder: Path, host: ContainerHost, *, forge: Path, database_url: str, ahead_s: int = 0
) -> Iterator[Life]:
    """As `a_life`; nodes and coordinator listen where containers reach them.

    `forge`: a folder that other users can come to, unlike those of tests.
    """
    if os.geteuid() != 0:
        pytest.skip("only root can run a coordinator that merges as its containers' user")
    site = a_site(folder, forge, host.address)
    coordinator = describe_coordinator(site, database_url, ahead_s=ahead_s)
    programs = {COORDINATOR: _as_container_user(coordinator)}
    for name in MEMBERS:
        port = site.ports[f"{name}/node"]
        programs[f"{name}/node"] = describe_node(site, name, host.settings(port, forge=site.forge))
    life = Life(site, programs)
    with host.lent(site.forge):
        try:
            life.start_all()
            yield life
        finally:
            life.stop()
            for name in MEMBERS:
                host.remove(name_container(name))


def name_container(name: str) -> str:
    """The container of that node, as the engine knows it."""
    return name_pod(task_of(name), f"{role_of(name)}-container", pair_of(name).public)


def _as_container_user(program: Program) -> Program:
    """What it makes in the forge is to be theirs, who go on with it."""
    arguments = (CONTAINER_USER, program.module, *program.arguments)
    return replace(program, module="tests.e2e.as_user", arguments=arguments)
