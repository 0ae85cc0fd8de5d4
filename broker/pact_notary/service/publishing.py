"""Publishing stores a version and its pacts: all of them, or none."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from pact_notary.domain.differences import describe_difference
from pact_notary.domain.merging import find_conflicts, merge
from pact_notary.domain.naming import find_similar
from pact_notary.records import Notice, Pact
from pact_notary.service import events, versioning
from pact_notary.service.preparation import parse, prepare
from pact_notary.service.refusals import PublishConflict
from pact_notary.store import (
    contents,
    integrations,
    pacticipants,
    pacts,
    publications,
    verifications,
)

if TYPE_CHECKING:
    from collections.abc import Container, Iterable

    from pact_notary.domain.documents import JsonObject
    from pact_notary.records import Pacticipant, PreparedContent, Version
    from pact_notary.service.events import Event
    from pact_notary.service.transaction import Transaction


class OnConflict(Enum):
    """What to do with a pact that the version has already."""

    OVERWRITE = "overwrite"
    MERGE = "merge"


class Effect(Enum):
    """What publishing a contract did."""

    PUBLISHED = "published"
    UNCHANGED = "unchanged"
    MERGED = "merged"
    OVERWRITTEN = "overwritten"


@dataclass(frozen=True, slots=True)
class Contract:
    """A document for one provider."""

    provider: str
    document: JsonObject
    on_conflict: OnConflict = OnConflict.OVERWRITE


@dataclass(frozen=True, slots=True)
class PublishContracts:
    """A consumer version and all its contracts."""

    consumer: str
    number: str
    branch: str | None
    tags: tuple[str, ...]
    build_url: str | None
    contracts: tuple[Contract, ...]


@dataclass(frozen=True, slots=True)
class PublishedContract:
    """A stored pact, what storing it did, and what that means."""

    pact: Pact
    effect: Effect
    events: tuple[Event, ...]
    is_verified: bool


@dataclass(frozen=True, slots=True)
class Published:
    """The version, whether it was new, and its contracts in the order of the request."""

    version: Version
    is_new: bool
    contracts: tuple[PublishedContract, ...]


@dataclass(frozen=True, slots=True)
class Conflict:
    """A contract that contradicts the published one, and how they differ."""

    text: str
    difference: str


def publish(transaction: Transaction, request: PublishContracts) -> Published:
    """Store the version with branch, tags and pacts.

    Raises: PublishConflict, when contracts contradict published ones or names are too alike;
      whoever opened the transaction then rolls it back.
    """
    names = [request.consumer, *(contract.provider for contract in request.contracts)]
    known = pacticipants.find_named(transaction.connection, names)
    similar = _find_similar_names(transaction, names, known)
    applications = {name: known.get(name) or named(transaction, name) for name in names}
    consumer = applications[request.consumer]
    ensured = versioning.ensure_version_of(transaction, consumer, number=request.number)
    versioning.describe_version(
        transaction,
        ensured.item,
        build_url=request.build_url,
        branch=request.branch,
        tag_names=request.tags,
    )
    results = [
        store(
            transaction,
            ensured.item,
            pair=(consumer, applications[contract.provider]),
            contract=contract,
        )
        for contract in request.contracts
    ]
    conflicts = [result for result in results if isinstance(result, Conflict)]
    if conflicts or similar:
        raise _refuse(conflicts, similar)
    stored = tuple(result for result in results if isinstance(result, PublishedContract))
    pairs = [(result.pact.consumer.id, result.pact.provider.id) for result in stored]
    integrations.touch(transaction.connection, pairs, now=transaction.now)
    return Published(ensured.item, ensured.is_new, stored)


def find_similar_names(transaction: Transaction, names: Iterable[str]) -> tuple[str, ...]:
    """Why names that are not known yet cannot be: one text for each that is too alike."""
    asked = list(names)
    known = pacticipants.find_named(transaction.connection, asked)
    return _find_similar_names(transaction, asked, known)


def _find_similar_names(
    transaction: Transaction, names: Iterable[str], known: Container[str]
) -> tuple[str, ...]:
    new = [name for name in dict.fromkeys(names) if name not in known]
    if not (new and transaction.policy.check_similar_names):
        return ()
    existing = pacticipants.all_names(transaction.connection)
    alike = {name: find_similar(name, existing) for name in new}
    return tuple(
        f"The name '{name}' is not known but is very like {_quoted(others)}. If they are the "
        f"same application, use that name. If not, create '{name}' first: POST it to "
        "/pacticipants, or use the command `pact broker create-or-update-pacticipant`."
        for name, others in alike.items()
        if others
    )


def _quoted(names: tuple[str, ...]) -> str:
    return ", ".join(f"'{name}'" for name in names)


def named(transaction: Transaction, name: str) -> Pacticipant:
    return pacticipants.ensure(transaction.connection, name, now=transaction.now).item


def store(
    transaction: Transaction,
    version: Version,
    *,
    pair: tuple[Pacticipant, Pacticipant],
    contract: Contract,
) -> PublishedContract | Conflict:
    """Store the contract of the pair of consumer and provider."""
    consumer, provider = pair
    existing = pacts.newest(
        transaction.connection, consumer.name, provider.name, pacts.with_number(version.number)
    )
    prepared = prepare(contract.document)
    if existing is None:
        first = _store_first(transaction, version, pair=pair, prepared=prepared)
        # None: another process published this very pact meanwhile.
        return first or store(transaction, version, pair=pair, contract=contract)
    if existing.pact.sha == prepared.sha:
        return tell(transaction, existing.pact, effect=Effect.UNCHANGED, old_sha=prepared.sha)
    published = parse(existing.text)
    if contract.on_conflict is OnConflict.MERGE:
        return _store_merged(transaction, existing.pact, published, contract.document)
    if not transaction.policy.allow_dangerous_contract_modification:
        return _contradiction(existing.pact, published, contract.document)
    pact = revise(transaction, existing.pact, prepared=prepared)
    return tell(transaction, pact, effect=Effect.OVERWRITTEN, old_sha=existing.pact.sha)


def _store_first(
    transaction: Transaction,
    version: Version,
    *,
    pair: tuple[Pacticipant, Pacticipant],
    prepared: PreparedContent,
) -> PublishedContract | None:
    consumer, provider = pair
    content_id = contents.ensure(
        transaction.connection, (consumer.id, provider.id), prepared=prepared, now=transaction.now
    )
    added = publications.publish(
        transaction.connection,
        version,
        provider_id=provider.id,
        content_id=content_id,
        now=transaction.now,
    )
    if not added.is_new:
        return None
    pact = Pact(
        added.item,
        consumer.ref,
        provider.ref,
        version.ref,
        content_id,
        prepared.sha,
        revision=1,
        created_at=transaction.now,
    )
    detected = events.detect_for_new(transaction, pact)
    return PublishedContract(pact, Effect.PUBLISHED, detected, _is_verified(transaction, pact))


def _store_merged(
    transaction: Transaction, pact: Pact, published: JsonObject, newcomer: JsonObject
) -> PublishedContract | Conflict:
    may_replace = transaction.policy.allow_dangerous_contract_modification
    if find_conflicts(published, newcomer) and not may_replace:
        return _contradiction(pact, published, newcomer)
    prepared = prepare(merge(published, newcomer))
    if prepared.sha == pact.sha:
        return tell(transaction, pact, effect=Effect.UNCHANGED, old_sha=pact.sha)
    revised = revise(transaction, pact, prepared=prepared)
    return tell(transaction, revised, effect=Effect.MERGED, old_sha=pact.sha)


def revise(transaction: Transaction, pact: Pact, *, prepared: PreparedContent) -> Pact:
    """Give the version's pact a new content; the old one stays as a revision."""
    content_id = contents.ensure(
        transaction.connection,
        (pact.consumer.id, pact.provider.id),
        prepared=prepared,
        now=transaction.now,
    )
    return publications.revise(
        transaction.connection,
        pact,
        content_id=content_id,
        sha=prepared.sha,
        now=transaction.now,
    )


