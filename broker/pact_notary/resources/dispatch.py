"""From a request to an action and back; every refusal becomes an answer here."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from pact_notary.domain.refusals import InvalidRequest, Refusal
from pact_notary.http import negotiation
from pact_notary.http.answers import Answer
from pact_notary.http.json_body import read_json
from pact_notary.http.links import Links
from pact_notary.http.rack_query import read_query
from pact_notary.http.refusals import (
    BodyTooLarge,
    HttpRefusal,
    NotAcceptable,
    UnsupportedBody,
    UnusableTarget,
    WrongMethod,
    WrongParameters,
)
from pact_notary.http.targets import holds_control_character
from pact_notary.resources.audit_trail import describe_change
from pact_notary.resources.errors import as_problem, describe, sentences_of
from pact_notary.resources.members import name_problem
from pact_notary.resources.routing import Call, Later, Opens
from pact_notary.service.refusals import Unknown
from pact_notary.service.transaction import Policy, Transaction
from pact_notary.store import audit
from pact_notary.store.audit import Change
from pact_notary.store.counts import does_answer
from pact_notary.store.database import run_reading, run_writing

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import datetime

    import sqlalchemy as sa

    from pact_notary.delivery.sender import Sender
    from pact_notary.domain.documents import Json
    from pact_notary.domain.scopes import Scope
    from pact_notary.http.traffic import Traffic
    from pact_notary.resources.routing import Action, Route

# What is wrong with these is wrong with their query.
_WITHOUT_BODY = frozenset({"GET", "HEAD", "DELETE"})
_FOLLOWING = frozenset({"GET", "HEAD"})


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What every call needs and no request brings; `show_refusal` makes a page of one."""

    engine: sa.Engine
    now: Callable[[], datetime]
    new_uuid: Callable[[], str]
    policy: Policy
    base_urls: tuple[str, ...]
    body_limit: int
    sender: Sender
    traffic: Traffic
    show_refusal: Callable[[Links, int, Sequence[str]], Answer]


@dataclass(frozen=True, slots=True)
class Incoming:
    """A request as the server handed it over; `path` is still percent-encoded.

    `root` is scheme and host without a slash at the end; None when there is no usable host.
    The caller is named as the audit log names it. `form_cookie` is empty when none was sent.
    """

    method: str
    path: str
    query: str
    root: str | None
    accept: str | None
    content_type: str | None
    content_length: int | None
    read_body: Callable[[], bytes]
    caller: str
    scopes: frozenset[Scope]
    request_id: str
    form_cookie: str
    takes_gzip: bool


def answer(
    surroundings: Surroundings, route: Route, incoming: Incoming, segments: Mapping[str, str]
) -> Answer:
    """What the route has to say to the request, refusals included."""
    try:
        return _act(surroundings, route, incoming, segments)
    except (HttpRefusal, Refusal) as refusal:
        return explain(surroundings, incoming, refusal)


def explain(
    surroundings: Surroundings, incoming: Incoming, refusal: HttpRefusal | Refusal
) -> Answer:
    """The refusal in the form that the request accepts."""
    described = describe(refusal)
    if described.body is not None and _is_from_page(incoming):
        links = find_links(surroundings.base_urls, incoming.root)
        shown = surroundings.show_refusal(links, described.status, sentences_of(refusal))
        return replace(shown, headers={**described.headers, **shown.headers})
    if not negotiation.wants_problem(incoming.accept):
        return described
    reason: Exception = refusal
    if isinstance(refusal, InvalidRequest) and incoming.method in _WITHOUT_BODY:
        reason = WrongParameters(refusal.errors)
    return as_problem(described, reason, find_links(surroundings.base_urls, incoming.root))


def _is_from_page(incoming: Incoming) -> bool:
    """Whether a browser followed a link or sent a form; scripts may send what a browser accepts."""
    is_form = negotiation.media_type_of(incoming.content_type) == negotiation.FORM
    follows = incoming.method in _FOLLOWING
    return (follows or is_form) and negotiation.wants_page(incoming.accept)


def find_links(base_urls: tuple[str, ...], root: str | None) -> Links:
    """Links below the base URL that the request came by, else the first; else below the root."""
    for base in base_urls:
        if base == root or base.startswith(f"{root}/"):
            return Links(base)
    return Links(base_urls[0] if base_urls else root or "")


