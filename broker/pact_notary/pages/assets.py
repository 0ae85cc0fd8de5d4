"""Style sheets, scripts and licences that pages load; each address changes with its content."""

from __future__ import annotations

import gzip
import hashlib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from pact_notary.http.answers import Answer
from pact_notary.service.refusals import Unknown

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

    from pact_notary.http.links import Links
    from pact_notary.resources.routing import Call

PATH = "/assets/{digest}/{name}"

_MEDIA_TYPES = {
    ".css": "text/css",
    ".js": "text/javascript",
    ".txt": "text/plain",
    ".svg": "image/svg+xml",
}
MEDIA_TYPES = tuple(_MEDIA_TYPES.values())
_YEAR_S = 365 * 24 * 3600


@dataclass(frozen=True, slots=True)
class Asset:
    """A file as it is sent; `digest` names its content."""

    digest: str
    media_type: str
    content: bytes
    compressed: bytes


def address_of(links: Links, name: str) -> str:
    """Where an asset is. Raises: KeyError for one that does not exist."""
    return links.to("assets", _read_all()[name].digest, name)


def show(call: Call) -> Answer:
    """An asset, compressed for those who take it so.

    An older digest is answered too: a page that was open during an update still looks right.
    """
    asset = _read_all().get(call.segments["name"])
    if asset is None:
        raise Unknown("Nothing is at this address")
    headers = {"Cache-Control": f"public, max-age={_YEAR_S}, immutable", "Vary": "Accept-Encoding"}
    if not call.takes_gzip:
        return Answer(body=asset.content, media_type=asset.media_type, headers=headers)
    headers["Content-Encoding"] = "gzip"
    return Answer(body=asset.compressed, media_type=asset.media_type, headers=headers)


@cache
def _read_all() -> dict[str, Asset]:
    folder = files("pact_notary.pages") / "assets"
    found = [*folder.iterdir(), *(folder / "licences").iterdir()]
    return {file.name: _read(file) for file in found if _suffix(file) in _MEDIA_TYPES}


def _read(file: Traversable) -> Asset:
    content = file.read_bytes()
    digest = hashlib.sha256(content).hexdigest()[:12]
    compressed = gzip.compress(content, mtime=0)
    return Asset(digest, _MEDIA_TYPES[_suffix(file)], content, compressed)


def _suffix(file: Traversable) -> str:
    return f".{file.name.rpartition('.')[2]}"
