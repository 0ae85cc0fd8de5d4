"""The body of a publication of a provider's contract; every violation is told.

Source: what `pact pactflow publish-provider-contract` sends.
"""

from __future__ import annotations

import base64
import binascii
from typing import TYPE_CHECKING, Final

from pact_notary.domain.documents import compact
from pact_notary.domain.openapi.invalid import InvalidDocument
from pact_notary.domain.refusals import InvalidRequest
from pact_notary.http.negotiation import media_type_of
from pact_notary.resources.members import Members
from pact_notary.resources.publish_request import read_tags
from pact_notary.service.openapi_publishing import PublishOpenapi
from pact_notary.service.openapi_reading import prepare
from pact_notary.service.refusals import InvalidPublication
from pact_notary.store.openapi_documents import Said

if TYPE_CHECKING:
    from pact_notary.domain.documents import Json, JsonObject
    from pact_notary.records import PreparedDocument

_SPECIFICATION: Final = "oas"
_MEDIA_TYPES: Final = (
    "application/json",
    "application/yaml",
    "application/yml",
    "application/x-yaml",
    "text/yaml",
    "text/x-yaml",
    "application/vnd.oai.openapi",
    "application/vnd.oai.openapi+json",
)
_SHORT: Final = 500
# By member of what the provider says of its own verification, the characters it may have.
_TEXTS: Final = {
    "content": 1024 * 1024,
    "contentType": _SHORT,
    "format": _SHORT,
    "verifier": _SHORT,
    "verifierVersion": _SHORT,
}


def read_publication(provider: str, body: Json) -> PublishOpenapi:
    """Raises: InvalidPublication, with all that is wrong; with the document if nothing else is."""
    try:
        return _read(provider, Members(body))
    except InvalidRequest as error:
        raise InvalidPublication(error.errors) from error


def check(body: Json) -> None:
    """Read the document, which is then known, while nobody waits.

    Raises: InvalidPublication.
    """
    read_publication("", body)


def _read(provider: str, members: Members) -> PublishOpenapi:
    number = members.required_name("pacticipantVersionNumber")
    branch = members.name("branch")
    build_url = members.text("buildUrl")
    tags = read_tags(members)
    contract = _read_contract(members)
    _check_kind(members, contract)
    text = _read_content(members, contract)
    said = _read_self_verification(members, contract.get("selfVerificationResults"))
    members.check()
    return PublishOpenapi(provider.strip(), number, branch, tags, build_url, _prepare(text), said)


def _read_contract(members: Members) -> JsonObject:
    """Raises: InvalidRequest, when there is none: nothing is to be said of what is in it."""
    contract = members.raw("contract")
    if isinstance(contract, dict):
        return contract
    problem = "is missing" if contract is None else "must be an object"
    raise InvalidRequest({"contract": (problem,)})


def _check_kind(members: Members, contract: JsonObject) -> None:
    specification, media_type = contract.get("specification"), contract.get("contentType")
    if specification != _SPECIFICATION:
        problem = "is missing" if specification is None else f"must be {_SPECIFICATION}"
        members.complain("contract.specification", problem)
    if not isinstance(media_type, str):
        problem = "is missing" if media_type is None else "must be a string"
        members.complain("contract.contentType", problem)
    elif media_type_of(media_type) not in _MEDIA_TYPES:
        members.complain("contract.contentType", f"must be one of {', '.join(_MEDIA_TYPES)}")


def _read_content(members: Members, contract: JsonObject) -> str:
    """The text; empty when it is complained of."""
    content = contract.get("content")
    if not isinstance(content, str):
        problem = "is missing" if content is None else "must be a string"
        members.complain("contract.content", problem)
        return ""
    try:
        return _decode(content)
    except ValueError as error:
        members.complain("contract.content", str(error))
        return ""


def _decode(content: str) -> str:
    """Raises: ValueError, with what follows the word content in a sentence."""
    try:
        text = base64.b64decode(content, validate=True).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ValueError(f"is not UTF-8 once decoded: byte {error.start} cannot be read") from error
    except (binascii.Error, ValueError) as error:
        raise ValueError("must be Base64, without line breaks") from error
    if "\x00" in text:
        raise ValueError("holds a null character once decoded, which cannot be stored")
    return text


def _prepare(text: str) -> PreparedDocument:
    try:
        return prepare(text)
    except InvalidDocument as error:
        told = f"at {error.pointer or 'the root'}: {error.detail} (rule: {error.rule})"
        raise InvalidRequest({"contract.content": (told,)}) from error


def _read_self_verification(members: Members, told: Json) -> Said | None:
    if told is None:
        return None
    name = "contract.selfVerificationResults"
    if not isinstance(told, dict):
        members.complain(name, "must be an object")
        return None
    success = told.get("success")
    if not isinstance(success, bool):
        problem = "is missing" if success is None else "must be true or false"
        members.complain(f"{name}.success", problem)
    for each, limit in _TEXTS.items():
        value = told.get(each)
        if value is not None and not isinstance(value, str):
            members.complain(f"{name}.{each}", "must be a string")
        elif value is not None and len(value) > limit:
            members.complain(f"{name}.{each}", f"must have at most {limit} characters")
    kept = {each: told[each] for each in ("success", *_TEXTS) if told.get(each) is not None}
    return Said(success is True, compact(kept))
