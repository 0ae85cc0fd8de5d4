"""What the templates of webhooks are told of a pact, its versions and its results."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pact_notary.domain import metadata
from pact_notary.domain.metadata import PactMetadata
from pact_notary.domain.webhooks.parameters import Occasion, Outcome, Side
from pact_notary.store import branches, pacticipants, pacts, tags, verifications
from pact_notary.store.provider_use import find_telling_result

if TYPE_CHECKING:
    from collections.abc import Iterator

    import sqlalchemy as sa

    from pact_notary.domain.metadata import SelectorTrace
    from pact_notary.http.links import Links
    from pact_notary.records import Pact, VerificationResult, VersionBranch, VersionRef


@dataclass(frozen=True, slots=True)
class Subject:
    """A pact to be told of; `tags` are those to be told when they are not the version's own."""

    pact: Pact
    tags: tuple[str, ...] | None = None


def find_verified_subjects(
    connection: sa.Connection, result: VerificationResult
) -> tuple[Subject, ...]:
    """The consumer versions that a result is for: those its pact's address named, newest first.

    When it named none that has a pact with the provider, the newest version with the content.
    """
    known = metadata.decode(result.metadata_segment or "")
    return (
        tuple(_find_selected(connection, result, known.selectors))
        or tuple(_find_named(connection, result, known))
        or tuple(_find_newest(connection, result))
    )


def tell(
    connection: sa.Connection,
    links: Links,
    subject: Subject,
    *,
    result: VerificationResult | None,
    provider_version: VersionRef | None = None,
) -> Occasion:
    """The occasion; its event is not named yet.

    Args:
      provider_version: the one to be told of when it is not that of the result.
    """
    pact = subject.pact
    theirs = provider_version or (result.provider_version if result else None)
    version_ids = [pact.consumer_version.id, *([theirs.id] if theirs else [])]
    labels = pacticipants.labels_of(connection, [pact.consumer.id, pact.provider.id])
    own_tags = tags.names_of(connection, version_ids)
    places = branches.branches_of(connection, version_ids)
    ours = pact.consumer_version
    consumer_tags = own_tags.get(ours.id, ()) if subject.tags is None else subject.tags
    return Occasion(
        event_name="",
        consumer=Side(
            name=pact.consumer.name,
            labels=labels.get(pact.consumer.id, ()),
            version_number=ours.number,
            branch=_choose_branch(places.get(ours.id, ())),
            tags=consumer_tags,
        ),
        provider=Side(
            name=pact.provider.name,
            labels=labels.get(pact.provider.id, ()),
            version_number=theirs.number if theirs else "",
            branch=_choose_branch(places.get(theirs.id, ())) if theirs else "",
            tags=own_tags.get(theirs.id, ()) if theirs else (),
        ),
        pact_url=_pact_url(links, pact, consumer_tags),
        outcome=_tell_outcome(links, result) if result else None,
    )


def find_result_to_tell(connection: sa.Connection, pact: Pact) -> VerificationResult | None:
    """The newest result of the pact's content from the provider's main branch, else from any."""
    number = find_telling_result(connection, pact.provider.id, content_id=pact.content_id)
    return None if number is None else verifications.find(connection, number)


def _find_selected(
    connection: sa.Connection, result: VerificationResult, traces: tuple[SelectorTrace, ...]
) -> Iterator[Subject]:
    version_ids = dict.fromkeys(trace.version_id for trace in traces if trace.version_id)
    chosen = list(version_ids)[: metadata.TRACE_LIMIT]
    found = pacts.of_versions(connection, chosen) if chosen else ()
    ours = [
        pact
        for pact in found
        if (pact.consumer, pact.provider) == (result.consumer, result.provider)
    ]
    for pact in sorted(ours, key=lambda pact: pact.consumer_version.order, reverse=True):
        names = (trace.tag for trace in traces if trace.version_id == pact.consumer_version.id)
        yield Subject(pact, tuple(dict.fromkeys(name for name in names if name)))


def _find_named(
    connection: sa.Connection, result: VerificationResult, known: PactMetadata
) -> Iterator[Subject]:
    number = known.consumer_version_number
    if number is None:
        return
    names = (result.consumer.name, result.provider.name)
    pact = pacts.find(connection, *names, pacts.with_number(number))
    if pact is not None:
        yield Subject(pact, known.tags or None)


def _find_newest(connection: sa.Connection, result: VerificationResult) -> Iterator[Subject]:
    names = (result.consumer.name, result.provider.name)
    pact = pacts.find_with_sha(connection, *names, sha=result.sha)
    if pact is not None:
        yield Subject(pact)


def _choose_branch(places: tuple[VersionBranch, ...]) -> str:
    """The branch whose head the version is, else the first by name."""
    heads = [place.name for place in places if place.latest]
    return (heads or [place.name for place in places] or [""])[0]


def _pact_url(links: Links, pact: Pact, consumer_tags: tuple[str, ...]) -> str:
    # Marked as work in progress, as official brokers do: a result posted through this address
    # ends "pending" but does not end progress.
    segment = metadata.encode(
        PactMetadata(pact.consumer_version.number, tags=consumer_tags, wip=True)
    )
    pair = ("pacts", "provider", pact.provider.name, "consumer", pact.consumer.name)
    return links.to(*pair, "pact-version", pact.sha, "metadata", segment)


def _tell_outcome(links: Links, result: VerificationResult) -> Outcome:
    pair = ("pacts", "provider", result.provider.name, "consumer", result.consumer.name)
    href = links.to(*pair, "pact-version", result.sha, "verification-results", result.id)
    return Outcome(result.success, href, result.build_url)
