"""An OpenAPI document as values: its operations, and their schemas by pointer.

Source: OpenAPI 3.0.4 and 3.1.1. `root` is the whole document, its references as they are and its
schemas in JSON Schema 2020-12, whatever its version is: a Schema is a pointer into it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from pact_notary.domain.openapi import dialect, layout, pointers, validity
from pact_notary.domain.openapi.parsing import parse

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pact_notary.domain.documents import Json, JsonObject

ANY_STATUS: Final = "default"
_STYLES: Final = {"path": "simple", "header": "simple", "query": "form", "cookie": "form"}


@dataclass(frozen=True, slots=True)
class Schema:
    """Where a schema stands; `Document.value_of` is what it says, references followed."""

    pointer: str


@dataclass(frozen=True, slots=True)
class MediaType:
    """`content_type` as it is declared: it may be a range, such as `application/*`."""

    content_type: str
    schema: Schema | None
    pointer: str


@dataclass(frozen=True, slots=True)
class Parameter:
    """`location` is path, query, header or cookie; `content` is told instead of `schema`."""

    name: str
    location: str
    is_required: bool
    schema: Schema | None
    content: tuple[MediaType, ...]
    style: str
    explode: bool
    pointer: str


@dataclass(frozen=True, slots=True)
class RequestBody:
    is_required: bool
    content: tuple[MediaType, ...]
    pointer: str


@dataclass(frozen=True, slots=True)
class Header:
    name: str
    is_required: bool
    schema: Schema | None
    pointer: str


@dataclass(frozen=True, slots=True)
class Response:
    """`status` as it is declared: `200`, `4XX` or `default`."""

    status: str
    description: str
    content: tuple[MediaType, ...]
    headers: tuple[Header, ...]
    pointer: str


@dataclass(frozen=True, slots=True)
class SecurityScheme:
    """`kind` is apiKey, http, oauth2, openIdConnect or mutualTLS.

    `location` (query, header, cookie) and `parameter` are those of an apiKey, `scheme` is that of
    http (`bearer`).
    """

    name: str
    kind: str
    scheme: str
    location: str
    parameter: str


@dataclass(frozen=True, slots=True)
class Operation:
    """A method of a path.

    Attributes:
      method: in capitals.
      base_paths: what stands before the path in its servers' addresses: `/api`, `""`.
      security: alternatives, each the schemes that are needed together; one that is empty says
        that none is needed.
    """

    method: str
    path: str
    operation_id: str
    parameters: tuple[Parameter, ...]
    request_body: RequestBody | None
    responses: tuple[Response, ...]
    security: tuple[tuple[SecurityScheme, ...], ...]
    base_paths: tuple[str, ...]
    is_deprecated: bool
    pointer: str

    @property
    def title(self) -> str:
        return f"{self.method} {self.path}"


@dataclass(frozen=True, slots=True)
class Document:
    """`version` is that of the specification (`3.1.0`), `api_version` that of what is described."""

    name: str
    version: str
    title: str
    api_version: str
    operations: tuple[Operation, ...]
    root: JsonObject = field(repr=False)

    def value_of(self, schema: Schema) -> Json:
        """The schema's value, which has no `$ref` unless something else stands beside it."""
        return pointers.find(self.root, self.resolve(schema).pointer)

    def resolve(self, schema: Schema) -> Schema:
        """The schema that this one is nothing but a reference to, or itself."""
        value = pointers.find(self.root, schema.pointer)
        while isinstance(value, dict) and "$ref" in value and len(value) == 1:
            schema = Schema(pointers.from_reference(str(value["$ref"])) or "")
            value = pointers.find(self.root, schema.pointer)
        return schema


def read_document(content: bytes | str, name: str) -> Document:
    """The document in JSON or YAML.

    Args:
      name: the file as the user calls it, for what is said of it; its ending tells the language.

    Raises:
      InvalidDocument: it cannot be read, has another version, is not valid, or refers to what is
        not in it.
    """
    root = parse(content, name)
    version = validity.read_version(root, name)
    validity.check_document(root, version, name)
    if version == "3.0":
        dialect.modernise(root)
    places = list(layout.list_places(root))
    validity.check_references(root, places, name)
    validity.check_schemas(places, name)
    document = _read(root if isinstance(root, dict) else {}, name)
    for operation in document.operations:
        declared = frozenset(p.name for p in operation.parameters if p.location == "path")
        validity.check_template(operation.path, declared, operation.pointer, name)
    return document


def _read(root: JsonObject, name: str) -> Document:
    info = _object(root, "info")
    reader = _Reader(root)
    return Document(
        name,
        str(root["openapi"]),
        str(info.get("title", "")),
        str(info.get("version", "")),
        tuple(reader.list_operations()),
        root,
    )


