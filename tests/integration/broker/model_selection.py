"""Which pacts a provider is to verify, worked out from the history alone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pact_notary.domain.selectors import (
    Branch,
    Deployed,
    EveryTagged,
    Latest,
    LatestTagged,
    MainBranch,
    MatchingBranch,
    Released,
    Selector,
)

if TYPE_CHECKING:
    from tests.integration.broker.model import History, Publication, Result


@dataclass(frozen=True, slots=True)
class Offer:
    """One pact of the answer, by what tells it from others."""

    consumer: str
    number: str
    content: str
    pending: bool | None = None
    wip: bool = False


@dataclass(frozen=True, slots=True)
class Question:
    """What the provider asks; times are places in the history."""

    selectors: tuple[Selector, ...] = ()
    branch: str | None = None
    tags: tuple[str, ...] = ()
    include_pending: bool = True
    wip_after: int | None = None


def offers(history: History, provider: str, question: Question) -> list[Offer]:
    explicit = _explicit(history, provider, question)
    chosen = _newest_of_each_content(history, explicit)
    answer = [
        Offer(
            p.consumer,
            p.number,
            p.content,
            pending=_pending(history, p, question) if question.include_pending else None,
        )
        for p in chosen
    ]
    contents = {(p.consumer, p.content) for p in chosen}
    wip = [
        p
        for p in _wip_candidates(history, provider, question)
        if (p.consumer, p.content) not in contents and _in_progress(history, p, question)
    ]
    return answer + [
        Offer(
            p.consumer,
            p.number,
            p.content,
            pending=True if question.include_pending else None,
            wip=True,
        )
        for p in _newest_of_each_content(history, wip)
    ]


def _newest_of_each_content(history: History, found: list[Publication]) -> list[Publication]:
    newest: dict[tuple[str, str], Publication] = {}
    for p in found:
        held = newest.get((p.consumer, p.content))
        if held is None or history.order(p.consumer, p.number) > history.order(
            held.consumer, held.number
        ):
            newest[(p.consumer, p.content)] = p
    return sorted(
        newest.values(), key=lambda p: (p.consumer.lower(), history.order(p.consumer, p.number))
    )


def _explicit(history: History, provider: str, question: Question) -> list[Publication]:
    selectors = question.selectors or _defaults(history, provider)
    return [p for selector in selectors for p in _select(history, provider, selector)]


def _defaults(history: History, provider: str) -> list[Selector]:
    selectors: list[Selector] = [Deployed(), Released()]
    for consumer in history.consumers_of(provider):
        main = history.main_branch(consumer)
        if main is not None and history.on_branch(consumer, main):
            selectors.append(MainBranch(consumer))
        elif main is not None and history.tagged(consumer, main):
            selectors.append(LatestTagged(main, consumer))
        else:
            selectors.append(Latest(consumer))
    return selectors


def _select(history: History, provider: str, selector: Selector) -> list[Publication]:
    consumers = [
        consumer
        for consumer in history.consumers_of(provider)
        if selector.consumer in (None, consumer)
    ]
    found = _pick(history, provider, selector, consumers)
    if isinstance(selector, LatestTagged) and selector.fallback and not found:
        return _pick(history, provider, LatestTagged(selector.fallback), consumers)
    return found


def _pick(
    history: History, provider: str, selector: Selector, consumers: list[str]
) -> list[Publication]:
    found: list[Publication] = []
    for consumer in consumers:
        picked = _visible(
            history, consumer, provider, _numbers(history, consumer, provider, selector)
        )
        if isinstance(selector, Branch) and selector.fallback and not picked:
            head = history.head(consumer, selector.fallback)
            picked = _visible(history, consumer, provider, head)
        found += picked
    return found


def _visible(
    history: History, consumer: str, provider: str, numbers: list[str]
) -> list[Publication]:
    pacts = [history.visible(consumer, number, provider) for number in numbers]
    return [p for p in pacts if p is not None]


def _numbers(history: History, consumer: str, provider: str, selector: Selector) -> list[str]:
    match selector:
        case Latest():
            having = {
                p.number
                for p in history.publications
                if (p.consumer, p.provider) == (consumer, provider)
            }
            return history.latest(consumer, having)
        case LatestTagged():
            return history.latest(consumer, history.tagged(consumer, selector.tag))
        case EveryTagged():
            return history.tagged(consumer, selector.tag)
        case Deployed():
            return [n for e in _wanted(history, selector) for n in history.deployed(consumer, e)]
        case Released():
            return [n for e in _wanted(history, selector) for n in history.released(consumer, e)]
        case _:
            branches = _branches(history, consumer, selector)
            return [number for branch in branches for number in history.head(consumer, branch)]


def _branches(history: History, consumer: str, selector: Selector) -> set[str | None]:
    if isinstance(selector, Branch | MatchingBranch):
        return {selector.branch}
    if isinstance(selector, MainBranch):
        return {history.main_branch(consumer)}
    return {branch for _, branch, _ in history.branch_adds(consumer)}


def _wanted(history: History, selector: Deployed | Released) -> list[str]:
    return [selector.environment] if selector.environment else history.environments()


def _successes(history: History, p: Publication) -> list[Result]:
    return [
        r
        for r in history.results
        if r.success and (r.consumer, r.provider, r.content) == (p.consumer, p.provider, p.content)
    ]


def _pending(history: History, p: Publication, question: Question) -> bool:
    successes = _successes(history, p)
    if question.branch is not None:
        return not _known_on_branch(history, p.provider, question.branch, successes)
    if question.tags:
        return any(not _known_with_tag(history, p.provider, t, successes) for t in question.tags)
    return not successes


def _in_progress(history: History, p: Publication, question: Question) -> bool:
    settled = [r for r in _successes(history, p) if not r.wip]
    if question.branch is not None:
        return not _known_on_branch(history, p.provider, question.branch, settled)
    return any(not _known_with_tag(history, p.provider, t, settled) for t in question.tags)


def _known_on_branch(history: History, provider: str, branch: str, results: list[Result]) -> bool:
    adds = history.branch_adds(provider)
    return _known(adds, branch, results)


def _known_with_tag(history: History, provider: str, tag: str, results: list[Result]) -> bool:
    adds = history.tag_adds(provider)
    return _known(adds, tag, results)


def _known(adds: list[tuple[int, str, str]], name: str, results: list[Result]) -> bool:
    here = {number for _, known, number in adds if known == name}
    elsewhere = {number for _, known, number in adds if known != name}
    first = min((at for at, known, _ in adds if known == name), default=None)
    return any(
        r.number in here or (r.number in elsewhere and (first is None or r.at < first))
        for r in results
    )


def _wip_candidates(history: History, provider: str, question: Question) -> list[Publication]:
    if question.wip_after is None or (question.branch is None and not question.tags):
        return []
    heads: list[Publication] = []
    for consumer in history.consumers_of(provider):
        for branch in {branch for _, branch, _ in history.branch_adds(consumer)}:
            heads += _visible(history, consumer, provider, history.head(consumer, branch))
        for tag in {tag for _, tag, _ in history.tag_adds(consumer)}:
            latest = history.latest(consumer, history.tagged(consumer, tag))
            heads += _visible(history, consumer, provider, latest)
    return [p for p in heads if p.at > question.wip_after]
