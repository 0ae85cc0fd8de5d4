"""Paths are routed as they came, still percent-encoded, so that `feat%2Fx` is one segment."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, unquote, urlsplit

from werkzeug.routing import BaseConverter, ValidationError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

_CONTROL = re.compile(r"%(?:[01][0-9a-f]|7f)|[\x00-\x1f\x7f]", re.IGNORECASE)
# Names may end in .json too; only these addresses have other forms that a suffix asks for.
_FILE = re.compile(
    r"(?P<path>/.+/badge|/groups/[^/]+|/relationships)(?P<suffix>\.csv|\.svg|\.json|\.yaml)"
)
_HOST = re.compile(r"(?:[A-Za-z0-9._~-]+|\[[0-9A-Fa-f:.]+\])(?::[0-9]{1,5})?")
_DEFAULT_PORTS = {"http": ":80", "https": ":443"}
_SUFFIXES = {
    ".csv": "text/csv",
    ".svg": "image/svg+xml",
    ".json": "application/hal+json",
    ".yaml": "application/x-yaml",
}


class RawTarget:
    """WSGI middleware: PATH_INFO becomes the raw path, without a base path and trailing slash.

    A last segment that ends like a file asks for a representation: `badge.svg`.
    """

    def __init__(self, app: WSGIApplication, *, base_paths: Iterable[str] = ()) -> None:
        self._app = app
        # The longest first, for one may begin with another.
        self._base_paths = sorted({path.rstrip("/") for path in base_paths} - {""}, reverse=True)

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Any:
        path = self._without_base(raw_path(environ))
        if len(path) > 1 and path.endswith("/") and not path.endswith("//"):
            path = path[:-1]
        file = _FILE.fullmatch(path)
        if file:
            path = file["path"]
            environ["HTTP_ACCEPT"] = _SUFFIXES[file["suffix"]]
        environ["PATH_INFO"] = path
        environ["SCRIPT_NAME"] = ""
        return self._app(environ, start_response)

    def _without_base(self, path: str) -> str:
        for base in self._base_paths:
            if path == base or path.startswith(f"{base}/"):
                return path[len(base) :] or "/"
        return path


class Segment(BaseConverter):
    """One segment of a path, decoded; a plus is a plus."""

    regex = "[^/]+"
    part_isolating = True

    def to_python(self, value: str) -> str:
        try:
            return unquote(value, errors="strict")
        except UnicodeDecodeError as error:
            raise ValidationError from error


def raw_path(environ: WSGIEnvironment) -> str:
    """The path as it was sent; one that the server hands over only decoded is encoded again."""
    target = environ.get("REQUEST_URI") or environ.get("RAW_URI")
    if not target:
        return quote(environ.get("PATH_INFO", "").encode("latin-1")) or "/"
    if not target.startswith("/"):
        return urlsplit(target).path or "/"
    return str(target).partition("?")[0].partition("#")[0]


def find_root(environ: WSGIEnvironment) -> str | None:
    """Scheme and host as the client knows them, which a proxy tells; None for no usable host.

    Nothing but the links of the answer depends on it.
    """
    told = _nearest(environ.get("HTTP_X_FORWARDED_PROTO")).lower()
    scheme = told if told in _DEFAULT_PORTS else environ["wsgi.url_scheme"]
    host = _nearest(environ.get("HTTP_X_FORWARDED_HOST")) or environ.get("HTTP_HOST")
    host = host or f"{environ['SERVER_NAME']}:{environ['SERVER_PORT']}"
    if not _HOST.fullmatch(host):
        return None
    return f"{scheme}://{host.lower().removesuffix(_DEFAULT_PORTS[scheme])}"


def _nearest(values: str | None) -> str:
    """What the proxy next to us said: each adds its value to those it was sent."""
    return (values or "").rpartition(",")[2].strip()


def holds_control_character(path: str) -> bool:
    """Whether the raw path holds one, encoded or not."""
    return _CONTROL.search(path) is not None