def tell(
    transaction: Transaction, pact: Pact, *, effect: Effect, old_sha: str
) -> PublishedContract:
    detected = events.detect_for_revision(old_sha, pact.sha)
    return PublishedContract(pact, effect, detected, _is_verified(transaction, pact))


def _is_verified(transaction: Transaction, pact: Pact) -> bool:
    return verifications.has_any(
        transaction.connection, pact.consumer.id, provider_id=pact.provider.id
    )


def _contradiction(pact: Pact, published: JsonObject, newcomer: JsonObject) -> Conflict:
    text = (
        f"The pact between {pact.consumer.name} and {pact.provider.name} is published for version "
        f"{pact.consumer_version.number} with other content, which cannot be changed. Publish "
        "under a new version number, one for each commit. If the content changes from run to run, "
        "look for generated values in the pact."
    )
    return Conflict(text, describe_difference(published, parse(prepare(newcomer).text)))


def _refuse(conflicts: list[Conflict], similar: tuple[str, ...]) -> PublishConflict:
    """All that speaks against the publication at once: contents first, then names."""
    notices = [
        notice
        for conflict in conflicts
        for notice in (Notice("error", conflict.text), Notice("info", conflict.difference))
    ]
    notices += (Notice("error", text) for text in similar)
    texts = (*(conflict.text for conflict in conflicts), *similar)
    return PublishConflict(tuple(notices), texts)
