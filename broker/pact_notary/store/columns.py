"""Column types that mean the same on SQLite and PostgreSQL."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

if TYPE_CHECKING:
    from sqlalchemy.engine import Dialect
    from sqlalchemy.engine.default import DefaultExecutionContext

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


class Instant(sa.types.TypeDecorator[datetime]):
    """An aware UTC time; SQLite, which has no such type, keeps microseconds since 1970."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> sa.types.TypeEngine[Any]:
        if dialect.name == "sqlite":
            return dialect.type_descriptor(sa.BigInteger())
        return dialect.type_descriptor(sa.DateTime(timezone=True))

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> Any:
        if value is None or dialect.name != "sqlite":
            return value
        return (value - _EPOCH) // _MICROSECOND

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if dialect.name != "sqlite":
            instant: datetime = value
            return instant.astimezone(UTC)
        microseconds: int = value
        return _EPOCH + microseconds * _MICROSECOND


# SQLite numbers rows by itself only in a column declared exactly INTEGER.
Id = sa.BigInteger().with_variant(sa.Integer(), "sqlite")

# Compared and sorted by code point on both, so that answers do not depend on a locale.
Name = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def folded_name(context: DefaultExecutionContext) -> str:
    """The row's name without its case: what a search looks in."""
    name: str = context.get_current_parameters()["name"]  # type: ignore[no-untyped-call]  # so in the library
    return name.casefold()
