"""Puts a container together, of its settings, the clock and the network."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from functools import partial
from importlib.metadata import version
from typing import TYPE_CHECKING

from sqlalchemy.exc import SQLAlchemyError

from pro_me_the_us.client import Client
from pro_me_the_us.container import api
from pro_me_the_us.errors import Unavailable
from pro_me_the_us.participants import COORDINATOR
from swarm.container.access import authorize_owner
from swarm.container.audits import Auditor
from swarm.container.coordinator import CoordinatorGateway
from swarm.container.jobs import Bench
from swarm.container.journal import Journal
from swarm.container.metrics import Metrics
from swarm.container.node import NodeGateway
from swarm.container.reports import Courier
from swarm.container.service import ContainerService
from swarm.container.store import JobStore
from swarm.container.workflow.git_workflow import GitWorkflow
from swarm.edge import Edge, create_app, serve
from swarm.forge.git import Git
from swarm.forge.local import LocalForge
from swarm.neighbours import find_fault
from swarm.patience import Timer
from swarm.shutdown import watch_main_thread
from swarm.storage import open_engine

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask import Flask

    from swarm.container.settings import Settings


def build_app(settings: Settings) -> Flask:
    """The container's app, with its threads running, on what was prepared before.

    Call it in the process that serves, and in one at a time: what it finds running, it gives up.
    """
    store = _open_store(settings)
    service = _build_service(settings, store)
    app = create_app(
        Edge(
            settings.kind.participant,
            version("pro-me-the-us-services"),
            api.ROOM,
            partial(_check_ready, settings, store),
            max_body_bytes=settings.max_body_bytes or settings.kind.max_body_bytes,
            registry=service.bench.metrics.registry,
        )
    )
    authorize = authorize_owner(settings.owner_key, audience=settings.kind.participant, now=_now)
    serve(app, api.START_JOB, service.start_job, authorize)
    serve(app, api.READ_JOB, service.read_job, authorize)
    serve(app, api.CANCEL_JOB, service.cancel_job, authorize)
    serve(app, api.READ_SUBMISSION, service.read_submission, authorize)
    serve(app, api.AUDIT, service.audit, authorize)
    serve(app, api.READ_STATUS, service.read_status, authorize)
    return app


def prepare(settings: Settings) -> None:
    """Make the directories and the tables.

    Raises:
        OSError: A directory cannot be made.
        sqlalchemy.exc.SQLAlchemyError: The database cannot be used.
    """
    settings.work_directory.mkdir(mode=0o700, parents=True, exist_ok=True)
    settings.forge_directory.mkdir(parents=True, exist_ok=True)
    store = _open_store(settings)
    store.migrate()
    store.engine.dispose()


def _open_store(settings: Settings) -> JobStore:
    return JobStore(open_engine(f"sqlite:///{settings.work_directory / 'container.db'}"))


def _build_service(settings: Settings, store: JobStore) -> ContainerService:
    forge = LocalForge(Git(settings.git), settings.forge_directory)
    workflow = GitWorkflow(forge)
    metrics = Metrics()
    connect_node = _connect_node(settings, metrics)
    connect_coordinator = _connect_coordinator(settings, metrics)
    journal = Journal(connect_node, _now)
    courier = Courier(store, journal, connect_node, _now)
    bench = Bench(
        store=store,
        workflow=workflow,
        connect=connect_coordinator,
        folder=settings.work_directory / "jobs",
        timer=Timer(time.monotonic, watch_main_thread().wait),
        now=_now,
        journal=journal,
        on_settled=courier.ring,
        metrics=metrics,
    )
    bench.recover()
    courier.start()
    return ContainerService(
        bench=bench,
        store=store,
        auditor=Auditor(forge, workflow, connect_coordinator),
        kind=settings.kind,
        github_username=settings.github_username,
        now=_now,
    )


def _connect_coordinator(
    settings: Settings, metrics: Metrics
) -> Callable[[str], CoordinatorGateway]:
    url, refused = settings.coordinator_url, metrics.refusals.of(COORDINATOR)
    return lambda token: CoordinatorGateway(Client(url, lambda _scope: token, refused=refused))


def _connect_node(settings: Settings, metrics: Metrics) -> Callable[[str], NodeGateway]:
    url, refused = settings.node_url, metrics.refusals.of(settings.kind.node)
    return lambda token: NodeGateway(Client(url, lambda _scope: token, refused=refused))


def _check_ready(settings: Settings, store: JobStore) -> None:
    try:
        store.check()
    except SQLAlchemyError as error:
        raise Unavailable("The container's database does not answer.") from error
    if not settings.forge_directory.is_dir():
        raise Unavailable("The forge directory is gone.")
    fault = find_fault(settings.coordinator_url, COORDINATOR)
    if fault is not None:
        raise Unavailable(f"{fault}.")


def _now() -> datetime:
    return datetime.now(UTC)
