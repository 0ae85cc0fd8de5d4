"""The statements that a request runs."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

import sqlalchemy as sa

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.integration.broker.wire.builders import Wire


@contextmanager
def counting(wire: Wire) -> Iterator[list[str]]:
    statements: list[str] = []

    def count(*details: object) -> None:
        text = str(details[2])
        if not text.startswith(("BEGIN", "COMMIT")):
            statements.append(text)

    sa.event.listen(wire.engine, "before_cursor_execute", count)
    try:
        yield statements
    finally:
        sa.event.remove(wire.engine, "before_cursor_execute", count)
