"""What the page loads: files of this package, each under an address that changes with it."""

from __future__ import annotations

import gzip
import hashlib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

_MEDIA_TYPES: Final = {"css": "text/css", "js": "text/javascript", "txt": "text/plain"}


@dataclass(frozen=True, slots=True)
class Asset:
    """A file as it is sent; `digest` names its content."""

    digest: str
    media_type: str
    content: bytes
    compressed: bytes


@cache
def read_assets() -> dict[str, Asset]:
    """Name → asset, licences among them."""
    folder = files("swarm.docs_page") / "assets"
    found = [*folder.iterdir(), *(folder / "licences").iterdir()]
    return {file.name: _read(file) for file in found if file.is_file()}


def _read(file: Traversable) -> Asset:
    content = file.read_bytes()
    return Asset(
        digest=hashlib.sha256(content).hexdigest()[:12],
        media_type=_MEDIA_TYPES[file.name.rpartition(".")[2]],
        content=content,
        compressed=gzip.compress(content, mtime=0),
    )
