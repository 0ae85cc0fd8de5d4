"""The deployed routes on a Flask app: bodies in, answers out, and on each that it is outdated."""

from __future__ import annotations

import json
from dataclasses import dataclass
from email.utils import format_datetime
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

from flask import Response, g, request
from markupsafe import escape

from pro_me_the_us.auth.bearer import find_token
from pro_me_the_us.errors import Unavailable
from swarm.coordinator.deployed.replies import Refused, Reply
from swarm.coordinator.deployed.requests import MAX_BODY_BYTES, BodyUnreadable, Call, read_body
from swarm.coordinator.deployed.routes import MOUNTS, ROUTES

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from flask import Flask

    from pro_me_the_us.auth.bearer import StoredToken
    from swarm.coordinator.deployed.office import Office
    from swarm.coordinator.deployed.routes import Route

_METHODS: Final = ("GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
_HTML: Final = "text/html; charset=utf-8"
_JSON: Final = "application/json; charset=utf-8"
_NO_PAGE: Final = """<!DOCTYPE html>
<html lang="en">
<head><meta charset="utf-8"><title>Error</title></head>
<body><pre>Cannot {method} {path}</pre></body>
</html>
"""


@dataclass(frozen=True)
class Retirement:
    """Since when the protocol is outdated, and when it will be gone; None where nobody knows."""

    deprecated_at: datetime
    sunset_at: datetime | None = None


@dataclass(frozen=True)
class Doors:
    """`website` None lets no website in where one must be known; `asks_v3` wants it everywhere."""

    website: StoredToken | None
    asks_v3: bool = False


def serve_deployed(app: Flask, office: Office, doors: Doors, retirement: Retirement) -> None:
    """Add the deployed routes, and what is answered where some of them are no more."""
    for route in ROUTES:
        serve_route(app, route, office, doors, retirement)
    for mount in MOUNTS:
        name = f"deployed.unknown{mount.replace('/', '.')}"
        app.add_url_rule(f"{mount}/<path:rest>", name, _miss, methods=_METHODS)


def serve_route(
    app: Flask, route: Route, office: Office, doors: Doors, retirement: Retirement
) -> None:
    """Add one deployed route."""
    view = _view(office, route, doors, retirement)
    rule = route.path.replace("{", "<").replace("}", ">")
    app.add_url_rule(rule, route.name, view, methods=[route.method])


def _view(
    office: Office, route: Route, doors: Doors, retirement: Retirement
) -> Callable[..., Response]:
    def view(**path: str) -> Response:
        response = _respond(_answer(office, route, doors, path))
        if route.max_age_s is not None and response.status_code not in _STRANGERS:
            response.headers["Cache-Control"] = f"public, max-age={route.max_age_s}"
        return _outdated(response, route, retirement)

    return view


_STRANGERS: Final = frozenset({401, 403})


def _answer(office: Office, route: Route, doors: Doors, path: dict[str, str]) -> Reply:
    try:
        if route.entry == "website" or (route.entry == "either" and doors.asks_v3):
            _require_website(doors.website)
        return route.handle(office, _read_call(path))
    except Refused as refused:
        return refused.reply
    except Unavailable as error:
        g.retry_after_s = error.retry_after_s
        return Reply(error.status, {"success": False, "message": error.detail})


def _read_call(path: dict[str, str]) -> Call:
    if request.method == "GET":
        return Call(query=request.args.to_dict(), path=path)
    # A length that is told is believed: nothing of the body needs to be read.
    is_short = (request.content_length or 0) <= MAX_BODY_BYTES
    content = request.stream.read(MAX_BODY_BYTES + 1) if is_short else b""
    if not is_short or len(content) > MAX_BODY_BYTES:
        raise Refused(413, f"The body is larger than {MAX_BODY_BYTES} bytes")
    try:
        return Call(read_body(request.mimetype, content), path=path)
    except BodyUnreadable as error:
        raise Refused(400, str(error)) from error


def _require_website(website: StoredToken | None) -> None:
    header = request.headers.get("Authorization", "")
    if not header:
        raise Refused(401, "No authorization header provided")
    _, _, rest = header.partition(" ")
    word = rest.split(" ")[0]
    if not word:
        raise Refused(401, "No bearer token provided")
    if website is None or find_token(word, (website,)) is None:
        raise Refused(403, "Invalid bearer token")


def _respond(reply: Reply) -> Response:
    if isinstance(reply.body, str):
        return Response(reply.body, reply.status, content_type=_HTML)
    text = json.dumps(reply.body, ensure_ascii=False, separators=(",", ":"))
    response = Response(text, reply.status, content_type=_JSON)
    wait_s = g.pop("retry_after_s", None)
    if wait_s is not None:
        response.headers["Retry-After"] = str(wait_s)
    return response


def _outdated(response: Response, route: Route, retirement: Retirement) -> Response:
    """Sources: RFC 9745 (Deprecation), RFC 8594 (Sunset), RFC 5829 (successor-version)."""
    response.headers["Deprecation"] = f"@{int(retirement.deprecated_at.timestamp())}"
    if retirement.sunset_at is not None:
        response.headers["Sunset"] = format_datetime(retirement.sunset_at, usegmt=True)
    response.headers["Link"] = f'<{_reference(route.successor)}>; rel="successor-version"'
    return response


def _reference(path: str) -> str:
    """The path; of a template, where it is described."""
    if "{" not in path:
        return path
    return f"/openapi.json#/paths/{quote(path.replace('/', '~1'), safe='~')}"


def _miss(rest: str) -> Response:
    """The page for a path that was never served, or is no more."""
    del rest
    page = _NO_PAGE.format(method=escape(request.method), path=escape(request.path))
    response = Response(page, 404, content_type=_HTML)
    response.headers["Content-Security-Policy"] = "default-src 'none'"
    return response
