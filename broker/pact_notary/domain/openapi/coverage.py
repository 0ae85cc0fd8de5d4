"""Who uses which operation, status, field and parameter of an OpenAPI document; what nobody does.

What nobody uses is safe to remove as far as these pacts tell.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING, NamedTuple

from pact_notary.domain.openapi.fields import list_declared
from pact_notary.domain.openapi.schemas import Schemas

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pact_notary.domain.openapi.document import (
        Document,
        MediaType,
        Operation,
        Response,
        Schema,
    )
    from pact_notary.domain.openapi.fitting import Comparison
    from pact_notary.domain.openapi.schemas import Side

KINDS = ("operations", "statuses", "fields", "parameters", "request_fields")


@dataclass(frozen=True, slots=True)
class Used:
    """A field (`$.items[*].id`) or parameter (`query limit`), and who uses it.

    Attributes:
      consumers: names, each with its version if that is known, sorted.
      is_excepted: whether it is among what need not be used.
    """

    name: str
    consumers: tuple[str, ...]
    is_excepted: bool


@dataclass(frozen=True, slots=True)
class UsedStatus:
    """`status` is as it is declared: `200`, `4XX`, `default`."""

    status: str
    consumers: tuple[str, ...]
    is_excepted: bool
    fields: tuple[Used, ...]


@dataclass(frozen=True, slots=True)
class UsedOperation:
    """`title` is its method and path, `pointer` where it stands in the document."""

    title: str
    operation_id: str
    pointer: str
    is_deprecated: bool
    consumers: tuple[str, ...]
    is_excepted: bool
    parameters: tuple[Used, ...]
    request_fields: tuple[Used, ...]
    statuses: tuple[UsedStatus, ...]


@dataclass(frozen=True, slots=True)
class Share:
    """How much of what is declared, exceptions left out, somebody uses."""

    used: int
    declared: int

    @property
    def percent(self) -> float:
        """Rounded down to a tenth, so that 100 means all; of nothing, all is used."""
        return self.used * 1000 // self.declared / 10 if self.declared else 100.0


class Unused(NamedTuple):
    """`kind` is one of KINDS; `name` as it is excepted: `GET /things 200 $.size`."""

    kind: str
    name: str


@dataclass(frozen=True, slots=True)
class Coverage:
    """`shares` by KINDS; `idle` are the exceptions that except nothing."""

    document: str
    operations: tuple[UsedOperation, ...]
    shares: tuple[tuple[str, Share], ...]
    unused: tuple[Unused, ...]
    idle: tuple[str, ...] = ()

    def share(self, kind: str) -> Share:
        return dict(self.shares)[kind]


def map_coverage(
    comparison: Comparison, document: Document, *, exceptions: tuple[str, ...] = ()
) -> Coverage:
    """The map of the document.

    Args:
      exceptions: patterns (`* 5??`, `GET /things 200 $.size`) of what need not be used. What is in
        an operation, or a status, that is excepted is so as well.
    """
    mapper = _Mapper(Schemas(document), exceptions, _collect_uses(comparison))
    operations = tuple(mapper.map_operation(each) for each in document.operations)
    listed = [item for operation in operations for item in _list_items(operation)]
    shares = tuple((kind, _count([each for each in listed if each.kind == kind])) for kind in KINDS)
    idle = tuple(
        pattern
        for pattern in exceptions
        if not any(fnmatchcase(each.name, pattern) for each in listed)
    )
    return Coverage(document.name, operations, shares, tuple(_list_unused(listed)), idle)


class _Item(NamedTuple):
    kind: str
    name: str
    inside: str
    consumers: tuple[str, ...]
    is_excepted: bool


_Key = tuple[str, ...]


def _collect_uses(comparison: Comparison) -> dict[_Key, frozenset[str]]:
    """Consumers by operation, then what of it."""
    uses: dict[_Key, set[str]] = defaultdict(set)
    for each in comparison.compared:
        use = each.use
        if use is None:
            continue
        name = f"{each.consumer} {each.version}" if each.version else each.consumer
        keys: list[_Key] = [(use.operation,), (use.operation, "status", use.status)]
        keys += [(use.operation, "status", use.status, field) for field in use.fields]
        keys += [(use.operation, "request", field) for field in use.request_fields]
        keys += [(use.operation, "parameter", *told) for told in use.parameters]
        for key in keys:
            uses[key].add(name)
    return {key: frozenset(names) for key, names in uses.items()}


@dataclass(frozen=True, slots=True)
class _Mapper:
    schemas: Schemas
    exceptions: tuple[str, ...]
    uses: dict[_Key, frozenset[str]]
    listed: dict[tuple[Schema, Side], tuple[str, ...]] = field(default_factory=dict)

    def map_operation(self, operation: Operation) -> UsedOperation:
        title, at = operation.title, operation.pointer
        spared = self._is_excepted(title)
        content = operation.request_body.content if operation.request_body else ()
        return UsedOperation(
            title,
            operation.operation_id,
            at,
            operation.is_deprecated,
            self._consumers(at),
            spared,
            tuple(
                Used(
                    f"{each.location} {each.name}",
                    self._consumers(at, "parameter", each.location, each.name),
                    spared or self._is_excepted(f"{title} {each.location} {each.name}"),
                )
                for each in operation.parameters
            ),
            tuple(
                Used(
                    field,
                    self._consumers(at, "request", field),
                    spared or self._is_excepted(f"{title} {field}"),
                )
                for field in self._list_fields(content, "request")
            ),
            tuple(self._map_status(operation, each) for each in operation.responses),
        )

    def _map_status(self, operation: Operation, response: Response) -> UsedStatus:
        title, at = f"{operation.title} {response.status}", operation.pointer
        spared = self._is_excepted(operation.title) or self._is_excepted(title)
        return UsedStatus(
            response.status,
            self._consumers(at, "status", response.status),
            spared,
            tuple(
                Used(
                    field,
                    self._consumers(at, "status", response.status, field),
                    spared or self._is_excepted(f"{title} {field}"),
                )
                for field in self._list_fields(response.content, "response")
            ),
        )

    def _list_fields(self, content: tuple[MediaType, ...], side: Side) -> dict[str, None]:
        """Of schemas that many answers share, once."""
        found: dict[str, None] = {}
        for schema in (each.schema for each in content if each.schema):
            key = (self.schemas.document.resolve(schema), side)
            if key not in self.listed:
                self.listed[key] = list_declared(schema, self.schemas, side)
            found.update(dict.fromkeys(self.listed[key]))
        return found

    def _consumers(self, *key: str) -> tuple[str, ...]:
        return tuple(sorted(self.uses.get(key, ())))

    def _is_excepted(self, name: str) -> bool:
        return any(fnmatchcase(name, pattern) for pattern in self.exceptions)


def _list_items(operation: UsedOperation) -> Iterator[_Item]:
    title = operation.title
    yield _Item("operations", title, "", operation.consumers, operation.is_excepted)
    for kind in ("parameters", "request_fields"):
        for each in getattr(operation, kind):
            yield _item(kind, each, title)
    for status in operation.statuses:
        inside = f"{title} {status.status}"
        yield _Item("statuses", inside, title, status.consumers, status.is_excepted)
        for each in status.fields:
            yield _item("fields", each, inside)


def _list_unused(listed: list[_Item]) -> Iterator[Unused]:
    """The outermost ones: what is inside of them goes with them, and follows them here."""
    unused: set[str] = set()
    last = ""
    for each in listed:
        if each.consumers or each.is_excepted:
            continue
        unused.add(each.name)
        is_inside = each.inside in unused or each.name.startswith((f"{last}.", f"{last}["))
        if not (last and is_inside):
            last = each.name
            yield Unused(each.kind, each.name)


def _item(kind: str, used: Used, inside: str) -> _Item:
    return _Item(kind, f"{inside} {used.name}", inside, used.consumers, used.is_excepted)


def _count(items: list[_Item]) -> Share:
    counted = [each for each in items if not each.is_excepted]
    return Share(sum(1 for each in counted if each.consumers), len(counted))
