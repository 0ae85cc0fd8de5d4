"""Texts of paths, queries and headers as the values that they stand for.

Source: OpenAPI 3.1.1, "Style Values". A text alone does not say whether `1` is a number: whatever
its schema accepts is meant.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Final
from urllib.parse import parse_qsl

from pact_notary.domain.openapi.document import Schema
from pact_notary.domain.openapi.invalid import InvalidDocument
from pact_notary.domain.openapi.parsing import parse

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pact_notary.domain.documents import Json, JsonObject
    from pact_notary.domain.openapi.document import Parameter
    from pact_notary.domain.openapi.schemas import Problem, Schemas, Side

_SEPARATORS: Final = {
    "simple": ",",
    "form": ",",
    "spaceDelimited": " ",
    "pipeDelimited": "|",
}
_NUMBER: Final = re.compile(r"-?(0|[1-9]\d{0,30})(\.\d{1,30})?([eE][-+]?\d{1,3})?")
_WORDS: Final[dict[str, Json]] = {"true": True, "false": False, "null": None}


def check_parameter(
    parameter: Parameter, texts: tuple[str, ...], schemas: Schemas
) -> tuple[Problem, ...]:
    """What of the texts, which stand for one value, the parameter's schema does not accept."""
    if parameter.content:
        return _check_content(parameter, texts, schemas)
    if parameter.schema is None or parameter.style == "deepObject":
        return ()
    separator = None
    if not (parameter.explode and parameter.location in {"query", "cookie"}):
        separator = _SEPARATORS.get(parameter.style)
    return check_texts(texts, parameter.schema, schemas, separator=separator)


def check_texts(
    texts: tuple[str, ...],
    schema: Schema,
    schemas: Schemas,
    *,
    separator: str | None = ",",
    side: Side = "request",
) -> tuple[Problem, ...]:
    """What the schema does not accept, whichever way the texts are read.

    Args:
      separator: what stands between the items of an array in one text; None: nothing does.
    """
    kinds = _list_kinds(schemas, schema.pointer)
    readings = list(_read(texts, kinds, separator))
    if "object" in kinds and kinds <= {"object", "null"}:
        return ()
    for reading in readings:
        if schemas.accepts(reading, schema, side):
            return ()
    return schemas.check(readings[0], schema, side)


def names_of_object(parameter: Parameter, schemas: Schemas) -> frozenset[str]:
    """The query parameters that an object is spread over."""
    if parameter.schema is None:
        return frozenset()
    names = [
        name
        for pointer in schemas.flatten(parameter.schema.pointer)
        for name in _properties(schemas.value_at(pointer))
    ]
    if parameter.style == "deepObject":
        return frozenset(f"{parameter.name}[{name}]" for name in names)
    return frozenset(names if parameter.style == "form" and parameter.explode else ())


def read_form(text: str, schema: Schema, schemas: Schemas) -> Json:
    """The object that a form's text stands for, each value as its schema has it."""
    told: dict[str, list[str]] = {}
    for name, value in parse_qsl(text, keep_blank_values=True):
        told.setdefault(name, []).append(value)
    around = schemas.flatten(schema.pointer)
    return {
        name: _read_as(tuple(texts), schemas.members(around, name) or (), schemas)
        for name, texts in told.items()
    }


def _read_as(texts: tuple[str, ...], pointers: tuple[str, ...], schemas: Schemas) -> Json:
    kinds = {kind for pointer in pointers for kind in _list_kinds(schemas, pointer)}
    readings = list(_read(texts, kinds, None))
    fitting = (
        reading
        for reading in readings
        if all(schemas.accepts(reading, Schema(pointer), "request") for pointer in pointers[:1])
    )
    return next(fitting, readings[0])


def _check_content(
    parameter: Parameter, texts: tuple[str, ...], schemas: Schemas
) -> tuple[Problem, ...]:
    schema = parameter.content[0].schema
    if schema is None or not texts:
        return ()
    try:
        value = parse(texts[0], "parameter.json")
    except InvalidDocument:
        value = texts[0]
    return schemas.check(value, schema, "request")


def _properties(value: Json) -> JsonObject:
    told = value.get("properties") if isinstance(value, dict) else None
    return told if isinstance(told, dict) else {}


def _list_kinds(schemas: Schemas, pointer: str) -> set[str]:
    """The types that the schema tells of, whichever of its parts does."""
    kinds: set[str] = set()
    for each in schemas.flatten(pointer):
        value = schemas.value_at(each)
        told = value.get("type") if isinstance(value, dict) else None
        kinds.update(str(kind) for kind in (told if isinstance(told, list) else [told]) if kind)
    return kinds


def _read(texts: tuple[str, ...], kinds: set[str], separator: str | None) -> Iterator[Json]:
    """First as it is most likely meant: the sentence about what is wrong tells of this reading."""
    if "array" in kinds:
        parts = list(texts)
        if separator is not None:
            parts = [part for text in texts for part in text.split(separator)]
        yield [_plain(part) for part in parts]
        yield [*parts]
    joined = texts[0] if len(texts) == 1 else ", ".join(texts)
    likely, text = _plain(joined), joined
    yield from (text, likely) if "string" in kinds or not kinds else (likely, text)


def _plain(text: str) -> Json:
    """The number or word that the text spells, or the text."""
    if text in _WORDS:
        return _WORDS[text]
    if not _NUMBER.fullmatch(text):
        return text
    value: Json = json.loads(text)
    return text if value in (float("inf"), float("-inf")) else value
