"""The documents of every room and of the library, and what it takes to read them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest
from jsonschema import Draft202012Validator, FormatChecker

from pro_me_the_us import container, coordinator, node
from pro_me_the_us.container import api as container_api
from pro_me_the_us.coordinator import api as coordinator_api
from pro_me_the_us.node import api as node_api
from pro_me_the_us.openapi import describe
from tests.unit.integration import library

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pro_me_the_us.endpoint import Endpoint

ROOMS = {
    coordinator.__name__: coordinator_api.ROOM,
    node.__name__: node_api.ROOM,
    container.__name__: container_api.ROOM,
    library.__name__: library.ROOM,
}
DOCUMENTS = {name: describe("library", "7.0", room) for name, room in ROOMS.items()}


@dataclass(frozen=True)
class Described:
    """An endpoint, and what its room's document makes of it."""

    endpoint: Endpoint[Any, Any]
    operation: dict[str, Any]
    document: dict[str, Any]

    @property
    def schemas(self) -> dict[str, Any]:
        schemas: dict[str, Any] = self.document["components"]["schemas"]
        return schemas

    def answer(self, status: int) -> dict[str, Any]:
        """The response, wherever it is described."""
        return resolved(self.operation["responses"][str(status)], self.document)


def described(endpoint: Endpoint[Any, Any], document: dict[str, Any]) -> Described:
    return Described(endpoint, document["paths"][endpoint.path][endpoint.method.lower()], document)


def resolved(part: dict[str, Any], document: dict[str, Any]) -> dict[str, Any]:
    """What `part` refers to, or itself."""
    if "$ref" not in part:
        return part
    _, _, kind, name = part["$ref"].split("/")
    found: dict[str, Any] = document["components"][kind][name]
    return found


each_document = pytest.mark.parametrize(
    "document", [pytest.param(document, id=room) for room, document in DOCUMENTS.items()]
)
each_operation = pytest.mark.parametrize(
    "it",
    [
        pytest.param(described(endpoint, DOCUMENTS[name]), id=endpoint.name)
        for name, room in ROOMS.items()
        for endpoint in room.endpoints
    ],
)


def parts(document: object, at: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """JSON pointer → object, of every object anywhere in `document` that is no example."""
    match document:
        case dict():
            yield at, document
            for name, value in document.items():
                if name not in {"example", "examples"}:
                    yield from parts(value, f"{at}/{name}")
        case list():
            for place, value in enumerate(document):
                yield from parts(value, f"{at}/{place}")


def referred(document: dict[str, Any]) -> set[str]:
    return {part["$ref"] for _, part in parts(document) if "$ref" in part}


def held(document: dict[str, Any]) -> set[str]:
    return {
        f"#/components/{kind}/{name}"
        for kind, components in document["components"].items()
        for name in components
        if kind != "securitySchemes"
    }


def fits(value: object, schema: dict[str, Any], document: dict[str, Any]) -> bool:
    """Whether `value` is one of `schema`, whose references lead into `document`."""
    whole = {"components": document["components"], "allOf": [schema]}
    return Draft202012Validator(whole, format_checker=FormatChecker()).is_valid(value)
