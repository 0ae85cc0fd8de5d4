"""Puts a node together, of its settings, the clock, the network and a source of token names."""

from __future__ import annotations

import secrets
import threading
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from importlib.metadata import version
from typing import TYPE_CHECKING

from sqlalchemy.exc import SQLAlchemyError

from pro_me_the_us.auth.keys import KeyPair
from pro_me_the_us.client import Client
from pro_me_the_us.errors import Unavailable
from pro_me_the_us.node import api
from pro_me_the_us.participants import COORDINATOR, WORKER_CONTAINER, WORKER_NODE
from pro_me_the_us.server import serve
from swarm.edge import Edge, create_app
from swarm.neighbours import find_fault
from swarm.node.access import authorize_container
from swarm.node.auditing import Auditor
from swarm.node.container import ContainerGateway
from swarm.node.coordinator import CoordinatorGateway
from swarm.node.credentials import Credentials
from swarm.node.loop import RoundLoop
from swarm.node.publication import Publisher
from swarm.node.results import Recorder
from swarm.node.rounds import Rounds
from swarm.node.service import NodeService
from swarm.node.store import NodeStore
from swarm.node.submissions import SubmissionDirectory
from swarm.node.work import Worker
from swarm.patience import Patience, Timer
from swarm.shutdown import watch_main_thread
from swarm.storage import open_engine

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask import Flask

    from swarm.node.settings import Settings


@dataclass(frozen=True)
class Node:
    """The parts that the API and the rounds have in common."""

    settings: Settings
    credentials: Credentials
    store: NodeStore
    recorder: Recorder


def build_app(settings: Settings) -> Flask:
    """The node's API, without the round loop."""
    return _build_api(_build_node(settings))


def build_running_app(settings: Settings) -> Flask:
    """The node's API, with the round loop in a thread. Call it in the process that serves."""
    node = _build_node(settings)
    timer = Timer(time.monotonic, watch_main_thread().wait)
    loop = RoundLoop(_build_rounds(node, timer), settings.round_s, _now, timer)
    threading.Thread(target=loop.run, name="rounds").start()
    return _build_api(node)


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
    return _build_rounds(_build_node(settings), Timer(time.monotonic, pause))


def _build_node(settings: Settings) -> Node:
    pair = KeyPair.from_secret(settings.secret)
    credentials = Credentials(pair, settings.task, _now, partial(secrets.token_urlsafe, 16))
    engine = open_engine(f"sqlite:///{settings.data_directory / 'node.db'}")
    store = NodeStore(engine, settings.task, pair.public)
    client = Client(settings.coordinator_url, credentials.token_for(COORDINATOR))
    return Node(settings, credentials, store, Recorder(store, CoordinatorGateway(client)))


def _build_rounds(node: Node, timer: Timer) -> Rounds:
    settings, credentials, store = node.settings, node.credentials, node.store
    client = Client(settings.container_url, credentials.token_for(WORKER_CONTAINER))
    container = ContainerGateway(client)
    submissions = SubmissionDirectory(settings.submissions_directory)
    job = Patience(total_s=settings.job_s)
    return Rounds(
        Worker(store, credentials, container, node.recorder, job, timer),
        Publisher(store, credentials, container, submissions, settings.github_username, timer),
        Auditor(store, credentials, container, submissions, timer),
    )


def _build_api(node: Node) -> Flask:
    app = create_app(
        Edge(
            WORKER_NODE,
            version("pro-me-the-us-services"),
            api.ENDPOINTS,
            partial(_check_ready, node),
            max_body_bytes=node.settings.max_body_bytes,
        )
    )
    authorize = authorize_container(node.credentials.pair.public, _now)
    service = NodeService(node.recorder, node.credentials.task)
    serve(app, api.REPORT_RESULT, service.report_result, authorize)
    return app


def _check_ready(node: Node) -> None:
    try:
        node.store.check()
    except SQLAlchemyError as error:
        raise Unavailable("The node's database does not answer.") from error
    fault = find_fault(node.settings.coordinator_url, COORDINATOR)
    if fault is not None:
        raise Unavailable(f"{fault}.")


def _now() -> datetime:
    return datetime.now(UTC)
