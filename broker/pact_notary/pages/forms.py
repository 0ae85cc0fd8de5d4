"""Forms that change something carry a secret that other sites cannot know.

The browser keeps it in a cookie and the form says it again: both must be the same. Nothing is
stored, so any process of a broker takes the forms of another.
"""

from __future__ import annotations

import hmac
import re
import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pact_notary.http.refusals import ForgedForm

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pact_notary.domain.documents import JsonObject
    from pact_notary.resources.routing import Call

COOKIE = "pact-notary-form"
FIELD = "csrf"

_SECRET = re.compile(r"[A-Za-z0-9_-]{43}")


@dataclass(frozen=True, slots=True)
class Seal:
    """What a page with forms needs: the secret for its fields, and the headers that keep it."""

    secret: str
    headers: Mapping[str, str]


def seal(call: Call) -> Seal:
    """The browser's secret, a new one if it has none."""
    kept = call.form_cookie
    secret = kept if _SECRET.fullmatch(kept) else secrets.token_urlsafe(32)
    secure = "; Secure" if call.links.base.startswith("https:") else ""
    cookie = f"{COOKIE}={secret}; Path=/; HttpOnly; SameSite=Strict{secure}"
    return Seal(secret, {"Set-Cookie": cookie, "Cache-Control": "no-store"})


def read_form(call: Call) -> JsonObject:
    """The fields of a form that this broker made for this browser.

    Raises: ForgedForm, when it did not.
    """
    fields = call.body if isinstance(call.body, dict) else {}
    given = fields.get(FIELD)
    is_ours = (
        isinstance(given, str)
        and _SECRET.fullmatch(given) is not None
        and hmac.compare_digest(given.encode(), call.form_cookie.encode())
    )
    if not is_ours:
        raise ForgedForm
    return {name: value for name, value in fields.items() if name != FIELD}
