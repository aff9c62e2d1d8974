"""What tables of cells have in common: a header, then a row of texts for each variant."""

from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from speechgen.batch.rows.cells import (
    MOST_FAULTS,
    ReadingStopped,
    clean,
    fault,
    harmless,
    one_break,
    text_fault,
)
from speechgen.batch.rows.header import Header, column_message
from speechgen.batch.rows.table import Row
from speechgen.source.diagnostic import Diagnostic, Report, SpeechgenError, fail
from speechgen.source.messages import Message, say, say_how_many
from speechgen.source.place import Place


class Record(NamedTuple):
    """The cells of one row; ``typed`` is what a text file has there, line by line."""

    line: int
    cells: list[str]
    faults: tuple[Diagnostic, ...] = ()
    typed: Sequence[str] = ()

    @property
    def empty(self) -> bool:
        """Whether nothing stands there."""
        return not self.faults and not any(map(str.strip, self.cells))


class Grid(ABC):
    """A table whose rows are lists of texts; see :class:`speechgen.batch.rows.table.Table`.

    A subclass sets what it needs and then calls this constructor, which reads the header and looks
    at the first row. Raises E705 for a source without a header, and what is wrong with the header.
    """

    pads = False  # whether a row may end early because empty cells are left out

    def __init__(self, source: str, report: Report) -> None:
        self.source = source
        records = (record for record in self._opened() if not record.empty)
        top = next(records, None)
        if top is None:
            message = say("there is no header: nothing stands here")
            fail("E705", message, Place(source), _HEADER_FIRST)
        if top.faults:
            raise SpeechgenError(top.faults)
        self._top = top
        self.header = Header(top.cells)
        self._check_header(top, next(records, None), report)
        self.columns = self.header.columns

    @abstractmethod
    def _records(self) -> Iterator[Record]:
        """Every row from the top, the header too; raises :class:`ReadingStopped`."""

    @abstractmethod
    def _at(self, record: Record, index: int) -> Place:
        """Where a cell of a row stands."""

    @abstractmethod
    def _again(self, line: int) -> Record:
        """The row that begins at a line, read once more as far as its places need."""

    def _opened(self) -> Iterator[Record]:
        """The rows, what stops the reading raised to who opens the table."""
        try:
            yield from self._records()
        except ReadingStopped as stopped:
            raise SpeechgenError([stopped.diagnostic]) from None

    def _check_header(self, top: Record, first: Record | None, report: Report) -> None:
        def place(index: int) -> Place:
            return self._at(top, index)

        found = Report()
        self.header.check(place, found)
        for index, cell in enumerate(first.cells if first and not first.faults else []):
            inside = index < self.header.width
            named = self.header.names[index] if inside else not self.pads
            if cell.strip() and not named:
                message = say("column {number} has no name", number=index + 1)
                found.error("E709", message, place(index), _NAME_IT)
        report.diagnostics += found.diagnostics
        found.check()

    def rows(self) -> Iterator[Row]:
        """Every row in order; each call reads the source anew."""
        number, line, top = 0, 0, self._top.line
        try:
            for record in self._records():
                line = record.line
                if line > top and not record.empty:
                    number += 1
                    yield self._row(number, record)
        except ReadingStopped as stopped:
            yield Row(number + 1, line, {}, (stopped.diagnostic,))

    def _row(self, number: int, record: Record) -> Row:
        cells, faults, header = record.cells, record.faults, self.header
        together = "".join(cells)
        if "\r" in together:  # one kind of line break, whatever wrote the file
            cells = list(map(one_break, cells))
        if len(cells) != header.width or header.gaps:
            faults += tuple(self._ragged(record))
            cells = cells[: header.width] + [""] * (header.width - len(cells))
        if not clean(together):
            faults += tuple(self._cell_faults(record, cells))
        return Row(number, record.line, header.values(cells), faults[:MOST_FAULTS])

    def _ragged(self, record: Record) -> Iterator[Diagnostic]:
        """A row with fewer cells than the header, or with something where no column is (E710)."""
        count, width = len(record.cells), self.header.width
        if count < width and not self.pads and not record.faults:
            message = say_how_many(
                count,
                "the row has {count} cell, the header has {width}",
                "the row has {count} cells, the header has {width}",
                width=width,
            )
            yield fault("E710", message, self._at(record, count - 1), _KEEP_COMMAS)
        for index, cell in enumerate(record.cells):
            named = index < width and self.header.names[index]
            if cell.strip() and not named:
                message = say("'{text}' stands in a column without a name", text=cell.strip()[:40])
                yield fault("E710", message, self._at(record, index), self._ragged_hint())
                return

    def _ragged_hint(self) -> Message:
        return _NAME_OR_DELETE

    def _cell_faults(self, record: Record, cells: list[str]) -> Iterator[Diagnostic]:
        for index, cell in enumerate(cells):
            if not clean(cell):
                found = text_fault(cell)
                if found:
                    yield found.at(self._at(record, index), self._called(record.line, index))
                    cells[index] = harmless(cell)

    def _called(self, line: int, index: int) -> Message:
        """What a reader calls a cell."""
        return column_message(self.header.names[index])

    def place(self, line: int, column: str = "") -> Place:
        """Where a cell stands, or without ``column`` the row; ``line`` 0 is the header."""
        index = self.header.index(column) or 0
        return self._at(self._again(line) if line else self._top, index)

    def cell(self, line: int, column: str) -> Message:
        """What a reader calls a cell."""
        index = self.header.index(column)
        return column_message(column) if index is None else self._called(line, index)


_KEEP_COMMAS = say("a row has as many cells as the header; empty ones keep their commas")
_HEADER_FIRST = say("the first row names the columns, as in: {example}", example="place,leader")
_NAME_IT = say("name it in the header, or empty it")
_NAME_OR_DELETE = say("delete it, or name its column in the header")
