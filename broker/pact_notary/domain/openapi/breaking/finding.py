"""Every change of a promise between two documents, once, with all operations that it breaks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pact_notary.domain.openapi.breaking.changes import Change, Rule
from pact_notary.domain.openapi.breaking.comparing import Found, Pair
from pact_notary.domain.openapi.breaking.operations import Comparer, key_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pact_notary.domain.openapi.document import Document


def find_changes(old: Document, new: Document) -> tuple[Change, ...]:
    """What breaks, then what is a warning, each in the order of the old document.

    Raises:
      InvalidDocument: schemas are put together in too many levels.
    """
    operations: dict[Found, list[str]] = {}
    fields: dict[Found, str] = {}
    for title, found in _list_found(old, new):
        # A schema is reached by many ways, of which the first is told.
        change = found._replace(field="")
        fields.setdefault(change, found.field)
        operations.setdefault(change, []).append(title)
    changes = [
        Change(
            each.rule,
            (old if each.is_old else new).name,
            each.pointer,
            fields[each],
            each.old,
            each.new,
            tuple(dict.fromkeys(titles)),
        )
        for each, titles in operations.items()
    ]
    return tuple(sorted(changes, key=lambda change: not change.is_breaking))


def _list_found(old: Document, new: Document) -> Iterator[tuple[str, Found]]:
    """With the operation that each is of."""
    comparer = Comparer(Pair(old, new))
    later = {key_of(operation): operation for operation in new.operations}
    for operation in old.operations:
        twin = later.get(key_of(operation))
        if twin is None:
            rule, title = Rule.OPERATION_REMOVED, operation.title
            yield title, Found(rule, operation.pointer, "", title, "", is_old=True)
            continue
        for found in comparer.compare(operation, twin):
            yield twin.title, found
