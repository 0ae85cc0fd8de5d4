"""The document, the page that shows it and its files; open to everybody, and nothing of others."""

from __future__ import annotations

import functools
from html import escape
from typing import TYPE_CHECKING, Final

from flask import Response, request

from pro_me_the_us.errors import UnknownPath
from swarm.docs_page.assets import read_assets

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask import Flask

# Swagger UI's images are written into its style sheet as data.
CONTENT_SECURITY_POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'"
)
_YEAR_S: Final = 365 * 24 * 3600
_HEADERS: Final = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}
# Addresses are relative: a gateway may serve this under a path of its own.
_PAGE: Final = """\
<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{service}</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="{style}">
<script src="{bundle}" defer></script>
<script src="{start}" defer></script>
</head>
<body>
<main id="page"></main>
<noscript>This page needs scripts; <a href="openapi.json">its document</a> does not.</noscript>
</body>
</html>
"""


def serve_docs(app: Flask, service: str, describe: Callable[[], str]) -> None:
    """Serve the document at `/openapi.json`, and at `/docs` the page that shows it.

    `describe` is called once, when the document is first asked for: a start does not wait for it.
    """
    document = functools.cache(describe)

    @app.get("/openapi.json")
    def openapi() -> Response:
        return _keep_fresh(Response(document(), content_type="application/json"))

    @app.get("/docs")
    def page() -> Response:
        return _keep_fresh(Response(_render(service), content_type="text/html; charset=utf-8"))

    @app.get("/docs/<digest>/<name>")
    def page_file(digest: str, name: str) -> Response:
        # An older digest is answered too: a page that is open during an update still loads.
        del digest
        return _send(name)


def _keep_fresh(answer: Response) -> Response:
    """The answer, kept by browsers and asked for again; nothing is sent while it is the same."""
    answer.headers.update({**_HEADERS, "Cache-Control": "no-cache"})
    answer.add_etag()
    answer.make_conditional(request)
    return answer


def _render(service: str) -> str:
    names = {
        "style": "swagger-ui.min.css",
        "bundle": "swagger-ui-bundle.min.js",
        "start": "start.js",
    }
    assets = read_assets()
    addresses = {part: f"docs/{assets[name].digest}/{name}" for part, name in names.items()}
    return _PAGE.format(service=escape(service), **addresses)


def _send(name: str) -> Response:
    asset = read_assets().get(name)
    if asset is None:
        raise UnknownPath
    takes_gzip = request.accept_encodings["gzip"] > 0
    content = asset.compressed if takes_gzip else asset.content
    answer = Response(content, content_type=f"{asset.media_type}; charset=utf-8")
    answer.headers.update(_HEADERS)
    answer.headers["Cache-Control"] = f"public, max-age={_YEAR_S}, immutable"
    answer.headers["Vary"] = "Accept-Encoding"
    if takes_gzip:
        answer.headers["Content-Encoding"] = "gzip"
    return answer
