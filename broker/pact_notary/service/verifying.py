"""A verification result belongs to a content; the provider's version is made when it is new."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pact_notary.domain import metadata
from pact_notary.domain.documents import compact
from pact_notary.service.refusals import Unknown
from pact_notary.store import integrations, pacts, verifications, versions

if TYPE_CHECKING:
    from pact_notary.domain.documents import Json
    from pact_notary.records import VerificationResult
    from pact_notary.service.transaction import Transaction


@dataclass(frozen=True, slots=True)
class ContentAddress:
    """A content of a pair; `segment` is what the address told of how it was chosen."""

    consumer: str
    provider: str
    sha: str
    segment: str | None = None


@dataclass(frozen=True, slots=True)
class ReportedResult:
    """What a verifier reports; JSON members as they were sent, None when they were not."""

    success: bool
    provider_version: str
    build_url: str | None
    test_results: Json
    verified_by: Json


def record_result(
    transaction: Transaction, address: ContentAddress, *, reported: ReportedResult
) -> VerificationResult:
    """Raises: Unknown, when no pact of the pair has the content."""
    connection = transaction.connection
    pact = pacts.find_with_sha(connection, address.consumer, address.provider, sha=address.sha)
    if pact is None:
        raise Unknown(f"No pact between {address.consumer} and {address.provider} has this content")
    version = versions.ensure(
        connection, pact.provider.id, number=reported.provider_version, now=transaction.now
    ).item
    known = metadata.decode(address.segment or "")
    result = verifications.NewResult(
        success=reported.success,
        wip=known.wip,
        pending=known.pending,
        build_url=reported.build_url,
        verified_by=_text(reported.verified_by),
        metadata_segment=address.segment,
        test_results=_text(reported.test_results),
    )
    recorded = verifications.add(
        connection, pact, version=version, result=result, now=transaction.now
    )
    integrations.touch(connection, [(pact.consumer.id, pact.provider.id)], now=transaction.now)
    return recorded


def _text(value: Json) -> str | None:
    return None if value is None else compact(value)
