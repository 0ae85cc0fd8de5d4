"""What the served OpenAPI document says may be asked, and may be answered."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

METHODS: Final = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "BREW")
# A host that cannot be one (400) is told before the path and the method are looked at.
_UNROUTED: Final = frozenset({400, 404, 422})
_VARIABLE: Final = re.compile(r"\\\{\w+\\\}")


@dataclass(frozen=True)
class Operation:
    """A method of a path, with the names of its query parameters and its declared answers."""

    method: str
    path: str
    parameters: tuple[str, ...]
    takes_body: bool
    answers: Mapping[int, frozenset[str]]
    """Media types by status; none for an empty body."""


class Declaration:
    """The document, by operation."""

    def __init__(self, document: Any) -> None:
        self._document = document

    @cached_property
    def operations(self) -> tuple[Operation, ...]:
        return tuple(
            self._read(method.upper(), path, operation)
            for path, item in self._document["paths"].items()
            for method, operation in item.items()
            if method != "parameters"
        )

    def allowed(self, method: str, raw_path: str) -> Mapping[int, frozenset[str]]:
        """The answers that are declared for a request of this raw path.

        Several templates may fit, such as `/latest/{tag}` and `/latest/badge`; each may answer.
        """
        fitting = [o for o in self.operations if self._patterns[o.path].fullmatch(raw_path)]
        if not fitting or "//" in raw_path:
            return dict.fromkeys(_UNROUTED, _ERRORS)
        if method == "OPTIONS":
            return {200: frozenset(), **dict.fromkeys(_UNROUTED, _ERRORS)}
        asked = "GET" if method == "HEAD" else method
        meant = [operation for operation in fitting if operation.method == asked]
        allowed = _merge(operation.answers for operation in meant)
        if {operation.path for operation in meant} == {operation.path for operation in fitting}:
            return allowed
        return {**dict.fromkeys(_UNROUTED, _ERRORS), **allowed, 405: frozenset()}

    @cached_property
    def _patterns(self) -> dict[str, re.Pattern[str]]:
        paths = {operation.path for operation in self.operations}
        return {path: re.compile(_VARIABLE.sub("[^/]+", re.escape(path)) + "/?") for path in paths}

    def _read(self, method: str, path: str, operation: Any) -> Operation:
        return Operation(
            method,
            path,
            tuple(parameter["name"] for parameter in operation.get("parameters", [])),
            "requestBody" in operation,
            {
                int(status): frozenset(self._resolve(response).get("content", {}))
                for status, response in operation["responses"].items()
            },
        )

    def _resolve(self, response: Any) -> Any:
        reference = response.get("$ref")
        if reference is None:
            return response
        return self._document["components"]["responses"][reference.rpartition("/")[2]]


def _merge(
    answers: Iterable[Mapping[int, frozenset[str]]],
) -> dict[int, frozenset[str]]:
    merged: dict[int, frozenset[str]] = {}
    for one in answers:
        for status, types in one.items():
            merged[status] = merged.get(status, frozenset()) | types
    return merged


_ERRORS: Final = frozenset(
    {"application/json", "application/hal+json", "application/problem+json", "text/html"}
)
