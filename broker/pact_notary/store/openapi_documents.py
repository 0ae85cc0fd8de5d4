"""OpenAPI documents of providers: each stored once for a provider, and one for a version."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import sqlalchemy as sa

from pact_notary.records import PublishedDocument
from pact_notary.store.openapi_schema import openapi_documents, openapi_publications
from pact_notary.store.portions import portions
from pact_notary.store.schema import versions
from pact_notary.store.upserts import insert_if_absent

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from pact_notary.records import PreparedDocument, Version


@dataclass(frozen=True, slots=True)
class Said:
    """What a provider says of its own verification: whether it succeeded, and all of it as JSON."""

    verified: bool | None = None
    text: str | None = None


NOTHING_SAID: Final = Said()


def ensure(
    connection: sa.Connection, provider_id: int, *, prepared: PreparedDocument, now: datetime
) -> int:
    """The id of the provider's document with this digest."""
    new_id = insert_if_absent(
        connection,
        openapi_documents,
        provider_id=provider_id,
        digest=prepared.digest,
        media_type=prepared.media_type,
        openapi_version=prepared.openapi_version,
        operations_count=prepared.operations,
        created_at=now,
        content=prepared.text,
    )
    if new_id is not None:
        return new_id
    found = sa.select(openapi_documents.c.id).where(
        openapi_documents.c.provider_id == provider_id,
        openapi_documents.c.digest == prepared.digest,
    )
    document_id: int = connection.execute(found).scalar_one()
    return document_id


def publish(
    connection: sa.Connection, version: Version, *, document_id: int, said: Said, now: datetime
) -> bool:
    """Whether it was added: not when the version has a document already."""
    new_id = insert_if_absent(
        connection,
        openapi_publications,
        provider_id=version.pacticipant_id,
        version_id=version.id,
        document_id=document_id,
        sort_order=version.order,
        created_at=now,
        updated_at=now,
        **_columns(said),
    )
    return new_id is not None


def tell(connection: sa.Connection, version_id: int, *, said: Said, now: datetime) -> None:
    """Change what is said of the verification of the version's document."""
    _change(connection, version_id, {**_columns(said), "updated_at": now})


def replace(
    connection: sa.Connection, version_id: int, *, document_id: int, said: Said, now: datetime
) -> None:
    """Give the version another document; what was said of the old one does not hold for it."""
    _change(
        connection,
        version_id,
        {**_columns(said), "document_id": document_id, "created_at": now, "updated_at": now},
    )


def _columns(said: Said) -> dict[str, Any]:
    return {"verified": said.verified, "self_verification": said.text}


def _change(connection: sa.Connection, version_id: int, values: dict[str, Any]) -> None:
    of_version = openapi_publications.c.version_id == version_id
    connection.execute(sa.update(openapi_publications).where(of_version).values(values))


def find(connection: sa.Connection, version_id: int) -> PublishedDocument | None:
    return find_of_versions(connection, [version_id]).get(version_id)


def find_newest(
    connection: sa.Connection, provider_id: int
) -> tuple[str, PublishedDocument] | None:
    """The newest version of the provider that has a document, as its number, and that document."""
    row = connection.execute(_NEWEST, {"provider": provider_id}).first()
    return (row.number, _read(row)) if row else None


def find_of_versions(
    connection: sa.Connection, version_ids: Collection[int]
) -> dict[int, PublishedDocument]:
    """By version id the documents of the versions that have one. One statement for 5,000."""
    return {
        row.version_id: _read(row)
        for ids in portions(version_ids)
        for row in connection.execute(_OF_VERSIONS, {"ids": ids})
    }


def read_text(connection: sa.Connection, document_id: int) -> str:
    """The document as it was sent."""
    return read_texts(connection, [document_id])[document_id]


def read_texts(connection: sa.Connection, document_ids: Collection[int]) -> dict[int, str]:
    return {
        row.id: row.content
        for ids in portions(document_ids)
        for row in connection.execute(_TEXTS, {"ids": ids})
    }


def withdraw(connection: sa.Connection, version_id: int) -> None:
    """The version has no document any more."""
    of_version = openapi_publications.c.version_id == version_id
    connection.execute(sa.delete(openapi_publications).where(of_version))


def remove_unpublished(connection: sa.Connection, provider_id: int) -> None:
    """Remove those of the provider's documents that no version has."""
    own = openapi_documents.c.provider_id == provider_id
    connection.execute(sa.delete(openapi_documents).where(own, ~_IS_PUBLISHED))


def remove_every_unpublished(connection: sa.Connection) -> int:
    """How many documents were removed that no version has."""
    return connection.execute(sa.delete(openapi_documents).where(~_IS_PUBLISHED)).rowcount


def _read(row: Any) -> PublishedDocument:
    return PublishedDocument(*row[:10])


_IS_PUBLISHED = sa.exists().where(openapi_publications.c.document_id == openapi_documents.c.id)
_ids: sa.BindParameter[Any] = sa.bindparam("ids", expanding=True)

# Made once: making a statement costs more than running it.
_PUBLISHED = sa.select(
    openapi_publications.c.version_id,
    openapi_documents.c.id,
    openapi_documents.c.digest,
    openapi_documents.c.media_type,
    openapi_documents.c.openapi_version,
    openapi_documents.c.operations_count,
    openapi_publications.c.verified,
    openapi_publications.c.self_verification,
    openapi_publications.c.created_at,
    openapi_publications.c.updated_at,
).join(openapi_documents, openapi_documents.c.id == openapi_publications.c.document_id)
_OF_VERSIONS = _PUBLISHED.where(openapi_publications.c.version_id.in_(_ids))
_NEWEST = (
    _PUBLISHED.add_columns(versions.c.number)
    .join(versions, versions.c.id == openapi_publications.c.version_id)
    .where(openapi_publications.c.provider_id == sa.bindparam("provider"))
    .order_by(openapi_publications.c.sort_order.desc())
    .limit(1)
)
_TEXTS = sa.select(openapi_documents.c.id, openapi_documents.c.content).where(
    openapi_documents.c.id.in_(_ids)
)
