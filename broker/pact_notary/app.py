"""The broker as a WSGI application: engine, rules, clock and routes put together."""

from __future__ import annotations

import re
import time
import uuid
from datetime import UTC, datetime
from functools import cache
from importlib.metadata import version
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import structlog
from flask import Flask, Response, g, request
from werkzeug.exceptions import HTTPException, NotFound
from werkzeug.routing import Map, Rule

from pact_notary.access import (
    Credentials,
    Sightings,
    ask_for_credentials,
    refuse_foreign_site,
    refuse_token,
)
from pact_notary.delivery.dispatcher import Delivery, Dispatcher
from pact_notary.delivery.sender import Sender
from pact_notary.domain.scopes import Scope, are_enough, needed_scopes
from pact_notary.http.answers import Answer
from pact_notary.http.negotiation import HAL, wants_page
from pact_notary.http.refusals import UnusableTarget
from pact_notary.http.targets import RawTarget, Segment, find_root, holds_control_character
from pact_notary.http.traffic import Traffic
from pact_notary.pages.forms import COOKIE
from pact_notary.pages.refusals import show_refusal
from pact_notary.pages.routes import all_routes
from pact_notary.resources.dispatch import (
    Incoming,
    Surroundings,
    answer,
    explain,
    find_links,
)
from pact_notary.resources.errors import describe_failure, failure_text
from pact_notary.service.refusals import Unknown
from pact_notary.service.tokens import TOKEN_BEGINS, find_token
from pact_notary.store.database import migrate, open_engine, run_reading, run_writing
from pact_notary.store.tokens import record_use

if TYPE_CHECKING:
    from collections.abc import Callable

    import sqlalchemy as sa
    from structlog.typing import WrappedLogger
    from werkzeug.datastructures import Headers

    from pact_notary.access import Caller
    from pact_notary.resources.routing import Route
    from pact_notary.settings import Settings

VERSION = version("pact-notary")

_HARMLESS = frozenset({"GET", "HEAD", "OPTIONS"})
# A browser says so, truly, of what another site made it send with the credentials of its user.
_FOREIGN = frozenset({"cross-site", "same-site"})
_REQUEST_ID = re.compile(r"[A-Za-z0-9._-]{1,64}")


def utc_now() -> datetime:
    return datetime.now(UTC)


def new_uuid() -> str:
    return str(uuid.uuid4())


def create_app(
    database_url: str,
    settings: Settings,
    *,
    now: Callable[[], datetime] = utc_now,
    new_id: Callable[[], str] = new_uuid,
) -> Flask:
    """The broker on a database, whose tables are brought up to date first."""
    engine = open_engine(database_url)
    migrate(engine)
    return compose(engine, settings, now=now, new_id=new_id, log=structlog.get_logger("broker"))


def compose(
    engine: sa.Engine,
    settings: Settings,
    *,
    now: Callable[[], datetime],
    new_id: Callable[[], str],
    log: WrappedLogger,
) -> Flask:
    """The broker on a database whose tables are up to date."""
    sender = Sender(settings.webhooks, clock=now)
    traffic = Traffic()
    surroundings = Surroundings(
        engine,
        now,
        new_id,
        settings.policy,
        settings.base_urls,
        settings.body_limit,
        sender,
        traffic,
        show_refusal,
    )
    app = Flask("pact_notary", static_folder=None)
    app.extensions["pact_notary_engine"] = engine
    app.extensions["pact_notary_dispatcher"] = Dispatcher(
        Delivery(engine, sender, settings.webhooks.retry_schedule_s, now, new_id)
    )
    app.url_map = _map_routes()
    _observe(app, log, traffic)
    _turn_away(app)
    _guard(app, settings, surroundings)
    for route in all_routes():
        app.view_functions[route.path] = _view(route, surroundings)
    _answer_errors(app, surroundings, log)
    app.wsgi_app = RawTarget(  # type: ignore[method-assign] # as Flask documents for middleware
        app.wsgi_app, base_paths=[urlsplit(url).path for url in settings.base_urls]
    )
    return app


@cache
def _map_routes() -> Map:
    """The same for every broker of a process, for it takes longer than all the rest."""
    rules = (
        Rule(route.path.replace("{", "<segment:").replace("}", ">"), endpoint=route.path)
        for route in all_routes()
    )
    return Map(tuple(rules), merge_slashes=False, converters={"segment": Segment})


def _view(route: Route, surroundings: Surroundings) -> Callable[..., Response]:
    def view(**segments: str) -> Response:
        return _respond(answer(surroundings, route, _incoming(), segments))

    return view


def _turn_away(app: Flask) -> None:
    """Other sites cannot make the browser of somebody who is logged in change anything."""

    def check() -> Response | None:
        is_foreign = request.headers.get("Sec-Fetch-Site") in _FOREIGN
        changes = request.method not in _HARMLESS
        return _respond(refuse_foreign_site()) if changes and is_foreign else None

    app.before_request(check)


