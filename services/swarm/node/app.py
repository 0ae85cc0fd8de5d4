"""Puts a node together, of its settings, the clock, the network and a source of token names."""

from __future__ import annotations

import secrets
import threading
import time
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from importlib.metadata import version
from typing import TYPE_CHECKING, Final

import structlog
from sqlalchemy.exc import SQLAlchemyError

from pro_me_the_us.auth.keys import KeyPair
from pro_me_the_us.client import Client
from pro_me_the_us.errors import Unavailable
from pro_me_the_us.node import api
from pro_me_the_us.participants import COORDINATOR
from swarm.edge import Edge, create_app, serve
from swarm.neighbours import find_fault
from swarm.node.access import authorize_anybody, authorize_container, authorize_operator
from swarm.node.archive import Archive
from swarm.node.auditing import Auditor
from swarm.node.chain import FileChain
from swarm.node.container import ContainerGateway
from swarm.node.coordinator import CoordinatorGateway
from swarm.node.credentials import Credentials
from swarm.node.distributing import Distributor
from swarm.node.distribution import Terms
from swarm.node.engine import Engine
from swarm.node.keeper import Keeper
from swarm.node.logbook import Logbook
from swarm.node.loop import RoundLoop
from swarm.node.metrics import Metrics
from swarm.node.publication import Publisher
from swarm.node.results import Recorder
from swarm.node.rounds import Rounds
from swarm.node.service import NodeService
from swarm.node.store import NodeStore
from swarm.node.submissions import SubmissionDirectory
from swarm.node.work import Worker
from swarm.patience import Circuit, Patience, Timer
from swarm.shutdown import watch_main_thread
from swarm.storage import open_engine

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask import Flask

    from swarm.node.settings import Settings


_CIRCUIT_LIMIT: Final = 5
_CIRCUIT_PAUSE_S: Final = 15.0
_HEALTHY_WITHIN_S: Final = 60.0
_chance = secrets.SystemRandom().random
_log = structlog.get_logger("node")


@dataclass(frozen=True)
class Node:
    """The parts that the API and the rounds have in common."""

    settings: Settings
    credentials: Credentials
    store: NodeStore
    coordinator: CoordinatorGateway
    container: ContainerGateway
    recorder: Recorder
    archive: Archive
    metrics: Metrics


def build_app(settings: Settings) -> Flask:
    """The node's API, without the round loop."""
    return _build_api(_build_node(settings))


def build_running_app(settings: Settings) -> Flask:
    """The node's API, with the round loop in a thread, and its container if that is its own to run.

    Call it in the process that serves.

    Raises:
        EngineError: The container cannot be had.
    """
    timer = Timer(time.monotonic, watch_main_thread().wait, _chance)
    node = _build_node(_run_pod(settings, timer))
    loop = RoundLoop(_build_rounds(node, timer), settings.round_s, _now, timer)
    threading.Thread(target=loop.run, name="rounds").start()
    return _build_api(node)


def _run_pod(settings: Settings, timer: Timer) -> Settings:
    """The settings, with the URL of the container that runs from now on."""
    if settings.pod is None:
        return settings
    keeper = Keeper(Engine.connect(), settings.pod, timer, Patience(total_s=_HEALTHY_WITHIN_S))
    return replace(settings, container_url=keeper.start())


def prepare(settings: Settings) -> None:
    """Make the directory and the tables.

    Raises:
        OSError: The directory cannot be made.
        sqlalchemy.exc.SQLAlchemyError: The database cannot be used.
    """
    settings.data_directory.mkdir(mode=0o700, parents=True, exist_ok=True)
    settings.submissions_directory.mkdir(parents=True, exist_ok=True)
    store = _build_node(settings).store
    store.migrate()
    store.engine.dispose()


def build_rounds(settings: Settings, pause: Callable[[float], bool]) -> Rounds:
    """The rounds alone; `pause` waits, and says whether to stop."""
    return _build_rounds(_build_node(settings), Timer(time.monotonic, pause, _chance))


