"""Values are filled in once, escaped for the place they go to: a value is never a template."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING
from urllib.parse import quote

from pact_notary.domain.documents import compact
from pact_notary.domain.webhooks.parameters import PARAMETER_NAMES

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from pact_notary.domain.documents import Json
    from pact_notary.domain.webhooks.document import HookRequest

_PLACEHOLDER = re.compile(r"\$\{pactbroker\.([A-Za-z]+)\}")
_CONTROL = re.compile(r"[\x00-\x1f\x7f]+")


def holds_placeholder(text: str) -> bool:
    """Whether some part of the text is filled in, or looks as if it should be."""
    return "${pactbroker." in text


def names_parameter(request: HookRequest, name: str) -> bool:
    """Whether some part of the request is filled in with the value of that name."""
    body = "" if request.body is None else compact(request.body)
    values = (value for _, value in request.headers)
    texts = (request.url, body, request.username or "", request.password or "", *values)
    return any(f"${{pactbroker.{name}}}" in text for text in texts)


def render_url(url: str, values: Mapping[str, str]) -> str:
    """The URL with its values percent-encoded, slashes too."""
    return _fill(url, values, lambda value: quote(value, safe=""))


def render_line(text: str, values: Mapping[str, str]) -> str:
    """A header's value or a credential: one line, whatever the values hold."""
    return _CONTROL.sub(" ", _fill(text, values, str)).strip()


def render_body(request: HookRequest, values: Mapping[str, str]) -> str | None:
    """The body's text; None when there is none. In JSON, values stay inside their strings."""
    if request.body is None:
        return None
    if not isinstance(request.body, str):
        return _fill(compact(request.body), values, _inside_json_string)
    if _says_json(request) or _reads_as_json(request.body):
        return _fill(request.body, values, _inside_json_string)
    return _fill(request.body, values, str)


def is_json(request: HookRequest) -> bool:
    """Whether the body is to be sent as JSON when no header says what it is."""
    return not isinstance(request.body, str) or _reads_as_json(request.body)


def _fill(text: str, values: Mapping[str, str], escape: Callable[[str], str]) -> str:
    def value(match: re.Match[str]) -> str:
        name = match[1]
        return escape(values.get(name, "")) if name in PARAMETER_NAMES else match[0]

    return _PLACEHOLDER.sub(value, text)


def _inside_json_string(value: str) -> str:
    return json.dumps(value, ensure_ascii=False)[1:-1]


def _says_json(request: HookRequest) -> bool:
    types = [value for name, value in request.headers if name == "content-type"]
    return any("json" in value.lower() for value in types)


def _reads_as_json(body: Json) -> bool:
    try:
        return isinstance(json.loads(body), dict | list) if isinstance(body, str) else True
    except (ValueError, RecursionError):
        return False
