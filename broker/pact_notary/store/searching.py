"""Lists are filtered by text and cut into windows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pact_notary.records import Window


def contains(folded_column: sa.ColumnElement[str], text: str) -> sa.ColumnElement[bool]:
    """Whether a column that was folded holds the text, whatever its case."""
    return folded_column.contains(text.casefold(), autoescape=True)


def cut(
    connection: sa.Connection, statement: sa.Select[Any], window: Window | None
) -> tuple[Sequence[Any], int]:
    """The rows of the window, and the number of all; without a window all rows."""
    if window is None:
        rows = connection.execute(statement).all()
        return rows, len(rows)
    everything = statement.order_by(None).subquery()
    total = connection.execute(sa.select(sa.func.count()).select_from(everything)).scalar_one()
    part = statement.limit(window.limit).offset(window.offset)
    return connection.execute(part).all(), total