def _act(
    surroundings: Surroundings, route: Route, incoming: Incoming, segments: Mapping[str, str]
) -> Answer:
    if incoming.root is None:
        raise HttpRefusal("The header Host, or X-Forwarded-Host, must be a host name.")
    _check_target(incoming.path, segments)
    if incoming.method == "OPTIONS":
        allowed = ", ".join((*route.actions, "OPTIONS"))
        return Answer(headers={"Access-Control-Allow-Methods": allowed, "Allow": allowed})
    action, media_type = _choose(route, incoming)
    _check_body_type(action, incoming)
    make_call = _read(surroundings, action, incoming, segments=segments, media_type=media_type)

    def handle(connection: sa.Connection) -> Answer | Later:
        transaction = Transaction(
            connection, surroundings.now(), surroundings.new_uuid, surroundings.policy
        )
        call = make_call(transaction)
        given = action.handle(call)
        if action.opens is Opens.WRITING:
            _record(incoming, call, given)
        return given

    if action.opens is Opens.NOTHING:
        given = action.handle(make_call(None))
    else:
        run = run_writing if action.opens is Opens.WRITING else run_reading
        given = run(surroundings.engine, handle)
    finished = given.finish() if isinstance(given, Later) else given
    return replace(finished, media_type=finished.media_type or media_type)


def _read(
    surroundings: Surroundings,
    action: Action,
    incoming: Incoming,
    *,
    segments: Mapping[str, str],
    media_type: str,
) -> Callable[[Transaction | None], Call]:
    """All of the call but its transaction, which may have to be made more than once."""
    links = find_links(surroundings.base_urls, incoming.root)
    body = _read_body(action, incoming, surroundings.body_limit)
    if action.check:
        action.check(body)
    return partial(
        Call,
        links=links,
        segments=segments,
        query=read_query(incoming.query),
        body=body,
        media_type=media_type,
        own_address=links.base + (incoming.path if incoming.path != "/" else ""),
        scopes=incoming.scopes,
        form_cookie=incoming.form_cookie,
        takes_gzip=incoming.takes_gzip,
        sender=surroundings.sender,
        traffic=surroundings.traffic,
        database_answers=partial(does_answer, surroundings.engine),
    )


def _record(incoming: Incoming, call: Call, given: Answer | Later) -> None:
    """Tell the audit log, in the transaction of the change itself."""
    told = describe_change(incoming.method, incoming.path, call=call, given=given)
    if told is not None:
        change = Change(incoming.caller, *told, incoming.request_id)
        audit.add(call.connection, change, now=call.transaction.now)


def _check_target(path: str, segments: Mapping[str, str]) -> None:
    if "//" in path:
        raise Unknown("Nothing is at this address")
    if holds_control_character(path):
        raise UnusableTarget("The path holds a control character, such as a newline or a tab.")
    for name, value in segments.items():
        problem = None if name == "metadata" else name_problem(value)
        if problem:
            raise UnusableTarget(f"The {name} in the path {problem}.")


def _choose(route: Route, incoming: Incoming) -> tuple[Action, str]:
    """What is done, and in which media type it is answered."""
    action = _find_action(route, incoming.method)
    page = route.page if incoming.method in _FOLLOWING else None
    offers = (*action.offers, *page.offers) if page else action.offers
    media_type = negotiation.choose(incoming.accept, offers)
    if media_type is None:
        raise NotAcceptable
    return (page if page and media_type in page.offers else action), media_type


def _find_action(route: Route, method: str) -> Action:
    action = route.actions.get("GET" if method == "HEAD" else method)
    if action is None:
        raise WrongMethod(tuple(route.actions))
    return action


def _check_body_type(action: Action, incoming: Incoming) -> None:
    if action.takes and negotiation.media_type_of(incoming.content_type) not in action.takes:
        raise UnsupportedBody


def _read_body(action: Action, incoming: Incoming, limit: int) -> Json:
    if not action.takes:
        return None
    if (incoming.content_length or 0) > limit:
        raise BodyTooLarge(
            f"The body has {incoming.content_length} bytes; this broker takes at most {limit}. "
            "The setting PACT_BROKER_BODY_LIMIT changes that."
        )
    body: Json = (
        read_query(incoming.read_body().decode("latin-1"))
        if negotiation.media_type_of(incoming.content_type) == negotiation.FORM
        else read_json(incoming.read_body())
    )
    return body
