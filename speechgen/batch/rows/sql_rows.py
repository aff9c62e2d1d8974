"""The rows of a query, fetched as they are asked for."""

from collections.abc import Iterator
from datetime import date, time, timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy import CursorResult
from sqlalchemy.exc import SQLAlchemyError

from speechgen.batch.rows.cells import MOST_FAULTS, CellFault, checked, fault, text_fault, texts_in
from speechgen.batch.rows.header import Header, column_message
from speechgen.batch.rows.sheet_days import iso
from speechgen.batch.rows.sheet_numbers import plain_number
from speechgen.batch.rows.sql import checked_query, open_database
from speechgen.batch.rows.table import Row
from speechgen.source.diagnostic import Diagnostic, Report, fail
from speechgen.source.messages import Message, say
from speechgen.source.place import Place

_AT_ONCE = 500  # rows fetched together
# Drivers raise their own errors while rows come; SQLAlchemy wraps most, not all of them.
_ANY = (SQLAlchemyError, OSError, ValueError, ArithmeticError, LookupError)


class SqlRows:
    """See :class:`speechgen.batch.rows.table.Table`."""

    def __init__(self, url: str, query: str, report: Report) -> None:
        self._database = open_database(url)
        self.source = self._database.place.file
        self._query = checked_query(query.strip(), self._database)
        try:
            self._begun: CursorResult[Any] | None = self._execute()
            self._header = Header(list(self._begun.keys()))
        except _ANY as error:
            fail("E727", self._database.failed(error), self._database.place)
        found = Report()
        self._header.check(lambda _: self._database.place, found)
        report.diagnostics += found.diagnostics
        found.check()
        self.columns = self._header.columns

    def _execute(self) -> CursorResult[Any]:
        """Ask; the connection is closed with the result, which rolls everything back."""
        connection = self._database.engine.connect()
        try:
            asking = connection.execution_options(
                stream_results=True, yield_per=_AT_ONCE, no_parameters=True
            )
            return asking.exec_driver_sql(self._query)
        except BaseException:
            connection.close()
            raise

    def rows(self) -> Iterator[Row]:
        """Every row in order; each call but the first asks the database anew."""
        number, result = 0, self._begun
        self._begun = None
        try:
            result = result or self._execute()
            for number, values in enumerate(result, 1):
                yield self._row(number, values)
        except _ANY as error:
            stopped = fault("E727", self._database.failed(error), self._database.place)
            yield Row(number + 1, 0, {}, (stopped,))
        finally:
            if result:
                result.connection.close()

    def _row(self, number: int, values: Any) -> Row:
        """A row as :func:`record_row` makes it, once its values are data."""
        found: dict[str, Any] = {}
        faults: list[Diagnostic] = []
        for name, value in zip(self._header.names, values, strict=False):
            try:
                found[name] = value if type(value) is str else plain(value)
            except CellFault as wrong:
                found[name] = ""
                faults.append(wrong.at(self._database.place, _cell(number, name)))
        found, faulty = checked(found)
        for name in faulty:
            wrong_text = next(filter(None, map(text_fault, texts_in(found[name]))))
            faults.append(wrong_text.at(self._database.place, _cell(number, name)))
            found[name] = ""
        values = self._header.values(list(found.values()))
        return Row(number, 0, values, tuple(faults[:MOST_FAULTS]))

    def place(self, line: int, column: str = "") -> Place:
        """The database: rows of a query stand nowhere."""
        return self._database.place

    def cell(self, line: int, column: str) -> Message:
        """What a reader calls a cell."""
        return column_message(column)


def _cell(number: int, name: str) -> Message:
    return say("column '{name}' of row {number}", name=name, number=number)


def plain(value: Any) -> Any:
    """A value of a database as data that a text can print; raises :class:`CellFault` (E728)."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        value = Decimal(repr(value))
        return plain_number(value) if value.is_finite() else str(value)
    if isinstance(value, date | time | timedelta):
        return iso(value)
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    if isinstance(value, dict):
        return {str(name): plain(item) for name, item in value.items()}
    if isinstance(value, bytes | bytearray | memoryview):
        raise CellFault("E728", say("{cell} holds bytes, not a text", cell=""))
    return f"{value:f}" if isinstance(value, Decimal) else str(value)
