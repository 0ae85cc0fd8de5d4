"""The coordinator put together: its store, its chain, its use cases and their routes."""

from __future__ import annotations

import secrets
from datetime import UTC, datetime
from functools import partial
from importlib.metadata import version
from typing import TYPE_CHECKING

from pro_me_the_us.coordinator import api
from pro_me_the_us.participants import COORDINATOR
from pro_me_the_us.server import serve
from swarm.coordinator.access import authorize_configured, authorize_key
from swarm.coordinator.chain import FileChain, OpenChain
from swarm.coordinator.service import Coordinator
from swarm.coordinator.store import Store
from swarm.edge import Edge, create_app

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask import Flask

    from swarm.coordinator.settings import Settings

_BOUNTY_ID_BYTES = 12


def build_app(settings: Settings) -> Flask:
    """The service of `settings`; its tables must be there."""
    service = build_service(settings)
    app = create_app(
        Edge(
            participant=COORDINATOR,
            version=version("pro-me-the-us-services"),
            endpoints=api.ENDPOINTS,
            check_ready=service.check_ready,
            max_body_bytes=settings.max_body_bytes,
        )
    )
    configured = () if settings.website is None else (settings.website,)
    key = authorize_key(configured, service.now)
    holder = authorize_configured(configured, service.now)
    serve(app, api.CREATE_BOUNTY, service.create_bounty, holder)
    serve(app, api.CLAIM_TODO, service.claim_todo, key)
    serve(app, api.REGISTER_PULL_REQUEST, service.register_pull_request, key)
    serve(app, api.RETURN_TODO, service.return_todo, key)
    serve(app, api.READ_TODO, service.read_todo, key)
    serve(app, api.CHECK_SUBMISSION, service.check_submission, key)
    return app


def build_service(settings: Settings) -> Coordinator:
    now: Callable[[], datetime] = partial(datetime.now, UTC)
    return Coordinator(
        store=Store.at(settings.database_url),
        chain=OpenChain() if settings.chain is None else FileChain(settings.chain, now),
        task_ids=settings.task_ids,
        lease=settings.lease,
        now=now,
        new_id=partial(secrets.token_hex, _BOUNTY_ID_BYTES),
    )
