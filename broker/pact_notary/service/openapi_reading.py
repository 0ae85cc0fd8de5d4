"""OpenAPI documents as values, each read once: reading checks all of it, and takes long."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from pact_notary.domain.openapi.document import read_document
from pact_notary.domain.openapi_effort import find_depth_allowed
from pact_notary.http.negotiation import JSON, YAML
from pact_notary.records import PreparedDocument
from pact_notary.service.memory import Memory

if TYPE_CHECKING:
    from pact_notary.domain.openapi.document import Document

NAME: Final = "content"
"""What a document is called in what is said against it."""


@dataclass(frozen=True, slots=True)
class ReadDocument:
    """A document, and how deep bodies may be that are compared with it."""

    document: Document
    depth_allowed: int


# Characters of the texts; a document takes some ten times as many bytes.
_KEPT_AT_MOST: Final = 8 * 1024 * 1024

_documents: Final[Memory[str, ReadDocument]] = Memory(limit=_KEPT_AT_MOST)


def find_read(digest: str) -> ReadDocument | None:
    """The document, when it is known."""
    return _documents.find(digest)


def read(digest: str, text: str) -> ReadDocument:
    """The document, which may have been read before.

    Raises: InvalidDocument.
    """
    known = find_read(digest)
    if known is not None:
        return known
    document = read_document(text, NAME)
    found = ReadDocument(document, find_depth_allowed(document))
    _documents.keep(digest, found, weight=len(text))
    return found


def prepare(text: str) -> PreparedDocument:
    """Raises: InvalidDocument."""
    digest = hashlib.sha256(text.encode()).hexdigest()
    document = read(digest, text).document
    # The reader tells the languages apart alike; what the sender calls it is often wrong.
    media_type = JSON if text.lstrip()[:1] == "{" else YAML
    return PreparedDocument(digest, text, media_type, document.version, len(document.operations))
