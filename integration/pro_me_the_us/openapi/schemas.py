"""The schemas of models: what a body holds, without what travels in the path."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from pydantic.json_schema import GenerateJsonSchema, models_json_schema

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pydantic import BaseModel

    from pro_me_the_us.endpoint import Endpoint

_Modelled = tuple["type[BaseModel]", Literal["validation", "serialization"]]


class Untitled(GenerateJsonSchema):
    """Without the titles of fields, which say their names again."""

    def field_title_should_be_set(self, _schema: Any) -> bool:
        return False


def refer(model: type[BaseModel]) -> dict[str, str]:
    return {"$ref": f"#/components/schemas/{model.__name__}"}


def describe_models(endpoints: Iterable[Endpoint[Any, Any]]) -> dict[str, Any]:
    """Name of a model → its schema; of every model that travels in a body."""
    endpoints = tuple(endpoints)
    requests: list[_Modelled] = [(e.request, "validation") for e in endpoints if e.has_body]
    responses: list[_Modelled] = [(e.response, "serialization") for e in endpoints]
    _, document = models_json_schema(
        list(dict.fromkeys([*requests, *responses])),
        ref_template="#/components/schemas/{model}",
        schema_generator=Untitled,
    )
    schemas: dict[str, Any] = document.get("$defs", {})
    for endpoint in endpoints:
        for name in endpoint.path_fields if endpoint.has_body else ():
            schemas[endpoint.request.__name__] = _without(schemas[endpoint.request.__name__], name)
    return schemas


def _without(schema: dict[str, Any], name: str) -> dict[str, Any]:
    """The body's schema: what travels in the path is no member of it."""
    required = [n for n in schema.get("required", []) if n != name]
    properties = {n: s for n, s in schema["properties"].items() if n != name}
    return {**schema, "properties": properties, "required": required}
