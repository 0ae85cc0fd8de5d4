"""An example of a schema, put together of the examples that its parts have."""

from __future__ import annotations

from typing import Any, Final

_TIME: Final = "2026-01-15T09:30:00Z"


def give_example(schema: dict[str, Any], schemas: dict[str, Any]) -> Any:
    """A value that fits: with members that are required, and null where that is allowed.

    Args:
        schemas: Name → schema, of what `schema` refers to.

    Raises:
        TypeError: Of a text, there is no example to be had.
    """
    match schema:
        case {"examples": [first, *_]} | {"enum": [first, *_]} | {"const": first}:
            return first
        case {"$ref": str(reference)}:
            return give_example(schemas[reference.rpartition("/")[2]], schemas)
        case {"anyOf": [*variants]} if {"type": "null"} in variants:
            return None
    return _make_example(schema, schemas)


def _make_example(schema: dict[str, Any], schemas: dict[str, Any]) -> Any:
    match schema:
        case {"type": "object"}:
            return _give_members(schema, schemas)
        case {"type": "array", "items": item}:
            return [give_example(item, schemas)]
        case {"type": "boolean"}:
            return True
        case {"type": "integer"}:
            return schema.get("default", schema.get("minimum", 1))
        case {"format": "date-time"}:
            return _TIME
    raise TypeError(f"a field needs an example: {schema}")


def _give_members(schema: dict[str, Any], schemas: dict[str, Any]) -> dict[str, Any]:
    members = schema.get("properties", {})
    return {name: give_example(members[name], schemas) for name in schema.get("required", [])}
