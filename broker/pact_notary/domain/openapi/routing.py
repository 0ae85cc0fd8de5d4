"""Which operation a request is for: by its method and the template that its path fits.

Source: OpenAPI 3.1.1, "Paths Object": templates without parameters come first; "Server Object": the
path of a server's address stands before them. A path is taken apart before it is decoded.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypeAlias
from urllib.parse import unquote

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pact_notary.domain.openapi.document import Document, Operation

Texts: TypeAlias = "tuple[tuple[str, str], ...]"

_TOLD_APART: Final = 3
_PARAMETER: Final = re.compile(r"\{([^{}]*)\}")


@dataclass(frozen=True, slots=True)
class Route:
    """`parameters` are those of the path, decoded."""

    operation: Operation
    parameters: Texts


@dataclass(frozen=True, slots=True)
class _Template:
    operation: Operation
    segments: tuple[str, ...]
    expressions: tuple[re.Pattern[str] | None, ...]

    @property
    def rank(self) -> tuple[bool, ...]:
        return tuple(expression is not None for expression in self.expressions)

    def match(self, segments: list[str]) -> Texts | None:
        values: list[tuple[str, str]] = []
        for told, expression, segment in zip(
            self.segments, self.expressions, segments, strict=True
        ):
            if expression is None:
                if told != segment:
                    return None
                continue
            found = expression.fullmatch(segment)
            if found is None:
                return None
            values.extend(zip(_PARAMETER.findall(told), found.groups(), strict=False))
        return tuple(values)


@dataclass(frozen=True, slots=True)
class Routes:
    """The templates of a document by their number of segments, the most literal first."""

    templates: dict[int, tuple[_Template, ...]]

    def find(self, method: str, path: str) -> Route | None:
        for template, parameters in self._fitting(path):
            if template.operation.method == method:
                return Route(template.operation, parameters)
        return None

    def list_methods(self, path: str) -> tuple[str, ...]:
        """The methods that are declared for the path."""
        return tuple(dict.fromkeys(t.operation.method for t, _ in self._fitting(path)))

    def _fitting(self, path: str) -> Iterator[tuple[_Template, Texts]]:
        segments = [unquote(segment) for segment in path.split("/")]
        for template in self.templates.get(len(segments), ()):
            parameters = template.match(segments)
            if parameters is not None:
                yield template, parameters


def read_routes(document: Document) -> Routes:
    """A server's path may be there or not: the address that a consumer is given may end with it."""
    found: dict[int, list[_Template]] = defaultdict(list)
    for operation in document.operations:
        for base in dict.fromkeys((*operation.base_paths, "")):
            template = _read_template(operation, base + operation.path)
            found[len(template.segments)].append(template)
    return Routes(
        {
            length: tuple(sorted(templates, key=lambda template: template.rank))
            for length, templates in found.items()
        }
    )


def _read_template(operation: Operation, path: str) -> _Template:
    parts = path.split("/")
    segments = tuple(part if "{" in part else unquote(part) for part in parts)
    return _Template(operation, segments, tuple(map(_read_expression, segments)))


def _read_expression(segment: str) -> re.Pattern[str] | None:
    """Each parameter takes at least a character: without one it would be another path.

    Of many in one segment none is told, for there are too many ways to tell them apart.
    """
    pieces = _PARAMETER.split(segment)
    if len(pieces) == 1:
        return None
    if len(pieces) // 2 > _TOLD_APART:
        return re.compile(".+", re.DOTALL)
    return re.compile("(.+?)".join(map(re.escape, pieces[::2])), re.DOTALL)
