"""Requests, responses and messages are read into named values and a body, with their rules."""

from __future__ import annotations

import base64
import binascii
import hashlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final
from urllib.parse import parse_qsl

from pact_notary.domain.reading.parts import Body, NamedValue, Side
from pact_notary.domain.reading.rules import SideRules, limit_words, read_rules
from pact_notary.domain.reading.texts import to_plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pact_notary.domain.documents import Json, JsonObject
    from pact_notary.domain.reading.parts import Words
    from pact_notary.domain.reading.rules import NamedRules

_SHOWN_BYTES = 32
_TEXTUAL: Final = ("text/", "xml", "json", "html", "yaml", "csv", "javascript", "urlencoded")
_RULES: Final = ("matchingRules", "matching_rules", "generators")
_HTTP: Final = frozenset({"method", "path", "query", "headers", "body", "status", *_RULES})
_MESSAGE: Final = frozenset({"contents", "metadata", "metaData", *_RULES})
_TYPE_NAMES: Final = ("content-type", "contenttype")
# A body that is not there expects nothing; null, in contrast, is a body.
_ABSENT: Final[JsonObject] = {}


def read_http(name: str, part: Json, *, is_v4: bool) -> Side:
    """A request or response; a value that is no object is told as it is.

    Bodies of V4 are in an envelope that tells their type.
    """
    if not isinstance(part, dict):
        return _read_odd(name, part)
    rules = _rules_of(part)
    headers = tuple(_name_values("header", part.get("headers"), rules))
    return Side(
        name,
        method=_read_one("method", part, rules),
        path=_read_one("path", part, rules),
        status=_read_one("status", part, rules),
        query=tuple(_name_values("query", _split_query(part.get("query")), rules)),
        headers=headers,
        body=_read_body(part.get("body", _ABSENT), headers, rules, is_v4=is_v4),
        other=_others(part, _HTTP),
    )


def read_message(name: str, part: Json, *, is_v4: bool, own: frozenset[str] = frozenset()) -> Side:
    """A message; `own` are the members that belong to the interaction around it."""
    if not isinstance(part, dict):
        return _read_odd(name, part)
    rules = _rules_of(part)
    told = part.get("metadata") if part.get("metadata") is not None else part.get("metaData")
    metadata = tuple(_name_values("metadata", told, rules))
    return Side(
        name,
        metadata=metadata,
        body=_read_body(part.get("contents", _ABSENT), metadata, rules, is_v4=is_v4),
        other=_others(part, _MESSAGE | own),
    )


def _read_odd(name: str, part: Json) -> Side:
    return Side(name, other={} if part is None else {"": part})


def _others(part: JsonObject, known: frozenset[str]) -> JsonObject:
    return {name: value for name, value in part.items() if name not in known}


def _rules_of(part: JsonObject) -> SideRules:
    rules = part.get("matchingRules")
    return read_rules(
        part.get("matching_rules") if rules is None else rules, part.get("generators")
    )


def _read_one(name: str, part: JsonObject, rules: SideRules) -> NamedValue | None:
    words = limit_words(*(each.words for each in rules.rules.get(name, ())))
    made = limit_words(*(each.words for each in rules.generators.get(name, ())))
    value = part.get(name)
    if value is None and not (words or made):
        return None
    return NamedValue(name, "" if value is None else to_plain(value), words, made)


def _split_query(query: Json) -> Json:
    """Old pacts have the text of a query."""
    if not isinstance(query, str):
        return query
    values: dict[str, list[Json]] = {}
    for name, value in parse_qsl(query, keep_blank_values=True):
        values.setdefault(name, []).append(value)
    return {**values}


def _name_values(category: str, values: Json, rules: SideRules) -> Iterator[NamedValue]:
    """Each value with its rules, then the rules of names that have no example."""
    if values is not None and not isinstance(values, dict):
        values = {"": values}
    found: JsonObject = values or {}
    words = _by_name(category, rules.rules.get(category, ()))
    made = _by_name(category, rules.generators.get(category, ()))
    for name, value in found.items():
        key = _key(category, name)
        own, own_made = words.get(key, _NO_WORDS), made.get(key, _NO_WORDS)
        listed = value if isinstance(value, list) and value else [value]
        for at, one in enumerate(listed):
            text = "" if one is None else to_plain(one)
            yield NamedValue(name, text, own.of(at), own_made.of(at))
    shown = {_key(category, name) for name in found}
    for key, own in (made | words).items():
        if key not in shown:
            yield NamedValue(
                own.name, "", *(each.get(key, _NO_WORDS).all() for each in (words, made))
            )


def _key(category: str, name: str) -> str:
    return name.lower() if category == "header" else name


@dataclass(frozen=True, slots=True)
class _Words:
    """Of all values of a name (index None), and of single ones."""

    name: str = ""
    by_index: dict[int | None, list[str]] = field(default_factory=dict)

    def of(self, at: int) -> Words:
        if not self.by_index:
            return ()
        return limit_words(self.by_index.get(None, ()), self.by_index.get(at, ()))

    def all(self) -> Words:
        return limit_words(*self.by_index.values())


_NO_WORDS: Final = _Words()


def _by_name(category: str, rules: Iterable[NamedRules]) -> dict[str, _Words]:
    named: dict[str, _Words] = {}
    for each in rules:
        words = named.setdefault(_key(category, each.name), _Words(each.name))
        words.by_index.setdefault(each.index, []).extend(each.words)
    return named


def _read_body(
    stored: Json, named: tuple[NamedValue, ...], rules: SideRules, *, is_v4: bool
) -> Body | None:
    """None when nothing is expected, and no rule is told, of a body."""
    content_type = next((one.value for one in named if one.name.lower() in _TYPE_NAMES), "")
    if stored is _ABSENT or (is_v4 and stored == {}):
        has_rules = rules.body.words or rules.body.generators
        return Body("text", content_type, "", rules.body) if has_rules else None
    if not (is_v4 and isinstance(stored, dict) and "content" in stored):
        return _make(stored, content_type, rules)
    content_type = to_plain(stored.get("contentType") or content_type)
    if stored.get("encoded") in (None, False, "", "json", "JSON"):
        return _make(stored["content"], content_type, rules)
    return _decode(stored, content_type, rules)


def _make(content: Json, content_type: str, rules: SideRules) -> Body:
    if isinstance(content, str) and "json" not in content_type.lower():
        return Body("text", content_type, content, rules.body, len(_encode(content)))
    return Body("json", content_type, content, rules.body)


def _encode(text: str) -> bytes:
    return text.encode(errors="surrogatepass")


def _decode(stored: JsonObject, content_type: str, rules: SideRules) -> Body:
    content = stored.get("content")
    if not isinstance(content, str):
        return _make(content, content_type, rules)
    try:
        decoded = base64.b64decode(_encode(content), validate=True)
    except (binascii.Error, ValueError):
        return _make(content, content_type, rules)
    if _is_textual(stored, content_type):
        try:
            return Body("text", content_type, decoded.decode(), rules.body, len(decoded))
        except UnicodeDecodeError:
            pass
    first = decoded[:_SHOWN_BYTES].hex(" ")
    digest = hashlib.sha1(decoded, usedforsecurity=False).hexdigest()
    return Body("binary", content_type, first, rules.body, len(decoded), digest)


def _is_textual(stored: JsonObject, content_type: str) -> bool:
    hint = stored.get("contentTypeHint")
    return hint == "TEXT" or (
        hint != "BINARY" and any(each in content_type.lower() for each in _TEXTUAL)
    )
