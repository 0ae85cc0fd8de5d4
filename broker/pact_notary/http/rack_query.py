"""Query strings nest as Rack nests them: `q[][a]=1&q[][b]=2&q[][a]=3` is a list of two."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import unquote_to_bytes

from pact_notary.http.refusals import WrongParameters

PARAMETER_LIMIT = 2_000
DEPTH_LIMIT = 8

_NAME = re.compile(r"([^\[\]]+)((?:\[[^\[\]]*\])*)\Z")
_KEY = re.compile(r"\[([^\[\]]*)\]")


def read_query(query: str) -> dict[str, Any]:
    """Parameters as texts, lists and objects, nested as their names say.

    Args:
      query: as WSGI has it, one character for each byte.
    Raises: WrongParameters when names contradict each other, or hold what cannot be read.
    """
    pairs = [pair for pair in query.split("&") if pair]
    if len(pairs) > PARAMETER_LIMIT:
        raise WrongParameters({"": (f"at most {PARAMETER_LIMIT} parameters are allowed",)})
    parameters: dict[str, Any] = {}
    for pair in pairs:
        name, _, value = pair.partition("=")
        _add(parameters, _decode(name), _decode(value))
    return parameters


def _decode(text: str) -> str:
    try:
        decoded = unquote_to_bytes(text.replace("+", " ").encode("latin-1")).decode()
    except UnicodeDecodeError as error:
        raise WrongParameters({"": ("parameters must be percent-encoded UTF-8",)}) from error
    if "\x00" in decoded:
        raise WrongParameters({"": ("parameters cannot hold a null character",)})
    return decoded


def _add(parameters: dict[str, Any], name: str, value: str) -> None:
    parts = _NAME.match(name)
    # A name with stray brackets nests nothing: it is a name like any other.
    keys = [parts[1], *_KEY.findall(parts[2])] if parts else [name]
    if len(keys) > DEPTH_LIMIT:
        raise WrongParameters({keys[0]: (f"cannot nest more than {DEPTH_LIMIT} levels",)})
    _place(parameters, keys, value)


def _place(container: dict[str, Any], keys: list[str], value: str) -> None:
    key, rest = keys[0], keys[1:]
    if not rest:
        if isinstance(container.get(key), list | dict):
            raise _contradiction(key)
        container[key] = value
    elif rest[0] == "":
        _append(_inner(container, key, list), rest[1:], value)
    else:
        _place(_inner(container, key, dict), rest, value)


def _append(elements: list[Any], keys: list[str], value: str) -> None:
    if not keys:
        elements.append(value)
        return
    if keys[0] == "":
        # Lists of lists mean nothing here; Rack flattens them too.
        _append(elements, keys[1:], value)
        return
    if not elements or not isinstance(elements[-1], dict) or _holds(elements[-1], keys):
        elements.append({})
    _place(elements[-1], keys, value)


def _holds(element: Any, keys: list[str]) -> bool:
    """Whether the element has the key already, so that another one starts with it."""
    for key in keys:
        if key == "":
            return False
        if not isinstance(element, dict) or key not in element:
            return False
        element = element[key]
    return True


def _inner(container: dict[str, Any], key: str, kind: type[Any]) -> Any:
    inner = container.setdefault(key, kind())
    if not isinstance(inner, kind):
        raise _contradiction(key)
    return inner


def _contradiction(key: str) -> WrongParameters:
    return WrongParameters({key: ("is given both as one value and as several",)})
