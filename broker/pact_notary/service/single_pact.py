"""One pact put or merged at its own address, without branch or tags."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pact_notary.domain.merging import find_conflicts, merge
from pact_notary.service import versioning
from pact_notary.service.preparation import parse, prepare
from pact_notary.service.publishing import (
    Conflict,
    Contract,
    Effect,
    find_similar_names,
    named,
    revise,
    store,
    tell,
)
from pact_notary.service.refusals import ContentConflict, MergeConflict, SimilarNames
from pact_notary.store import integrations, pacts

if TYPE_CHECKING:
    from pact_notary.domain.documents import JsonObject
    from pact_notary.records import Version
    from pact_notary.service.publishing import PublishedContract
    from pact_notary.service.transaction import Transaction


@dataclass(frozen=True, slots=True)
class PactAddress:
    """The pact of a consumer version for a provider."""

    consumer: str
    provider: str
    number: str


def put_pact(
    transaction: Transaction, address: PactAddress, document: JsonObject
) -> PublishedContract:
    """Raises: SimilarNames; ContentConflict, when the version has another pact already."""
    return _store(transaction, address, _take_version(transaction, address), document)


def merge_pact(
    transaction: Transaction, address: PactAddress, document: JsonObject
) -> PublishedContract:
    """Lay the document over the version's pact, or publish it when there is none.

    Raises: SimilarNames; MergeConflict, when an interaction asks for different things on both
      sides.
    """
    version = _take_version(transaction, address)
    existing = pacts.newest(
        transaction.connection,
        address.consumer,
        address.provider,
        pacts.with_number(address.number),
    )
    if existing is None:
        return _store(transaction, address, version, document)
    published = parse(existing.text)
    conflicts = find_conflicts(published, document)
    if conflicts:
        raise MergeConflict(" ".join(conflicts))
    prepared = prepare(merge(published, document))
    if prepared.sha == existing.pact.sha:
        return tell(transaction, existing.pact, effect=Effect.UNCHANGED, old_sha=prepared.sha)
    pact = revise(transaction, existing.pact, prepared=prepared)
    merged = tell(transaction, pact, effect=Effect.MERGED, old_sha=existing.pact.sha)
    return _touched(transaction, merged)


def _take_version(transaction: Transaction, address: PactAddress) -> Version:
    """The version, made when there is none; its pacts are ours alone from here on."""
    similar = find_similar_names(transaction, [address.consumer, address.provider])
    if similar:
        raise SimilarNames("\n".join(similar))
    return versioning.ensure_version_alone(
        transaction, address.consumer, number=address.number
    ).item


def _store(
    transaction: Transaction, address: PactAddress, version: Version, document: JsonObject
) -> PublishedContract:
    pair = named(transaction, address.consumer), named(transaction, address.provider)
    contract = Contract(address.provider, document)
    stored = store(transaction, version, pair=pair, contract=contract)
    if isinstance(stored, Conflict):
        raise ContentConflict(stored.text)
    return _touched(transaction, stored)


def _touched(transaction: Transaction, stored: PublishedContract) -> PublishedContract:
    pair = (stored.pact.consumer.id, stored.pact.provider.id)
    integrations.touch(transaction.connection, [pair], now=transaction.now)
    return stored