@dataclass(frozen=True, slots=True)
class _Reader:
    root: JsonObject

    def list_operations(self) -> Iterator[Operation]:
        for template in _object(self.root, "paths"):
            if not template.startswith("/"):
                continue
            item, at = self._at(pointers.join("/paths", template))
            for method in (each for each in layout.METHODS if each in item):
                yield self._operation(template, item, at, method)

    def _at(self, pointer: str) -> tuple[JsonObject, str]:
        """The object, and where it really stands."""
        value = pointers.find(self.root, pointer)
        while isinstance(value, dict) and isinstance(reference := value.get("$ref"), str):
            pointer = pointers.from_reference(reference) or ""
            value = pointers.find(self.root, pointer)
        return (value if isinstance(value, dict) else {}), pointer

    def _operation(self, template: str, item: JsonObject, above: str, method: str) -> Operation:
        at = pointers.join(above, method)
        told = _object(item, method)
        parameters = {
            (each.name, each.location): each
            for holder, pointer in ((item, above), (told, at))
            for each in self._parameters(holder, pointer)
        }
        servers = (holder["servers"] for holder in (told, item, self.root) if "servers" in holder)
        body = pointers.join(at, "requestBody")
        return Operation(
            method=method.upper(),
            path=template,
            operation_id=str(told.get("operationId", "")),
            parameters=tuple(parameters.values()),
            request_body=self._request_body(body) if "requestBody" in told else None,
            responses=tuple(self._responses(told, pointers.join(at, "responses"))),
            security=tuple(self._security(told.get("security", self.root.get("security")))),
            base_paths=tuple(dict.fromkeys(_base_paths(next(servers, None)))),
            is_deprecated=told.get("deprecated") is True,
            pointer=at,
        )

    def _parameters(self, holder: JsonObject, above: str) -> Iterator[Parameter]:
        listed = holder.get("parameters")
        for index in range(len(listed) if isinstance(listed, list) else 0):
            told, at = self._at(pointers.join(above, "parameters", index))
            location = str(told.get("in"))
            style = str(told.get("style", _STYLES.get(location, "")))
            yield Parameter(
                str(told.get("name")),
                location,
                told.get("required") is True,
                _schema(told, at),
                self._content(told, at),
                style,
                told.get("explode", style == "form") is True,
                at,
            )

    def _request_body(self, pointer: str) -> RequestBody:
        told, at = self._at(pointer)
        return RequestBody(told.get("required") is True, self._content(told, at), at)

    def _responses(self, told: JsonObject, above: str) -> Iterator[Response]:
        for status in _object(told, "responses"):
            if not status.startswith("x-"):
                yield self._response(status, pointers.join(above, status))

    def _response(self, status: str, pointer: str) -> Response:
        told, at = self._at(pointer)
        headers = (
            (name, *self._at(pointers.join(at, "headers", name)))
            for name in _object(told, "headers")
        )
        return Response(
            status if status == ANY_STATUS else status.upper(),
            str(told.get("description", "")),
            self._content(told, at),
            tuple(
                Header(name, header.get("required") is True, _schema(header, where), where)
                for name, header, where in headers
            ),
            at,
        )

    def _content(self, holder: JsonObject, above: str) -> tuple[MediaType, ...]:
        found = (
            (name, *self._at(pointers.join(above, "content", name)))
            for name in _object(holder, "content")
        )
        return tuple(MediaType(name, _schema(told, at), at) for name, told, at in found)

    def _security(self, told: Json) -> Iterator[tuple[SecurityScheme, ...]]:
        for needed in told if isinstance(told, list) else ():
            yield tuple(map(self._scheme, needed if isinstance(needed, dict) else ()))

    def _scheme(self, name: str) -> SecurityScheme:
        try:
            told, _ = self._at(pointers.join("/components/securitySchemes", name))
        except LookupError:
            told = {}
        members = (str(told.get(member, "")) for member in ("type", "scheme", "in", "name"))
        return SecurityScheme(name, *members)


def _object(holder: JsonObject, name: str) -> JsonObject:
    value = holder.get(name)
    return value if isinstance(value, dict) else {}


def _schema(holder: JsonObject, above: str) -> Schema | None:
    return Schema(pointers.join(above, "schema")) if "schema" in holder else None


def _base_paths(servers: Json) -> Iterable[str]:
    """The paths of the servers' addresses, in which `{variables}` stay as they are."""
    listed = servers if isinstance(servers, list) and servers else [{"url": "/"}]
    for server in listed:
        url = str(server.get("url", "")) if isinstance(server, dict) else ""
        path = url.partition("://")[2].partition("/")[2] if "://" in url else url.lstrip("/")
        yield ("/" + path.partition("?")[0].partition("#")[0]).rstrip("/")
