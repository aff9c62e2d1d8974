"""A sheet of a workbook, row by row, each cell as the sheet shows it."""

import zlib
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element, ParseError
from zipfile import BadZipFile

from openpyxl.styles.numbers import is_date_format, is_timedelta_format
from openpyxl.utils import column_index_from_string, get_column_letter
from openpyxl.utils.datetime import from_excel, from_ISO8601

from speechgen.batch.rows.archive import ForbiddenError, TooMuchError, elements
from speechgen.batch.rows.cells import CellFault, ReadingStopped, fault
from speechgen.batch.rows.grid import Grid, Record
from speechgen.batch.rows.sheet_days import shown_day
from speechgen.batch.rows.sheet_numbers import shown_number
from speechgen.batch.rows.workbook import NS, Workbook, text_of
from speechgen.source.diagnostic import Diagnostic, Report
from speechgen.source.messages import Message, say
from speechgen.source.place import Place

BROKEN = (BadZipFile, zlib.error, EOFError, ParseError, ForbiddenError, LookupError, ValueError)
_ROW, _DATA = f"{NS}row", f"{NS}sheetData"
_MOST_ROWS = 1_048_576  # of Excel and WPS
_VALUE, _FORMULA, _INLINE = f"{NS}v", f"{NS}f", f"{NS}is"


class Sheet(Grid):
    """A table of a workbook."""

    pads = True

    def __init__(self, path: Path, book: Workbook, name: str, report: Report) -> None:
        self._book = book
        self._name = name
        super().__init__(str(path), report)

    def _records(self) -> Iterator[Record]:
        line = 0
        try:
            with self._book.sheet(self._name) as part:
                for row in elements(part, _ROW, _DATA):
                    line = int(row.get("r", line + 1))
                    if line > _MOST_ROWS:
                        raise TooMuchError
                    yield self._record(line, row)
        except TooMuchError:
            place = self._place(line, 1)
            raise ReadingStopped(fault("E716", TOO_LARGE, place, SMALLER)) from None
        except ForbiddenError:
            place = self._place(line, 1)
            raise ReadingStopped(fault("E715", FORBIDDEN_XML, place)) from None
        except BROKEN as error:
            message = say("the sheet cannot be read further: {reason}", reason=reason_of(error))
            raise ReadingStopped(fault("E715", message, self._place(line, 1))) from None

    def _record(self, line: int, row: Element) -> Record:
        cells: list[str] = []
        faults: list[Diagnostic] = []
        for cell in row:
            reference = cell.get("r")
            index = _column(reference.rstrip("0123456789")) if reference else len(cells)
            if index > len(cells):
                cells += [""] * (index - len(cells))
            try:
                text = self._text(cell)
            except CellFault as wrong:
                text = ""
                faults.append(wrong.at(self._place(line, index + 1), _called(line, index)))
            cells[index:] = [text]
        return Record(line, cells, tuple(faults))

    def _text(self, cell: Element) -> str:
        """What a cell shows; raises :class:`CellFault` where it shows no value."""
        kind, value = cell.get("t", "n"), cell.findtext(_VALUE)
        if not value:
            return self._without_value(cell, kind)
        if kind == "s":
            return self._book.texts[int(value)]
        if kind == "n":
            pattern = self._format(cell)
            return (
                value
                if value.isdecimal() and pattern == "General"
                else self._number(value, pattern)
            )
        if kind == "e":
            raise _shows(value)
        if kind == "b":
            return "true" if value == "1" else "false"
        if kind == "d":
            moment = from_ISO8601(value)  # type: ignore[no-untyped-call]
            return shown_day(moment, self._format(cell))
        return value

    def _without_value(self, cell: Element, kind: str) -> str:
        if kind == "inlineStr":
            inline = cell.find(_INLINE)
            return "" if inline is None else text_of(inline)
        if kind != "str" and cell.find(_FORMULA) is not None:
            raise CellFault("E719", say("{cell} is a formula without a value", cell=""), _SAVE)
        return ""

    def _number(self, value: str, pattern: str) -> str:
        try:
            number = Decimal(value)
            if not _is_date(pattern):
                return shown_number(number, pattern)
            moment: Any = from_excel(float(number), self._book.epoch, is_timedelta_format(pattern))
        except (InvalidOperation, OverflowError, ValueError):
            raise _shows("#####") from None
        return shown_day(moment, pattern)

    def _format(self, cell: Element) -> str:
        formats, style = self._book.formats, int(cell.get("s", 0))
        return formats[style] if style < len(formats) else "General"

    def _place(self, line: int, column: int) -> Place:
        return Place(self.source, line, column)

    def _at(self, record: Record, index: int) -> Place:
        return self._place(record.line, index + 1)

    def _again(self, line: int) -> Record:
        return Record(line, [])

    def _called(self, line: int, index: int) -> Message:
        return _called(line, index)


def _called(line: int, index: int) -> Message:
    return say("cell {name}", name=f"{get_column_letter(index + 1)}{line}")


def _shows(value: str) -> CellFault:
    return CellFault("E718", say("{cell} shows {value}", cell="", value=value), _MEND)


def reason_of(error: Exception) -> str:
    """What a foreign reader says of a broken file, or what it calls it."""
    text = str(error.args[0] if isinstance(error, KeyError) else error).strip().split("\n")[0]
    return text if text and len(text) < 120 else type(error).__name__


@lru_cache(maxsize=20_000)
def _column(letters: str) -> int:
    return column_index_from_string(letters) - 1


@lru_cache(maxsize=256)
def _is_date(pattern: str) -> bool:
    return bool(is_date_format(pattern))


TOO_LARGE = say("the workbook unpacks to more than speechgen reads")
SMALLER = say("delete what is not needed, or save the rows as CSV UTF-8")
FORBIDDEN_XML = say("the workbook holds XML that no spreadsheet writes")
_SAVE = say("open the file in Excel or WPS once and save it: that computes the formulas")
_MEND = say("mend the formula, or type the value itself")
