"""The body of a publication: every violation is told, with the index of the contract."""

from __future__ import annotations

import base64
import binascii
from typing import TYPE_CHECKING

from pact_notary.http.json_body import read_json
from pact_notary.http.refusals import WrongBody
from pact_notary.resources.members import Members, name_problem
from pact_notary.service.publishing import Contract, OnConflict, PublishContracts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pact_notary.domain.documents import Json, JsonObject

CONTRACT_LIMIT = 1_000

_ON_CONFLICT = tuple(choice.value for choice in OnConflict)


def read_publication(body: Json) -> PublishContracts:
    """Raises: InvalidRequest, with all that is wrong."""
    members = Members(body)
    consumer = members.required_name("pacticipantName")
    number = members.required_name("pacticipantVersionNumber")
    branch = members.name("branch")
    build_url = members.text("buildUrl")
    tags = read_tags(members)
    contracts = _read_contracts(members, consumer)
    members.check()
    return PublishContracts(consumer, number, branch, tags, build_url, contracts)


def read_tags(members: Members) -> tuple[str, ...]:
    """The tags of a version that is published; what is wrong with them is complained of."""
    value = members.raw("tags")
    if value is None:
        return ()
    if not isinstance(value, list):
        members.complain("tags", "must be an array of strings")
        return ()
    for at, tag in enumerate(value):
        problem = name_problem(tag) if isinstance(tag, str) else "must be a string"
        if problem:
            members.complain("tags", f"{problem} (at index {at})")
    return tuple(dict.fromkeys(tag.strip() for tag in value if isinstance(tag, str)))


def _read_contracts(members: Members, consumer: str) -> tuple[Contract, ...]:
    value = members.raw("contracts")
    if value is None:
        members.complain("contracts", "is missing")
        return ()
    if not isinstance(value, list) or not value:
        members.complain("contracts", "must be an array with at least one contract")
        return ()
    if len(value) > CONTRACT_LIMIT:
        members.complain("contracts", f"must hold at most {CONTRACT_LIMIT} contracts")
        return ()
    read = [_read_contract(members, element, at, consumer) for at, element in enumerate(value)]
    return tuple(contract for contract in read if contract is not None)


def _read_contract(members: Members, element: Json, at: int, consumer: str) -> Contract | None:
    """The contract, when nothing is wrong with it."""
    if not isinstance(element, dict):
        members.complain("contracts", f"must be an object (at index {at})")
        return None
    problems = list(_member_problems(element, consumer))
    document: JsonObject = {}
    try:
        document = _decode(element.get("content"))
        problems += _name_problems(element, document)
    except WrongBody as error:
        problems.append(f"content {error}")
    for problem in problems:
        members.complain("contracts", f"{problem} (at index {at})")
    if problems:
        return None
    provider = str(element["providerName"]).strip()
    return Contract(provider, document, OnConflict(element.get("onConflict") or "overwrite"))


def _member_problems(element: JsonObject, consumer: str) -> Iterator[str]:
    yield from _name_member_problems(element, "consumerName")
    yield from _name_member_problems(element, "providerName")
    named = element.get("consumerName")
    if isinstance(named, str) and consumer and named.strip() != consumer:
        yield f"consumerName ('{named}') must be the pacticipantName ('{consumer}')"
    for member, only in (("specification", "pact"), ("contentType", "application/json")):
        value = element.get(member)
        if value is None:
            yield f"{member} is missing"
        elif value != only:
            yield f"{member} must be {only}"
    on_conflict = element.get("onConflict")
    if on_conflict is not None and on_conflict not in _ON_CONFLICT:
        yield f"onConflict must be one of {', '.join(_ON_CONFLICT)}"


def _name_member_problems(element: JsonObject, member: str) -> Iterator[str]:
    value = element.get(member)
    if value is None:
        yield f"{member} is missing"
    elif not isinstance(value, str):
        yield f"{member} must be a string"
    else:
        problem = name_problem(value)
        if problem:
            yield f"{member} {problem}"


def _decode(content: Json) -> JsonObject:
    """Raises: WrongBody, with what follows the word content in a sentence."""
    if content is None:
        raise WrongBody("is missing")
    if not isinstance(content, str):
        raise WrongBody("must be a string")
    try:
        text = base64.b64decode(content, validate=True)
    except (binascii.Error, ValueError) as error:
        raise WrongBody("must be Base64, without line breaks") from error
    document = _parse(text)
    if not isinstance(document, dict):
        raise WrongBody("must be a JSON object once decoded")
    return document


def _parse(text: bytes) -> Json:
    try:
        value: Json = read_json(text)
    except WrongBody as error:
        raise WrongBody(f"cannot be read once decoded: {error}") from error
    return value


def _name_problems(element: JsonObject, document: JsonObject) -> Iterator[str]:
    """Names inside the pact that are not those of the contract; missing ones are accepted."""
    for role in ("consumer", "provider"):
        party = document.get(role)
        inner = party.get("name") if isinstance(party, dict) else None
        outer = element.get(f"{role}Name")
        if inner is not None and isinstance(outer, str) and inner != outer.strip():
            yield f"{role}Name ('{outer}') is not the name in the pact ('{inner}')"
