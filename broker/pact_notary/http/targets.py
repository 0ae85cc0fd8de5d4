"""Paths are routed as they came, still percent-encoded, so that `feat%2Fx` is one segment."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, unquote, urlsplit

from werkzeug.routing import BaseConverter, ValidationError

if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

_CONTROL = re.compile(r"%(?:[01][0-9a-f]|7f)|[\x00-\x1f\x7f]", re.IGNORECASE)
# Names may end in .json too; only these addresses have other forms that a suffix asks for.
_FILE = re.compile(
    r"(?P<path>/.+/badge|/groups/[^/]+|/relationships)(?P<suffix>\.csv|\.svg|\.json|\.yaml)"
)
_SUFFIXES = {
    ".csv": "text/csv",
    ".svg": "image/svg+xml",
    ".json": "application/hal+json",
    ".yaml": "application/x-yaml",
}


class RawTarget:
    """WSGI middleware: PATH_INFO becomes the raw path, without base path and trailing slash.

    A last segment that ends like a file asks for a representation: `badge.svg`.
    """

    def __init__(self, app: WSGIApplication, *, base_path: str = "") -> None:
        self._app = app
        self._base_path = base_path.rstrip("/")

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
        base = self._base_path
        if base and (path == base or path.startswith(f"{base}/")):
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


def holds_control_character(path: str) -> bool:
    """Whether the raw path holds one, encoded or not."""
    return _CONTROL.search(path) is not None
