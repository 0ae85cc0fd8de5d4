"""The edge every service has: problems, request logs, health, metrics and its own description."""

from __future__ import annotations

import json
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar

import structlog
from flask import Flask, Response, g, request
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Counter, Histogram
from prometheus_client import generate_latest as render_metrics

from pro_me_the_us import server
from pro_me_the_us.openapi import describe
from swarm.docs_page import serve_docs
from swarm.tracing import tell_bounds, trace_requests

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask import Request

    from pro_me_the_us.endpoint import Answer, Endpoint, RequestT, ResponseT, Room

CallerT = TypeVar("CallerT")

DEFAULT_MAX_BODY_BYTES = 1_000_000
_QUIET = frozenset({"healthz", "readyz", "metrics"})
_log = structlog.get_logger("edge")


@dataclass(frozen=True)
class Edge:
    """What a service says of itself. `check_ready` raises `Unavailable` while it cannot work.

    `registry` may hold metrics of the service's own.
    """

    participant: str
    version: str
    room: Room
    check_ready: Callable[[], None]
    max_body_bytes: int = DEFAULT_MAX_BODY_BYTES
    registry: CollectorRegistry = field(default_factory=CollectorRegistry)


def create_app(edge: Edge) -> Flask:
    """An app that serves everything but the endpoints; `serve` adds those."""
    app = Flask(edge.participant, static_folder=None)
    app.config["MAX_CONTENT_LENGTH"] = edge.max_body_bytes
    app.url_map.merge_slashes = False
    app.url_map.strict_slashes = True
    app.wsgi_app = trace_requests(app.wsgi_app)  # type: ignore[assignment]  # as Flask says to wrap an app
    server.answer_problems(app)
    _observe(app, edge.registry)
    _serve_health(app, edge)
    serve_docs(
        app,
        edge.participant,
        lambda: json.dumps(describe(edge.participant, edge.version, edge.room)),
    )
    return app


def serve(
    app: Flask,
    endpoint: Endpoint[RequestT, ResponseT],
    handler: Callable[[RequestT, CallerT], ResponseT | Answer[ResponseT]],
    authorize: Callable[[Request, str | None], CallerT],
) -> None:
    """As `server.serve`; all lines of a request tell its task and round, if it has them."""
    server.serve(app, endpoint, tell_bounds(handler), authorize)


def _observe(app: Flask, registry: CollectorRegistry) -> None:
    requests = Counter(
        "requests", "Requests answered.", ["operation", "status", "code"], registry=registry
    )
    seconds = Histogram("request_seconds", "Time to answer.", ["operation"], registry=registry)

    @app.before_request
    def start() -> None:
        g.started = time.perf_counter()

    @app.after_request
    def finish(response: Response) -> Response:
        operation = request.endpoint or "unknown"
        duration_s = time.perf_counter() - g.get("started", time.perf_counter())
        code = g.get("problem_code", "")
        requests.labels(operation, str(response.status_code), code).inc()
        seconds.labels(operation).observe(duration_s)
        if operation not in _QUIET:
            _log.info(
                "request.answered",
                operation=operation,
                method=request.method,
                status=response.status_code,
                code=code,
                duration_ms=round(duration_s * 1000, 2),
                request_id=g.get("request_id"),
            )
        return response

    @app.get("/metrics")
    def metrics() -> Response:
        return Response(render_metrics(registry), content_type=CONTENT_TYPE_LATEST)


def _serve_health(app: Flask, edge: Edge) -> None:
    @app.get("/healthz")
    def healthz() -> dict[str, str]:
        return {"status": "ok", "service": edge.participant}

    @app.get("/readyz")
    def readyz() -> dict[str, str]:
        edge.check_ready()
        return {"status": "ready", "service": edge.participant}
