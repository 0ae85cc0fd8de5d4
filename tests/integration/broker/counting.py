"""How often a database is asked."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

import sqlalchemy as sa

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def counting(engine: sa.Engine) -> Iterator[list[str]]:
    """The statements that are sent meanwhile, but those that begin and end transactions."""
    statements: list[str] = []

    def count(*details: object) -> None:
        text = str(details[2])
        if not text.startswith(("BEGIN", "COMMIT")):
            statements.append(text)

    sa.event.listen(engine, "before_cursor_execute", count)
    try:
        yield statements
    finally:
        sa.event.remove(engine, "before_cursor_execute", count)
