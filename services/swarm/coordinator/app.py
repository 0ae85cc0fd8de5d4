"""The coordinator put together: its store, its chain, its use cases and their routes."""

from __future__ import annotations

import secrets
import time
from datetime import UTC, datetime
from functools import partial
from importlib.metadata import version
from typing import TYPE_CHECKING

from pro_me_the_us.coordinator import api
from pro_me_the_us.participants import COORDINATOR
from swarm.coordinator.access import (
    authorize_configured,
    authorize_key,
    by_key,
    limit_calls,
    with_key,
)
from swarm.coordinator.chain import FileChain, OpenChain
from swarm.coordinator.deployed.office import Office
from swarm.coordinator.deployed.serving import Doors, Retirement, serve_deployed
from swarm.coordinator.limits import Limiter
from swarm.coordinator.merging import DirectoryForge
from swarm.coordinator.metrics import QueueDepth
from swarm.coordinator.service import Coordinator
from swarm.coordinator.settings import V1_SINCE
from swarm.coordinator.store import Store
from swarm.edge import Edge, create_app, serve

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask import Flask, Request

    from pro_me_the_us.auth.bearer import StoredToken
    from pro_me_the_us.auth.tokens import Identity
    from swarm.coordinator.settings import Deployed, Settings

    ForKeys = Callable[[Request, str | None], Identity]
    ForTokens = Callable[[Request, str | None], StoredToken]

_BOUNTY_ID_BYTES = 12


def build_app(settings: Settings) -> Flask:
    """The service of `settings`; its tables must be there."""
    return assemble(settings, build_service(settings))


def assemble(settings: Settings, service: Coordinator) -> Flask:
    """`service`, served as `settings` say."""
    service.metrics.registry.register(QueueDepth(service.count_works, time.monotonic))
    app = create_app(
        Edge(
            participant=COORDINATOR,
            version=version("pro-me-the-us-services"),
            room=api.ROOM,
            check_ready=service.check_ready,
            max_body_bytes=settings.max_body_bytes,
            registry=service.metrics.registry,
        )
    )
    configured = () if settings.website is None else (settings.website,)
    limiter = Limiter(settings.rate, now=time.monotonic)
    key = limit_calls(authorize_key(configured, service.now), limiter)
    holder = limit_calls(authorize_configured(configured, service.now), limiter)
    _serve_bounties(app, service, holder)
    _serve_specs(app, service, key)
    _serve_issues(app, service, key)
    _serve_todos(app, service, key)
    _serve_rounds(app, service, key)
    if settings.deployed is not None:
        _serve_yesterdays(app, service, settings, settings.deployed)
    return app


def _serve_bounties(app: Flask, service: Coordinator, holder: ForTokens) -> None:
    serve(app, api.CREATE_BOUNTY, by_key(service.create_bounty), with_key(holder))
    serve(app, api.LIST_BOUNTIES, service.list_bounties, holder)
    serve(app, api.READ_BOUNTY, service.read_bounty, holder)


def _serve_specs(app: Flask, service: Coordinator, key: ForKeys) -> None:
    serve(app, api.CLAIM_SPEC, service.metrics.counting("spec", service.claim_spec), key)
    serve(app, api.SUBMIT_PLAN, service.submit_plan, key)
    serve(app, api.RETURN_SPEC, service.return_spec, key)


def _serve_issues(app: Flask, service: Coordinator, key: ForKeys) -> None:
    counting = service.metrics.counting
    serve(app, api.CLAIM_AGGREGATION, counting("aggregation", service.claim_aggregation), key)
    serve(app, api.REGISTER_AGGREGATOR, service.register_aggregator, key)
    serve(app, api.CLAIM_ISSUE, counting("issue", service.claim_issue), key)
    serve(app, api.REGISTER_ISSUE_PULL_REQUEST, service.register_issue_pull_request, key)
    serve(app, api.RETURN_ISSUE, service.return_issue, key)
    serve(app, api.READ_ISSUE, service.read_issue, key)


def _serve_todos(app: Flask, service: Coordinator, key: ForKeys) -> None:
    serve(app, api.CLAIM_TODO, service.metrics.counting("todo", service.claim_todo), key)
    serve(app, api.REGISTER_PULL_REQUEST, service.register_pull_request, key)
    serve(app, api.RETURN_TODO, service.return_todo, key)
    serve(app, api.READ_TODO, service.read_todo, key)


def _serve_rounds(app: Flask, service: Coordinator, key: ForKeys) -> None:
    serve(app, api.CHECK_SUBMISSION, service.check_submission, key)
    serve(app, api.APPLY_AUDIT, service.apply_audit, key)
    serve(app, api.RECORD_LOGS, by_key(service.record_logs), with_key(key))
    serve(app, api.RECORD_MESSAGES, by_key(service.record_messages), with_key(key))


def _serve_yesterdays(
    app: Flask, service: Coordinator, settings: Settings, deployed: Deployed
) -> None:
    office = Office(
        desk=service,
        building_tasks=settings.task_ids,
        planning_tasks=settings.planning_tasks,
        plans=deployed.plans,
    )
    doors = Doors(settings.website, asks_v3=deployed.asks_v3)
    serve_deployed(app, office, doors, Retirement(V1_SINCE, deployed.sunset_at))


def build_service(settings: Settings) -> Coordinator:
    now: Callable[[], datetime] = partial(datetime.now, UTC)
    return Coordinator(
        store=Store.at(settings.database_url),
        chain=OpenChain() if settings.chain is None else FileChain(settings.chain, now),
        task_ids=settings.task_ids | settings.planning_tasks,
        lease=settings.lease,
        aggregation_lease=settings.aggregation_lease,
        forge=None if settings.forge is None else DirectoryForge(settings.forge, now),
        now=now,
        new_id=partial(secrets.token_hex, _BOUNTY_ID_BYTES),
    )
