"""A provider's version publishes its OpenAPI document: one, which then stays as it is."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from pact_notary.records import Notice
from pact_notary.service import versioning
from pact_notary.service.publishing import find_similar_names
from pact_notary.service.refusals import PublishConflict
from pact_notary.store import openapi_documents
from pact_notary.store.openapi_documents import NOTHING_SAID

if TYPE_CHECKING:
    from pact_notary.records import PreparedDocument, Version
    from pact_notary.service.transaction import Transaction
    from pact_notary.store.openapi_documents import Said


class Effect(Enum):
    """What publishing the document did."""

    PUBLISHED = "published"
    UNCHANGED = "unchanged"
    OVERWRITTEN = "overwritten"


@dataclass(frozen=True, slots=True)
class PublishOpenapi:
    """A provider's version and its document."""

    provider: str
    number: str
    branch: str | None
    tags: tuple[str, ...]
    build_url: str | None
    document: PreparedDocument
    self_verification: Said | None = None


@dataclass(frozen=True, slots=True)
class PublishedOpenapi:
    """The version, whether it was new, and what became of its document."""

    version: Version
    is_new: bool
    effect: Effect


def publish(transaction: Transaction, request: PublishOpenapi) -> PublishedOpenapi:
    """Store the version with branch, tags and document.

    Raises: PublishConflict, when the version has another document or the name is too alike;
      whoever opened the transaction then rolls it back.
    """
    similar = find_similar_names(transaction, [request.provider])
    if similar:
        raise _conflict(similar)
    ensured = versioning.ensure_version_alone(transaction, request.provider, number=request.number)
    versioning.describe_version(
        transaction,
        ensured.item,
        build_url=request.build_url,
        branch=request.branch,
        tag_names=request.tags,
    )
    return PublishedOpenapi(
        ensured.item, ensured.is_new, _store(transaction, ensured.item, request)
    )


def _store(transaction: Transaction, version: Version, request: PublishOpenapi) -> Effect:
    connection, now = transaction.connection, transaction.now
    document_id = openapi_documents.ensure(
        connection, version.pacticipant_id, prepared=request.document, now=now
    )
    said = request.self_verification or NOTHING_SAID
    if openapi_documents.publish(connection, version, document_id=document_id, said=said, now=now):
        return Effect.PUBLISHED
    existing = openapi_documents.find(connection, version.id)
    if existing is not None and existing.document_id == document_id:
        if request.self_verification:
            openapi_documents.tell(connection, version.id, said=said, now=now)
        return Effect.UNCHANGED
    if not transaction.policy.allow_dangerous_contract_modification:
        raise _conflict((_tell_contradiction(request),))
    openapi_documents.replace(connection, version.id, document_id=document_id, said=said, now=now)
    openapi_documents.remove_unpublished(connection, version.pacticipant_id)
    return Effect.OVERWRITTEN


def withdraw(transaction: Transaction, version: Version) -> None:
    """Take the document from the version; it goes when no other version has it."""
    openapi_documents.withdraw(transaction.connection, version.id)
    openapi_documents.remove_unpublished(transaction.connection, version.pacticipant_id)


def _tell_contradiction(request: PublishOpenapi) -> str:
    return (
        f"An OpenAPI document of {request.provider} is published for version {request.number} with "
        "other content, which cannot be changed. Publish under a new version number, one for each "
        "commit."
    )


def _conflict(texts: tuple[str, ...]) -> PublishConflict:
    return PublishConflict(tuple(Notice("error", text) for text in texts), texts)
