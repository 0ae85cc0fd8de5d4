"""What a request changed, in the words of the audit log: a verb, and the address of the thing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pact_notary.resources.routing import Later

if TYPE_CHECKING:
    from pact_notary.http.answers import Answer
    from pact_notary.resources.routing import Call

_CREATED = 201
_SEE_OTHER = 303
_FIRST_REFUSAL = 400

_VERBS = {"DELETE": "removed", "POST": "executed"}
# What the last segment of the address of a form does to the thing before it.
_FORM_VERBS = {
    "disable": "disabled",
    "enable": "enabled",
    "replay": "replayed",
    "revoke": "revoked",
}


def describe_change(
    method: str, path: str, *, call: Call, given: Answer | Later
) -> tuple[str, str] | None:
    """Verb and subject of what was done; None when the answer is a refusal.

    The subject is an address below the base URL, percent-encoded as in links.
    """
    if path == "/contracts/publish" or _is_of_provider(method, path):
        return "published", _published_version(call)
    if isinstance(given, Later):
        return "executed", path
    if given.status >= _FIRST_REFUSAL:
        return None
    if given.status == _CREATED:
        return "created", given.headers.get("Location", path).removeprefix(call.links.base)
    subject, _, done = path.rpartition("/")
    if given.status == _SEE_OTHER and done in _FORM_VERBS:
        return _FORM_VERBS[done], subject
    return _VERBS.get(method, "changed"), path


def _is_of_provider(method: str, path: str) -> bool:
    return method == "POST" and path.startswith("/provider-contracts/")


def _published_version(call: Call) -> str:
    """The version that the publication, which was carried out, is about."""
    body = call.body if isinstance(call.body, dict) else {}
    name = call.segments.get("provider", body.get("pacticipantName"))
    number = body.get("pacticipantVersionNumber")
    address = call.links.to("pacticipants", str(name).strip(), "versions", str(number).strip())
    return address.removeprefix(call.links.base)
