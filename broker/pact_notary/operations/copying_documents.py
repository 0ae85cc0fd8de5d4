"""OpenAPI documents are copied as they are; the broker that told them has checked them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pact_notary.domain.documents import compact
from pact_notary.domain.openapi.invalid import InvalidDocument
from pact_notary.operations.refusals import CannotOperate
from pact_notary.operations.source_documents import read_times
from pact_notary.service.openapi_reading import prepare
from pact_notary.store import openapi_documents
from pact_notary.store.openapi_documents import Said

if TYPE_CHECKING:
    from datetime import datetime

    import sqlalchemy as sa

    from pact_notary.operations.source import Source
    from pact_notary.operations.source_documents import SourceVersion
    from pact_notary.records import PreparedDocument, Version


@dataclass(frozen=True, slots=True)
class ReadDocument:
    """A version's document that is not there yet."""

    prepared: PreparedDocument
    said: Said
    created_at: datetime


def read_provider_contract(source: Source, version: SourceVersion) -> ReadDocument | None:
    """None when the version has none, or the broker tells it otherwise than this one does."""
    told = source.follow(version.document) if version.document else {}
    content = told.get("_links", {}).get("pf:content")
    if content is None:
        return None
    try:
        prepared = prepare(source.follow_to_text(content["href"]))
    except InvalidDocument as error:
        raise CannotOperate(f"the document at {version.document} is not valid: {error}") from error
    results = told.get("selfVerificationResults")
    said = Said(results["success"], compact(results)) if results else Said()
    return ReadDocument(prepared, said, read_times(told)[0])


def write_document(connection: sa.Connection, version: Version, read: ReadDocument) -> None:
    document_id = openapi_documents.ensure(
        connection, version.pacticipant_id, prepared=read.prepared, now=read.created_at
    )
    openapi_documents.publish(
        connection, version, document_id=document_id, said=read.said, now=read.created_at
    )
