"""Statements compiled once and given to the driver as they are.

For those that every claim executes: there, building SQLAlchemy's execution and result costs more
than the driver and the database together. Everything else is executed in the usual way.
"""

from __future__ import annotations

from collections import namedtuple
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    import sqlalchemy as sa
    from sqlalchemy.engine import Dialect

    Processor = Callable[[Any], Any] | None


@dataclass(frozen=True)
class _Form:
    """A statement in one dialect. `order` is None where parameters go by name."""

    text: str
    fixed: Mapping[str, Any]
    order: Sequence[str] | None
    binders: Mapping[str, Callable[[Any], Any]]
    readers: Sequence[Processor]
    row: Callable[..., Any]

    def bind(self, given: Mapping[str, Any]) -> Any:
        values = {**self.fixed, **given}
        for name, process in self.binders.items():
            values[name] = process(values[name])
        return values if self.order is None else [values[name] for name in self.order]

    def read(self, values: Sequence[Any]) -> Any:
        read = zip(self.readers, values, strict=True)
        return self.row(*(value if process is None else process(value) for process, value in read))


class Channel(Protocol):
    """What a statement is executed on: an `sqlalchemy.Connection`, or less."""

    @property
    def dialect(self) -> Dialect: ...

    @property
    def connection(self) -> sa.PoolProxiedConnection: ...

    def invalidate(self, exception: BaseException | None = None) -> None: ...


@dataclass(frozen=True, eq=False)
class Prepared:
    """A statement, whose `columns` become the attributes of its rows."""

    statement: sa.UpdateBase | sa.Select[*tuple[Any, ...]]
    columns: Sequence[sa.ColumnElement[Any]]
    _forms: dict[Dialect, _Form] = field(default_factory=dict, init=False)

    def first(self, channel: Channel, parameters: Mapping[str, Any]) -> Any:
        """The first row, or None."""
        rows = self.all(channel, parameters)
        return rows[0] if rows else None

    def all(self, channel: Channel, parameters: Mapping[str, Any]) -> Sequence[Any]:
        """Every row; errors are the driver's own."""
        dialect = channel.dialect
        form = self._forms.get(dialect)
        if form is None:
            form = self._forms[dialect] = _form(self.statement, self.columns, dialect)
        cursor = channel.connection.cursor()
        try:
            cursor.execute(form.text, form.bind(parameters))
            return [form.read(values) for values in cursor.fetchall()]
        except dialect.loaded_dbapi.OperationalError as error:
            if dialect.is_disconnect(error, channel.connection, cursor):
                channel.invalidate(error)
            raise
        finally:
            cursor.close()


def _form(
    statement: sa.UpdateBase | sa.Select[*tuple[Any, ...]],
    columns: Sequence[sa.ColumnElement[Any]],
    dialect: Dialect,
) -> _Form:
    compiled = statement.compile(dialect=dialect)
    binders = {
        name: process
        for bind, name in compiled.bind_names.items()
        if (process := bind.type.dialect_impl(dialect).bind_processor(dialect)) is not None
    }
    readers = [
        column.type.dialect_impl(dialect).result_processor(dialect, None) for column in columns
    ]
    names = [str(column.key) for column in columns]
    return _Form(
        text=str(compiled),
        fixed=compiled.params,
        order=compiled.positiontup if compiled.positional else None,
        binders=binders,
        readers=readers,
        row=namedtuple("Row", names),  # noqa: PYI024  # its fields are known when it runs only
    )
