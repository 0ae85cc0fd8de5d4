"""The OpenAPI document that an address names, or the refusal that says it names none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pact_notary.service.lookups import get_named, get_version
from pact_notary.service.refusals import Unknown
from pact_notary.store import openapi_documents

if TYPE_CHECKING:
    import sqlalchemy as sa

    from pact_notary.records import PublishedDocument, Version


def get_document(
    connection: sa.Connection, provider: str, *, number: str
) -> tuple[Version, PublishedDocument]:
    """The version with its document.

    Raises: Unknown and UnknownName.
    """
    get_named(connection, provider, role="provider")
    version = get_version(connection, provider, number=number)
    document = openapi_documents.find(connection, version.id)
    if document is None:
        raise Unknown(f"No OpenAPI document of version {number} of {provider} found")
    return version, document
