"""A pact's HTTP interactions as values; whatever is wrong with the file is said where it is.

Source: Pact specification V1 to V4. Messages have no place in OpenAPI: they are counted as left
out.
"""

from __future__ import annotations

import base64
import binascii
import json
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final
from urllib.parse import parse_qsl

from pact_notary.domain.openapi import pointers
from pact_notary.domain.openapi.invalid import InvalidDocument
from pact_notary.domain.openapi.matching import NO_RULES, Rules, read_rules
from pact_notary.domain.openapi.parsing import check_limits, parse

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pact_notary.domain.documents import Json, JsonObject

Values = tuple[tuple[str, tuple[str, ...]], ...]

_VERSION: Final = re.compile(r"V?([1-4])(\.\d+)*")
_HTTP: Final = "Synchronous/HTTP"
_MESSAGES: Final = ("Asynchronous/Messages", "Synchronous/Messages")
_METHOD: Final = re.compile(r"[A-Za-z]+")
_JSON: Final = re.compile(r"application/([\w.+-]+\+)?json", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Body:
    """`content` is any JSON if `is_json`; otherwise a text, and None if it is binary."""

    content: Json
    is_json: bool
    pointer: str


@dataclass(frozen=True, slots=True)
class Side:
    """What a request and a response have both; names of `headers` are as the pact spells them.

    `content_type` is without parameters, in small letters, empty when it is not told.
    """

    headers: Values
    content_type: str
    body: Body | None
    rules: Rules
    pointer: str

    def header(self, name: str) -> tuple[str, ...]:
        return tuple(
            value
            for told, values in self.headers
            if told.lower() == name.lower()
            for value in values
        )


@dataclass(frozen=True, slots=True)
class Request(Side):
    method: str
    path: str
    query: Values


@dataclass(frozen=True, slots=True)
class Response(Side):
    status: int


@dataclass(frozen=True, slots=True)
class Interaction:
    """`is_pending`: what does not fit is not yet to fail anybody (V4)."""

    description: str
    request: Request
    response: Response
    pointer: str
    is_pending: bool


@dataclass(frozen=True, slots=True)
class Pact:
    """`name` is the file as the user calls it; `version` that of the consumer, if it is known.

    `messages` are the descriptions of what is left out.
    """

    name: str
    consumer: str
    provider: str
    version: str
    interactions: tuple[Interaction, ...] = field(repr=False)
    messages: tuple[str, ...] = ()


def read_pact(content: bytes | str, name: str) -> Pact:
    """The pact in a file.

    Raises:
      InvalidDocument: it is no pact, or of an unknown version.
    """
    return _to_pact(parse(content, name), name, "")


def to_pact(document: Json, name: str, *, version: str = "") -> Pact:
    """The pact in a document that is read already, for one version of its consumer.

    Raises:
      InvalidDocument: as `read_pact`.
    """
    check_limits(document, name)
    return _to_pact(document, name, version)


def _to_pact(document: Json, name: str, version: str) -> Pact:
    reader = _Reader(name)
    told = reader.object(document, "")
    is_v4 = reader.read_version(told) == "4"
    listed = {part: told[part] for part in ("interactions", "messages") if part in told}
    if not listed:
        raise InvalidDocument(name, "", "required", "a pact has `interactions` or `messages`")
    interactions: list[Interaction] = []
    messages: list[str] = []
    for part, items in listed.items():
        for item, pointer in reader.items(items, pointers.join("", part)):
            kind = reader.kind(item, pointer) if part == "interactions" else _MESSAGES[0]
            if kind == _HTTP:
                interactions.append(reader.interaction(item, pointer, is_v4=is_v4))
            else:
                messages.append(str(item.get("description", "")))
    consumer, provider = (reader.participant(told, role) for role in ("consumer", "provider"))
    return Pact(name, consumer, provider, version, tuple(interactions), tuple(messages))


@dataclass(frozen=True, slots=True)
class _Reader:
    name: str

    def read_version(self, told: JsonObject) -> str:
        """`1` to `4`; what tells none is read as the first were."""
        metadata = told.get("metadata")
        holder = self.object(metadata, "/metadata") if metadata is not None else {}
        version: Json = holder.get("pactSpecificationVersion")
        pointer = "/metadata/pactSpecificationVersion"
        for member in ("pactSpecification", "pact-specification"):
            inside = holder.get(member)
            if isinstance(inside, dict) and inside.get("version") is not None:
                version, pointer = inside["version"], f"/metadata/{member}/version"
        if version is None:
            return "1"
        found = _VERSION.fullmatch(version) if isinstance(version, str) else None
        if found is None:
            detail = f"Pact specification {version} is not read; 1 to 4 are"
            raise InvalidDocument(self.name, pointer, "version", detail)
        return found[1]

    def object(self, value: Json, pointer: str) -> JsonObject:
        if not isinstance(value, dict):
            raise self._wrong(pointer, "an object")
        return value

    def items(self, value: Json, pointer: str) -> Iterator[tuple[JsonObject, str]]:
        if not isinstance(value, list):
            raise self._wrong(pointer, "an array")
        for index, item in enumerate(value):
            at = pointers.join(pointer, index)
            yield self.object(item, at), at

    def participant(self, told: JsonObject, role: str) -> str:
        holder = self.object(told.get(role), f"/{role}")
        name = holder.get("name")
        if not isinstance(name, str) or not name:
            raise self._wrong(f"/{role}/name", "a text")
        return name

    def kind(self, item: JsonObject, pointer: str) -> str:
        kind = item.get("type", _HTTP)
        if kind not in (_HTTP, *_MESSAGES):
            detail = f"{kind!r} is no kind of interaction: {', '.join((_HTTP, *_MESSAGES))}"
            raise InvalidDocument(self.name, pointers.join(pointer, "type"), "enum", detail)
        return str(kind)

    def interaction(self, item: JsonObject, pointer: str, *, is_v4: bool) -> Interaction:
        asked, answered = f"{pointer}/request", f"{pointer}/response"
        request = self.object(item.get("request"), asked)
        response = self.object(item.get("response"), answered)
        return Interaction(
            str(item.get("description", "")),
            self._request(request, asked, is_v4=is_v4),
            self._response(response, answered, is_v4=is_v4),
            pointer,
            item.get("pending") is True,
        )

    def _request(self, told: JsonObject, at: str, *, is_v4: bool) -> Request:
        method, path = told.get("method"), told.get("path")
        if not isinstance(method, str) or not _METHOD.fullmatch(method):
            raise self._wrong(f"{at}/method", "an HTTP method")
        if not isinstance(path, str) or not path.startswith("/"):
            raise self._wrong(f"{at}/path", "a text that begins with /")
        path, _, inline = path.partition("?")
        query = self._query(told["query"] if told.get("query") else inline, f"{at}/query")
        return Request(*self._side(told, at, is_v4=is_v4), method.upper(), path, query)

    def _response(self, told: JsonObject, at: str, *, is_v4: bool) -> Response:
        status = told.get("status", 200)
        if isinstance(status, str) and status.isdecimal() and len(status) == len("200"):
            status = int(status)
        if not isinstance(status, int) or isinstance(status, bool):
            raise self._wrong(f"{at}/status", "a status code")
        return Response(*self._side(told, at, is_v4=is_v4), status)

    def _side(
        self, told: JsonObject, at: str, *, is_v4: bool
    ) -> tuple[Values, str, Body | None, Rules, str]:
        headers = self._values(told.get("headers"), f"{at}/headers")
        listed = [v for name, values in headers if name.lower() == "content-type" for v in values]
        content_type, body = self._body(told, at, listed[0] if listed else "", is_v4=is_v4)
        rules = told.get("matchingRules")
        read = read_rules(rules) if rules else NO_RULES
        return headers, content_type.partition(";")[0].strip().lower(), body, read, at

    def _values(self, told: Json, at: str) -> Values:
        listed = self.object(told, at) if told is not None else {}
        return tuple(
            (name, tuple(map(_to_text, value if isinstance(value, list) else [value])))
            for name, value in listed.items()
        )

    def _query(self, told: Json, at: str) -> Values:
        """Old pacts have the text of a query."""
        if not isinstance(told, str):
            return self._values(told, at)
        values: dict[str, list[str]] = {}
        for name, value in parse_qsl(told, keep_blank_values=True):
            values.setdefault(name, []).append(value)
        return tuple((name, tuple(listed)) for name, listed in values.items())

    def _body(
        self, told: JsonObject, at: str, content_type: str, *, is_v4: bool
    ) -> tuple[str, Body | None]:
        """In V4 a body is in an envelope, which also tells its type; a header says it to others."""
        at = f"{at}/body"
        stored = told.get("body")
        if stored is None or (is_v4 and stored == {}):
            return content_type, None
        if not (is_v4 and isinstance(stored, dict) and "content" in stored):
            return content_type, _make_body(stored, content_type, at)
        content_type = content_type or _to_text(stored.get("contentType") or "")
        content, at = stored["content"], f"{at}/content"
        if stored.get("encoded") in (None, False, "", "json", "JSON"):
            return content_type, _make_body(content, content_type, at)
        return content_type, self._decode(content, content_type, at)

    def _decode(self, content: Json, content_type: str, at: str) -> Body:
        try:
            decoded = base64.b64decode(_to_text(content), validate=True)
        except (binascii.Error, ValueError) as error:
            raise self._wrong(at, "Base64") from error
        try:
            return _make_body(decoded.decode(), content_type, at)
        except UnicodeDecodeError:
            return Body(None, is_json=False, pointer=at)

    def _wrong(self, pointer: str, expected: str) -> InvalidDocument:
        return InvalidDocument(self.name, pointer, "type", f"this must be {expected}")


def is_json_type(content_type: str) -> bool:
    return bool(_JSON.fullmatch(content_type.partition(";")[0].strip()))


def _make_body(content: Json, content_type: str, at: str) -> Body:
    """A text is JSON if its type says so and it can be read as such."""
    if not isinstance(content, str):
        return Body(content, is_json=True, pointer=at)
    if not content_type or not is_json_type(content_type):
        return Body(content, is_json=not content_type, pointer=at)
    try:
        return Body(parse(content, "body.json"), is_json=True, pointer=at)
    except InvalidDocument:
        return Body(content, is_json=True, pointer=at)


def _to_text(value: Json) -> str:
    return value if isinstance(value, str) else json.dumps(value)
