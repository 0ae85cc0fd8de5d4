"""Statements compiled once and given to the driver as they are.

For those that every claim executes: there, building SQLAlchemy's execution and result costs more
than the driver and the database together. Everything else is executed in the usual way.
"""

from __future__ import annotations

from collections import namedtuple
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

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


@dataclass(frozen=True, eq=False)
class Prepared:
    """A statement that gives at most one row, whose `columns` become the row's attributes."""

    statement: sa.UpdateBase
    columns: Sequence[sa.ColumnElement[Any]]
    _forms: dict[Dialect, _Form] = field(default_factory=dict, init=False)

    def first(self, connection: sa.Connection, parameters: Mapping[str, Any]) -> Any:
        """The row, or None; within the connection's transaction.

        Raises:
            OperationalError: SQLAlchemy's, as if it had executed the statement.
        """
        dialect = connection.dialect
        form = self._forms.get(dialect)
        if form is None:
            form = self._forms[dialect] = _form(self.statement, self.columns, dialect)
        cursor = connection.connection.cursor()
        try:
            cursor.execute(form.text, form.bind(parameters))
            values = cursor.fetchone()
        except dialect.loaded_dbapi.OperationalError as error:
            # The pool must not hand out again what the server may have cut off.
            connection.invalidate(error)
            raise sa.exc.OperationalError(form.text, None, error) from error
        finally:
            cursor.close()
        return None if values is None else form.read(values)


def _form(
    statement: sa.UpdateBase, columns: Sequence[sa.ColumnElement[Any]], dialect: Dialect
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