def _guard(app: Flask, settings: Settings, surroundings: Surroundings) -> None:
    """Ask for credentials before anything is looked at, even whether the path exists."""
    access, engine = settings.access, surroundings.engine
    sightings = Sightings()

    def identify() -> Caller:
        text = _bearer()
        if text is None:
            return access.identify_user(_credentials(), route=request.endpoint or "")
        return access.identify_bearer(
            text,
            route=request.endpoint or "",
            find_token=lambda text: run_reading(engine, lambda opened: find_token(opened, text)),
        )

    def check() -> Response | None:
        g.caller = caller = identify()
        if request.endpoint is None:
            needed = frozenset({Scope.READ})
        else:
            needed = needed_scopes(request.method, request.endpoint)
        if are_enough(caller.scopes, needed):
            return None
        return _respond(refuse_token(caller, needed) if caller.token else ask_for_credentials())

    def note_use(response: Response) -> Response:
        token = g.caller.token if "caller" in g else None
        if token is None:
            return response
        now = surroundings.now()
        if sightings.is_news(token.id, now):
            # Written when the answer is out, and seldom: nobody waits for it.
            response.call_on_close(
                lambda: run_writing(engine, lambda opened: record_use(opened, token.id, now=now))
            )
        return response

    app.before_request(check)
    app.after_request(note_use)


def _credentials() -> Credentials | None:
    offered = request.authorization
    if offered is None or offered.type != "basic":
        return None
    return Credentials(offered.username or "", offered.password or "")


def _bearer() -> str | None:
    """The token that was sent; a browser, which asks for a user, sends it as the password."""
    offered = request.authorization
    if offered and offered.type == "basic" and (offered.password or "").startswith(TOKEN_BEGINS):
        return offered.password
    return offered.token or "" if offered and offered.type == "bearer" else None


def _observe(app: Flask, log: WrappedLogger, traffic: Traffic) -> None:
    def start() -> None:
        g.started = time.perf_counter()
        g.request_id = _request_id()

    def finish(response: Response) -> Response:
        response.headers["X-Request-Id"] = g.request_id
        duration_s = time.perf_counter() - g.started
        status = response.status_code
        traffic.record(request.method, request.endpoint, status=status, duration_s=duration_s)
        log.info(
            "request.answered",
            method=request.method,
            path=request.path,
            status=status,
            duration_ms=round(duration_s * 1000, 2),
            request_id=g.request_id,
        )
        return response

    app.before_request(start)
    app.after_request(finish)


def _answer_errors(app: Flask, surroundings: Surroundings, log: WrappedLogger) -> None:
    def unknown(_error: NotFound) -> Response:
        if holds_control_character(request.path):
            unusable = UnusableTarget("The path holds a control character.")
            return _respond(explain(surroundings, _incoming(), unusable))
        refusal = Unknown("Nothing is at this address")
        return _respond(explain(surroundings, _incoming(), refusal))

    def fail(error: Exception) -> Response:
        if isinstance(error, HTTPException):
            return _respond(Answer(error.code or 400))
        log.error("request.failed", request_id=g.request_id, path=request.path, exc_info=error)
        # It may have failed before the caller was known, so there is no whole request to tell of.
        accept, root = request.headers.get("Accept"), find_root(request.environ)
        links = find_links(surroundings.base_urls, root)
        if wants_page(accept):
            return _respond(show_refusal(links, 500, [failure_text(g.request_id)]))
        return _respond(describe_failure(g.request_id, accept=accept, links=links))

    app.register_error_handler(NotFound, unknown)
    app.register_error_handler(Exception, fail)


def _incoming() -> Incoming:
    return Incoming(
        method=request.method,
        path=request.environ["PATH_INFO"],
        query=request.query_string.decode("latin-1"),
        root=find_root(request.environ),
        accept=request.headers.get("Accept"),
        content_type=request.headers.get("Content-Type"),
        content_length=request.content_length,
        read_body=request.get_data,
        caller=g.caller.name,
        scopes=g.caller.scopes,
        request_id=g.request_id,
        form_cookie=request.cookies.get(COOKIE, ""),
        takes_gzip=request.accept_encodings.quality("gzip") > 0,
    )


def _respond(given: Answer) -> Response:
    body = given.body if isinstance(given.body, bytes) else (given.body or "").encode()
    response = Response(body, status=given.status)
    headers = response.headers
    if given.body is None:
        headers.remove("Content-Type")
    else:
        headers["Content-Type"] = f"{given.media_type or HAL};charset=utf-8"
    _set_common_headers(headers)
    for name, value in given.headers.items():
        headers[name] = value
    return response


def _set_common_headers(headers: Headers) -> None:
    headers["X-Pact-Broker-Version"] = VERSION
    headers["Vary"] = "Accept"
    headers["Cache-Control"] = "no-cache"
    headers["X-Content-Type-Options"] = "nosniff"


def _request_id() -> str:
    """The caller's id when it is harmless in a log and a header, else a new one."""
    given = request.headers.get("X-Request-Id", "")
    return given if _REQUEST_ID.fullmatch(given) else uuid.uuid4().hex[:16]