def _build_node(settings: Settings) -> Node:
    pair = KeyPair.from_secret(settings.secret)
    new_id = partial(secrets.token_urlsafe, 16)
    credentials = Credentials(pair, settings.task, _now, new_id, settings.kind)
    engine = open_engine(f"sqlite:///{settings.data_directory / 'node.db'}")
    store = NodeStore(engine, settings.task, pair.public)
    metrics = Metrics()

    def connect(url: str, provider: str) -> Client:
        token, refused = credentials.token_for(provider), metrics.refusals.of(provider)
        return Client(url, token, refused=refused)

    coordinator = CoordinatorGateway(
        connect(settings.coordinator_url, COORDINATOR),
        Circuit(_CIRCUIT_LIMIT, _CIRCUIT_PAUSE_S, time.monotonic, _tell_of_circuit),
    )
    metrics.watch(coordinator.circuit)
    container = ContainerGateway(connect(settings.container_url, settings.kind.container))
    return Node(
        settings=settings,
        credentials=credentials,
        store=store,
        coordinator=coordinator,
        container=container,
        recorder=Recorder(store, coordinator, container),
        archive=_build_archive(settings),
        metrics=metrics,
    )


def _build_archive(settings: Settings) -> Archive:
    return Archive(
        task=settings.task,
        submissions=SubmissionDirectory(settings.submissions_directory),
        ballots=SubmissionDirectory(settings.submissions_directory, "ballots"),
        chain=None if settings.chain_file is None else FileChain(settings.chain_file),
    )


def _build_rounds(node: Node, timer: Timer) -> Rounds:
    settings, store, credentials = node.settings, node.store, node.credentials
    container, archive, kind = node.container, node.archive, node.settings.kind
    # The next round must not find the node waiting: what the container ends later, it reports.
    job = Patience(total_s=min(settings.job_s, settings.round_s))
    terms = Terms(kind.least_votes, settings.reward or kind.reward, settings.slash)
    published = archive.submissions
    return Rounds(
        Worker(store, credentials, container, node.recorder, job, timer),
        Publisher(store, credentials, container, published, settings.github_username, timer),
        Auditor(store, credentials, container, published, archive.ballots, timer),
        Distributor(store, archive, node.coordinator, terms),
        node.metrics,
    )


def _build_api(node: Node) -> Flask:
    kind = node.settings.kind
    app = create_app(
        Edge(
            kind.node,
            version("pro-me-the-us-services"),
            api.ROOM,
            partial(_check_ready, node),
            max_body_bytes=node.settings.max_body_bytes,
            registry=node.metrics.registry,
        )
    )
    logbook = Logbook(node.store, node.coordinator)
    logbook.start()
    service = NodeService(node.recorder, logbook, node.archive, kind, node.credentials.task)
    container = authorize_container(node.credentials.pair.public, kind, _now)
    serve(app, api.REPORT_RESULT, service.report_result, container)
    serve(app, api.RECORD_LOGS, service.record_logs, container)
    serve(app, api.READ_ROUND, service.read_round, authorize_operator(node.settings.operator))
    serve(app, api.READ_LEADER, service.read_leader, authorize_anybody)
    return app


def _check_ready(node: Node) -> None:
    try:
        node.store.check()
    except SQLAlchemyError as error:
        raise Unavailable("The node's database does not answer.") from error
    if node.coordinator.circuit.is_open:
        raise Unavailable("The coordinator has not answered for some time; it is asked rarely.")
    fault = find_fault(node.settings.coordinator_url, COORDINATOR)
    if fault is not None:
        raise Unavailable(f"{fault}.")


def _tell_of_circuit(is_open: bool) -> None:  # noqa: FBT001  # as a circuit calls it
    if is_open:
        _log.warning("coordinator.silent", asked_again_after_s=_CIRCUIT_PAUSE_S)
    else:
        _log.info("coordinator.answers")


def _now() -> datetime:
    return datetime.now(UTC)
