"""Tokens are made, listed and revoked; a new one is shown this once."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, Any

from pact_notary.domain.refusals import InvalidRequest
from pact_notary.domain.scopes import Scope
from pact_notary.http.answers import Answer
from pact_notary.http.pages import read_filters
from pact_notary.http.refusals import WrongParameters
from pact_notary.pages.cursors import read_cursor, write_cursor
from pact_notary.pages.forms import read_form, seal
from pact_notary.pages.rendering import address, render
from pact_notary.service.refusals import NotPossible
from pact_notary.service.tokens import create_token, get_in_use, read_name, revoke_token
from pact_notary.store.tokens import list_part

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pact_notary.domain.documents import Json, JsonObject
    from pact_notary.resources.routing import Call

PAGE_SIZE = 50
OPENS = {
    Scope.READ: "everything that changes nothing, but tokens and the audit log",
    Scope.PUBLISH: "pacts, versions, branches, tags, applications and their labels",
    Scope.VERIFY: "verification results; the branch and tags of the version that was verified",
    Scope.DEPLOY: "deployments, releases and their ends; tags, where those tell of deployments",
    Scope.ADMIN: "everything: environments, webhooks, removing things, tokens, the audit log",
}
_IN_USE = "in-use"
_ALL = "all"


def show(call: Call) -> Answer:
    return _show(call, {})


def create(call: Call) -> Answer:
    """The page with the new token, or the form again with what is wrong with it."""
    fields = read_form(call)
    try:
        name, scopes = _read(fields)
        text = create_token(call.transaction, name, scopes=scopes, new_secret=secrets.token_hex)
    except InvalidRequest as refusal:
        return _show(call, fields, status=400, errors=refusal.errors)
    return render(
        call,
        "token_created.html",
        title=f"Token {name}",
        section="tokens",
        status=201,
        headers={"Location": call.links.to("tokens", name), "Cache-Control": "no-store"},
        name=name,
        text=text,
        scopes=[scope for scope in Scope if scope in scopes],
        opens=OPENS,
    )


def show_one(call: Call) -> Answer:
    """A token, and whether it is to be revoked: whoever uses it is then locked out."""
    token = get_in_use(call.connection, call.segments["token"])
    sealed = seal(call)
    return render(
        call,
        "token.html",
        title=f"Token {token.name}",
        section="tokens",
        headers=sealed.headers,
        secret=sealed.secret,
        token=token,
        scopes=tuple(Scope),
        opens=OPENS,
    )


def revoke(call: Call) -> Answer:
    read_form(call)
    revoke_token(call.transaction, call.segments["token"])
    return Answer(303, headers={"Location": call.links.to("tokens")})


def _show(
    call: Call,
    typed: JsonObject,
    *,
    status: int = 200,
    errors: Mapping[str, tuple[str, ...]] | None = None,
) -> Answer:
    wanted = _read_wanted(call)
    place = read_cursor(call.query, int)
    found = list_part(
        call.connection,
        in_use=wanted == _IN_USE,
        before=int(place[0]) if place else None,
        limit=PAGE_SIZE + 1,
    )
    listed, has_more = found[:PAGE_SIZE], len(found) > PAGE_SIZE
    after = write_cursor(listed[-1].id) if has_more else None
    sealed = seal(call)
    facts: dict[str, Any] = {
        "wanted": wanted,
        "tokens": listed,
        "scopes": tuple(Scope),
        "opens": OPENS,
        "typed_name": typed.get("name", ""),
        "typed_scopes": typed.get("scopes", []),
        "errors": errors or {},
        "secret": sealed.secret,
        "first_href": address(call.links, "tokens", show=wanted) if place else None,
        "next_href": address(call.links, "tokens", show=wanted, after=after) if after else None,
    }
    return render(
        call,
        "tokens.html",
        title="Tokens",
        section="tokens",
        status=status,
        headers=sealed.headers,
        **facts,
    )


def _read_wanted(call: Call) -> str:
    wanted = read_filters(call.query, "show").get("show") or _IN_USE
    if wanted not in {_IN_USE, _ALL}:
        raise WrongParameters({"show": (f"must be {_IN_USE} or {_ALL}",)})
    return wanted


def _read(fields: JsonObject) -> tuple[str, frozenset[Scope]]:
    """Raises: NotPossible, when the form is not filled in as it must be."""
    given = fields.get("name")
    name = read_name(given if isinstance(given, str) else "")
    return name, _read_scopes(fields.get("scopes"))


def _read_scopes(given: Json) -> frozenset[Scope]:
    known = {scope.value: scope for scope in Scope}
    words = [word for word in given if isinstance(word, str)] if isinstance(given, list) else []
    if not words or words != given or not known.keys() >= set(words):
        raise NotPossible({"scopes": ("must be chosen: say what the token is for",)})
    return frozenset(known[word] for word in words)
