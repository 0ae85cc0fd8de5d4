"""A JSON body is read strictly: what two parsers could read differently is refused."""

from __future__ import annotations

import json
import math
import re
from typing import Any

from pact_notary.http.refusals import WrongBody

DEPTH_LIMIT = 100

_ESCAPED_TROUBLE = re.compile(rb"\\u(?:0000|[dD][89a-fA-F])|\x00")
_SURROGATE = re.compile("[\ud800-\udfff]")


def read_json(body: bytes) -> Any:
    """The value of a body; None for an empty one.

    Raises: WrongBody for what is not JSON in UTF-8, for duplicate members, numbers that are not
      finite, null characters, lone surrogates, and more than `DEPTH_LIMIT` levels.
    """
    if not body.strip():
        return None
    try:
        value = _DECODER.decode(body.decode())
    except UnicodeDecodeError as error:
        raise WrongBody(f"The body is not UTF-8: byte {error.start} cannot be decoded.") from error
    except RecursionError as error:
        raise WrongBody(_too_deep()) from error
    except ValueError as error:
        raise WrongBody(f"The body is not JSON: {error}") from error
    _check_depth(value)
    if _ESCAPED_TROUBLE.search(body):
        _check_characters(value)
    return value


def _pairs(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members = dict(pairs)
    if len(members) != len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise WrongBody(f"The member {json.dumps(twice)} appears twice in one object.")
    return members


def _finite(text: str) -> float:
    number = float(text)
    if not math.isfinite(number):
        raise WrongBody(f"The number {text[:40]} is too large.")
    return number


def _refuse_constant(text: str) -> float:
    raise WrongBody(f"{text} is not a number in JSON.")


_DECODER = json.JSONDecoder(
    object_pairs_hook=_pairs, parse_float=_finite, parse_constant=_refuse_constant
)


def _too_deep() -> str:
    return f"The body is nested more than {DEPTH_LIMIT} levels deep."


def _check_depth(value: Any) -> None:
    level = [value]
    for _ in range(DEPTH_LIMIT + 1):
        level = [item for outer in level for item in _items(outer)]
        if not level:
            return
    raise WrongBody(_too_deep())


def _items(value: Any) -> list[Any]:
    """The arrays and objects right inside a value."""
    if isinstance(value, dict):
        return [item for item in value.values() if isinstance(item, dict | list)]
    if isinstance(value, list):
        return [item for item in value if isinstance(item, dict | list)]
    return []


def _check_characters(value: Any) -> None:
    text = json.dumps(value, ensure_ascii=False)
    if _SURROGATE.search(text):
        raise WrongBody("A string holds half of a surrogate pair, which is not a character.")
    if "\\u0000" in text and _holds_null(value):
        raise WrongBody("A string holds a null character, which cannot be stored.")


def _holds_null(value: Any) -> bool:
    pending = [value]
    while pending:
        item = pending.pop()
        if isinstance(item, str):
            if "\x00" in item:
                return True
        elif isinstance(item, dict):
            pending += [*item, *item.values()]
        elif isinstance(item, list):
            pending += item
    return False
