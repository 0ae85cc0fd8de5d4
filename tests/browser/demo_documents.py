"""What the demo world's providers say of themselves: the price has become a field of a field."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from tests.browser.demo_pacts import Document

_TEXT: Final = {"type": "string"}
_NUMBER: Final = {"type": "integer"}
_ARTICLE: Final = {"name": "article", "in": "path", "required": True, "schema": _TEXT}


def prices_document() -> Document:
    """Of version 2.4.0, where the amount is not what it was."""
    price = {
        "article": _TEXT,
        "price": _object(cents=_NUMBER),
        "currency": _TEXT,
        "valid_until": {"type": "string", "format": "date-time"},
    }
    count = _object(items=_list(_object(article=_TEXT, count=_NUMBER)))
    quote = _object(total=_NUMBER, items=_list(_object(article=_TEXT, amount=_NUMBER)))
    unknown = {"404": _answer("There is no such article", _object(code=_TEXT))}
    found = {"200": _answer("Found", _object(**price)), **unknown}
    discounts = {"200": _answer("Found", _object(percent=_NUMBER, reason=_TEXT)), **unknown}
    of_article: Document = {"parameters": [_ARTICLE]}
    return {
        "openapi": "3.1.0",
        "info": {"title": "prices", "version": "2.4.0"},
        "paths": {
            "/articles/{article}/price": {"get": {**of_article, "responses": found}},
            "/articles/{article}/discounts": {"get": {**of_article, "responses": discounts}},
            "/quotes": {
                "post": {
                    "requestBody": {"content": _json(count)},
                    "responses": {"200": _answer("What it costs", quote)},
                }
            },
        },
    }


def _object(**fields: Any) -> Document:
    return {"type": "object", "properties": fields, "additionalProperties": False}


def _list(items: Document) -> Document:
    return {"type": "array", "items": items}


def _answer(description: str, schema: Document) -> Document:
    return {"description": description, "content": _json(schema)}


def _json(schema: Document) -> Document:
    return {"application/json": {"schema": schema}}
