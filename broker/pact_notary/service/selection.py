"""Which pacts a provider is to verify, why, and what a failure of each will mean."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from pact_notary.domain import explanations, metadata
from pact_notary.domain.pending import (
    NO_EVIDENCE,
    PendingStatus,
    judge_for_any_version,
    judge_for_branch,
    judge_for_tags,
)
from pact_notary.domain.selection import (
    FoundPact,
    Reason,
    combine,
    prefer_asked,
    prefer_asked_for_each_consumer,
    short_description,
)
from pact_notary.domain.selectors import (
    Branch,
    Deployed,
    EveryBranch,
    EveryTagged,
    Latest,
    LatestTagged,
    MainBranch,
    Released,
)
from pact_notary.domain.verification_query import environment_names, read_body, read_parameters
from pact_notary.domain.wip import choose_in_progress
from pact_notary.store import evidence as evidence_store
from pact_notary.store import selection as store
from pact_notary.store.candidates import (
    find_candidates,
    find_default_latest,
    find_default_main_tagged,
    find_tag_heads,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    import sqlalchemy as sa

    from pact_notary.domain.documents import JsonObject
    from pact_notary.domain.explanations import VerificationNotice
    from pact_notary.domain.pending import Evidence
    from pact_notary.domain.selection import ChosenPact
    from pact_notary.domain.selectors import Selector
    from pact_notary.domain.verification_query import VerificationQuery
    from pact_notary.records import PacticipantRef, PublishedPact
    from pact_notary.store.candidates import Candidate


_Candidates: TypeAlias = "tuple[Selector, tuple[Candidate, ...]]"


@dataclass(frozen=True, slots=True)
class _Found:
    """Pacts by reason: what selectors chose, and what may be work in progress."""

    explicit: tuple[FoundPact, ...]
    in_progress: tuple[FoundPact, ...]


@dataclass(frozen=True, slots=True)
class PactToVerify:
    """One pact of the answer; `pending` is None when nobody asked.

    `segment` is the metadata segment of the pact's address.
    """

    pact: PublishedPact
    short_description: str
    pending: bool | None
    wip: bool
    notices: tuple[VerificationNotice, ...]
    segment: str


def choose_for_body(
    connection: sa.Connection, provider: PacticipantRef, body: JsonObject
) -> tuple[PactToVerify, ...]:
    """The pacts that the body of a POST asks for; explicit ones first, then work in progress.

    Raises: InvalidRequest, when members of the body are wrong.
    """
    environments = store.find_existing_environments(connection, environment_names(body))
    return choose(connection, provider, read_body(body, environments=environments))


def choose_for_parameters(
    connection: sa.Connection, provider: PacticipantRef, parameters: JsonObject
) -> tuple[PactToVerify, ...]:
    """The pacts that the parameters of a GET ask for.

    Raises: InvalidRequest, when parameters are wrong.
    """
    return choose(connection, provider, read_parameters(parameters))


def choose(
    connection: sa.Connection, provider: PacticipantRef, query: VerificationQuery
) -> tuple[PactToVerify, ...]:
    """The pacts that a checked query asks for."""
    found = _find(connection, provider.id, query)
    explicit = combine(found.explicit)
    candidates = found.in_progress
    contents = frozenset(choice.pact.content_id for choice in explicit)
    in_doubt = {each.pact.content_id for each in candidates} - contents
    asked = in_doubt | contents if query.include_pending else in_doubt
    evidence = _find_evidence(connection, provider.id, query, asked)
    wip = choose_in_progress(candidates, explicit=contents, evidence=evidence)
    return (
        *(
            _explain(choice, provider, query, _judge(choice, query, evidence))
            for choice in explicit
        ),
        *(_explain_wip(choice, provider, query, _judge_wip(query)) for choice in wip),
    )


def find_current(connection: sa.Connection, provider_id: int) -> tuple[PublishedPact, ...]:
    """The pacts, by consumer, that are chosen when nothing in particular is asked for."""
    found = _find(connection, provider_id, read_body({}, environments=frozenset()))
    chosen = (choice.pact for choice in combine(found.explicit))
    return tuple(
        sorted(chosen, key=lambda pact: (pact.consumer.name, -pact.consumer_version.order))
    )


def _find(connection: sa.Connection, provider_id: int, query: VerificationQuery) -> _Found:
    """All versions are found first, so that one statement reads the pacts of all of them."""
    explicit = list(_candidates(connection, provider_id, query))
    in_progress = list(_candidates_in_progress(connection, provider_id, query))
    version_ids = {each.version_id for _, some in (*explicit, *in_progress) for each in some}
    pacts = store.find_visible_pacts(connection, provider_id, version_ids)
    return _Found(
        explicit=tuple(
            found
            for selector, candidates in explicit
            for found in _of_selector(selector, _with_pacts(selector, candidates, pacts))
        ),
        in_progress=tuple(
            found
            for selector, candidates in in_progress
            for found in _with_pacts(selector, candidates, pacts)
            if query.wip_since is not None and found.pact.created_at > query.wip_since
        ),
    )


def _candidates(
    connection: sa.Connection, provider_id: int, query: VerificationQuery
) -> Iterator[_Candidates]:
    for selector in dict.fromkeys(query.selectors):
        found = find_candidates(connection, provider_id, selector)
        if isinstance(selector, LatestTagged) and selector.fallback is not None:
            fallback = LatestTagged(selector.fallback, selector.consumer)
            found += find_candidates(connection, provider_id, fallback)
        yield selector, found
    if not query.selectors:
        yield MainBranch(), find_candidates(connection, provider_id, MainBranch())
        for each in find_default_main_tagged(connection, provider_id):
            yield LatestTagged(each.name), (each,)
        yield Latest(), find_default_latest(connection, provider_id)
        yield Deployed(), find_candidates(connection, provider_id, Deployed())
        yield Released(), find_candidates(connection, provider_id, Released())


def _candidates_in_progress(
    connection: sa.Connection, provider_id: int, query: VerificationQuery
) -> Iterator[_Candidates]:
    """What may be work in progress: nothing unless it is known for whom it would be."""
    if query.wip_since is None or not (query.provider_branch or query.provider_tags):
        return
    yield EveryBranch(), find_candidates(connection, provider_id, EveryBranch())
    for each in find_tag_heads(connection, provider_id):
        yield LatestTagged(each.name), (each,)


def _with_pacts(
    selector: Selector, candidates: Iterable[Candidate], pacts: Mapping[int, PublishedPact]
) -> tuple[FoundPact, ...]:
    return tuple(
        FoundPact(pact, Reason(selector, pact.consumer_version, each.name))
        for each in candidates
        if (pact := pacts.get(each.version_id)) is not None
    )


def _of_selector(selector: Selector, found: tuple[FoundPact, ...]) -> tuple[FoundPact, ...]:
    """What was found by the asked name, or by the fallback where that found nothing."""
    match selector:
        case Branch(branch=asked):
            return prefer_asked_for_each_consumer(found, asked)
        case LatestTagged(tag=asked):
            return prefer_asked(found, asked)
        case _:
            return found


def _find_evidence(
    connection: sa.Connection,
    provider_id: int,
    query: VerificationQuery,
    contents: Collection[int],
) -> dict[str, dict[int, Evidence]]:
    """By branch or tag of the provider, or by nothing when it gave neither."""
    if not contents:
        return {}
    branch = query.provider_branch
    if branch is not None:
        on_branch = evidence_store.find_evidence_on_branch
        return {branch: on_branch(connection, provider_id, branch, contents)}
    if query.provider_tags:
        with_tag = evidence_store.find_evidence_with_tag
        return {
            tag: with_tag(connection, provider_id, tag, contents) for tag in query.provider_tags
        }
    return {"": evidence_store.find_evidence(connection, contents)}


def _judge(
    choice: ChosenPact,
    query: VerificationQuery,
    evidence: Mapping[str, Mapping[int, Evidence]],
) -> PendingStatus | None:
    if not query.include_pending:
        return None
    seen = {
        name: by_content.get(choice.pact.content_id, NO_EVIDENCE)
        for name, by_content in evidence.items()
    }
    if query.provider_branch is not None:
        return judge_for_branch(query.provider_branch, seen[query.provider_branch])
    if query.provider_tags:
        return judge_for_tags(seen)
    return judge_for_any_version(seen[""])


def _judge_wip(query: VerificationQuery) -> PendingStatus:
    """Work in progress is pending whatever an earlier run of it showed."""
    if query.provider_branch is not None:
        return PendingStatus(pending=True, branch=query.provider_branch)
    return PendingStatus(pending=True, pending_tags=query.provider_tags)


def _explain(
    choice: ChosenPact,
    provider: PacticipantRef,
    query: VerificationQuery,
    status: PendingStatus | None,
) -> PactToVerify:
    pending = explanations.explain_pending(status) if status else ()
    notices = (explanations.explain_choice(choice, provider.name), *pending)
    return _to_verify(choice, query, status, notices)


def _explain_wip(
    choice: ChosenPact, provider: PacticipantRef, query: VerificationQuery, status: PendingStatus
) -> PactToVerify:
    pending = explanations.explain_pending(status) if query.include_pending else ()
    wip = explanations.explain_work_in_progress(choice, provider.name, status)
    asked = status if query.include_pending else None
    return _to_verify(choice, query, asked, (wip, *pending), wip=True)


def _to_verify(
    choice: ChosenPact,
    query: VerificationQuery,
    status: PendingStatus | None,
    notices: tuple[VerificationNotice, ...],
    *,
    wip: bool = False,
) -> PactToVerify:
    pending = status.pending if status else None
    return PactToVerify(
        pact=choice.pact,
        short_description=short_description(choice.reasons),
        pending=pending,
        wip=wip,
        notices=(*map(explanations.preface, query.preface), *notices),
        segment=metadata.encode(_remember(choice, pending=pending, wip=wip)),
    )


def _remember(choice: ChosenPact, *, pending: bool | None, wip: bool) -> metadata.PactMetadata:
    newest_first = sorted(choice.reasons, key=lambda reason: -reason.version.order)
    traces = dict.fromkeys(map(_trace, newest_first))
    return metadata.PactMetadata(
        consumer_version_number=choice.pact.consumer_version.number,
        consumer_version_id=choice.pact.consumer_version.id,
        tags=tuple(dict.fromkeys(trace.tag for trace in traces if trace.tag is not None)),
        wip=wip,
        pending=pending,
        selectors=tuple(traces),
    )


def _trace(reason: Reason) -> metadata.SelectorTrace:
    version_id, name = reason.version.id, reason.name
    match reason.selector:
        case Latest():
            return metadata.SelectorTrace(version_id, latest=True)
        case LatestTagged():
            return metadata.SelectorTrace(version_id, tag=name, latest=True)
        case EveryTagged():
            return metadata.SelectorTrace(version_id, tag=name)
        case Deployed() | Released():
            return metadata.SelectorTrace(version_id, environment=name)
        case _:
            return metadata.SelectorTrace(version_id, branch=name, latest=True)
