"""Requests that begin as a client would send them and go wrong somewhere, or everywhere."""

from __future__ import annotations

import copy
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote

from hypothesis import strategies as st

from tests.integration.broker.fuzz.declared import METHODS
from tests.integration.broker.fuzz.documents import find_document
from tests.integration.broker.fuzz.hostile import (
    ACCEPTS,
    BODIES,
    CONTENT_TYPES,
    HEADERS,
    RAW_SEGMENTS,
    TEXTS,
    VALUES,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tests.integration.broker.fuzz.declared import Operation

_NAMES: Final = (
    *("q", "q[]", "q[][pacticipant]", "q[][version]", "q[pacticipant]", "q[][][x]", "[]", "[a]"),
    *("ignore", "ignore[]", "ignore[][pacticipant]", "page", "size", "exclude[]", "a[" * 20),
    *("consumer_version_selectors[][tag]", "latestby", "success[]", "limit", "a[b][c][d][e]"),
)


@dataclass(frozen=True)
class HostileRequest:
    """As it goes over the wire: the target is not decoded, the headers are in order."""

    method: str
    target: str
    headers: tuple[tuple[str, str], ...]
    body: bytes | None

    @property
    def path(self) -> str:
        return self.target.partition("?")[0]

    def __repr__(self) -> str:
        body = self.body if self.body is None or len(self.body) < 2_000 else self.body[:2_000]
        return f"{self.method} {self.target[:1_000]} {self.headers} {body!r}"


def hostile_requests(
    operations: Sequence[Operation], known: Mapping[str, Sequence[str]]
) -> st.SearchStrategy[HostileRequest]:
    """Requests to the operations.

    Args:
      known: by variable of a path, values of things that exist.
    """

    @st.composite
    def build(draw: st.DrawFn) -> HostileRequest:
        operation = draw(st.sampled_from(operations))
        method = _mostly(draw, operation.method, METHODS)
        target = _path(draw, operation.path, known) + _query(draw, operation, known)
        body = _body(draw, operation) if operation.takes_body or _seldom(draw) else None
        return HostileRequest(method, target, _headers(draw, operation), body)

    return build()


def _path(draw: st.DrawFn, template: str, known: Mapping[str, Sequence[str]]) -> str:
    segments = [_segment(draw, part, known) for part in template.split("/")[1:]]
    if _seldom(draw):
        at = draw(st.integers(0, len(segments)))
        segments.insert(at, draw(st.sampled_from(RAW_SEGMENTS)))
    return "/" + "/".join(segments)


def _segment(draw: st.DrawFn, part: str, known: Mapping[str, Sequence[str]]) -> str:
    if not part.startswith("{"):
        return part
    kind = draw(st.integers(0, 9))
    if kind < 7:
        return quote(draw(st.sampled_from(known.get(part[1:-1], known["number"]))), safe="")
    if kind < 9:
        return quote(draw(st.sampled_from(TEXTS)), safe="")
    return draw(st.sampled_from(RAW_SEGMENTS))


def _query(draw: st.DrawFn, operation: Operation, known: Mapping[str, Sequence[str]]) -> str:
    names = operation.parameters or _NAMES
    if not operation.parameters and not _seldom(draw):
        return ""
    pairs = []
    for _ in range(draw(st.integers(0, 6))):
        name = draw(st.sampled_from(_NAMES if _seldom(draw) else names))
        variable = name.rpartition("[")[2].rstrip("]") or name
        values = known.get(variable, known["number"])
        value = draw(st.sampled_from(TEXTS if draw(st.booleans()) else values))
        pairs.append(f"{quote(name, safe='[]')}={quote(value, safe='')}")
    if _seldom(draw):
        pairs.append(draw(st.sampled_from(("%", "%FF=1", "a=%FF", "=", "&&", "a", "a=1;b=2", "é"))))
    return "?" + "&".join(pairs)


def _body(draw: st.DrawFn, operation: Operation) -> bytes:
    if draw(st.integers(0, 4)) == 0:
        return draw(st.sampled_from(BODIES))
    document = copy.deepcopy(find_document(operation.path))
    for _ in range(draw(st.integers(0, 3))):
        document = _change(draw, document)
    return json.dumps(document).encode()


def _change(draw: st.DrawFn, document: Any) -> Any:
    """Something in the document, on whatever level, becomes a hostile value or goes away."""
    if not isinstance(document, dict | list) or not document or draw(st.integers(0, 9)) == 0:
        return _value(draw)
    keys = list(document) if isinstance(document, dict) else list(range(len(document)))
    key = draw(st.sampled_from(keys))
    if draw(st.integers(0, 4)) == 0:
        del document[key]
    elif draw(st.booleans()):
        document[key] = _value(draw)
    else:
        document[key] = _change(draw, document[key])
    return document


def _value(draw: st.DrawFn) -> Any:
    """A copy, for the next change may be inside of it."""
    return copy.deepcopy(draw(st.sampled_from(VALUES)))


def _headers(draw: st.DrawFn, operation: Operation) -> tuple[tuple[str, str], ...]:
    usual = "application/merge-patch+json" if operation.method == "PATCH" else "application/json"
    content_type = _mostly(draw, usual if operation.takes_body else None, CONTENT_TYPES)
    given = [
        ("Accept", _mostly(draw, "application/hal+json", ACCEPTS)),
        ("Content-Type", content_type),
    ]
    if _seldom(draw):
        given.append(("Accept", draw(st.sampled_from(ACCEPTS))))
    if _seldom(draw):
        given.append(draw(st.sampled_from(HEADERS)))
    return tuple((name, value) for name, value in given if value is not None)


def _mostly(draw: st.DrawFn, usual: Any, others: Sequence[Any]) -> Any:
    return draw(st.sampled_from(others)) if _seldom(draw) else usual


def _seldom(draw: st.DrawFn) -> bool:
    return draw(st.integers(0, 9)) == 0
