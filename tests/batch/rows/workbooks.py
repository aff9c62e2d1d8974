"""Workbooks made for a test: by openpyxl, or straight as XML as other programs write it."""

from collections.abc import Iterable
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import openpyxl

SHEET = "xl/worksheets/sheet1.xml"
STRINGS = "xl/sharedStrings.xml"
_STRINGS_TYPE = (
    b'<Override PartName="/xl/sharedStrings.xml" ContentType="application/'
    b'vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/>'
)
START = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
END = "</sheetData></worksheet>"


def write_cells(path: Path, cells: dict[str, tuple[Any, str]]) -> None:
    """A sheet with a named column for each value in its number format."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for column, (name, (value, pattern)) in enumerate(cells.items(), 1):
        sheet.cell(1, column, name)
        sheet.cell(2, column, value).number_format = pattern
    book.save(path)


def write_parts(path: Path, parts: dict[str, str]) -> None:
    """An empty workbook, some of its parts replaced or added."""
    empty = BytesIO()
    openpyxl.Workbook().save(empty)
    with ZipFile(empty) as archive:
        found = {name: archive.read(name) for name in archive.namelist()}
    if STRINGS in parts:  # openpyxl writes none, Excel and WPS do
        types = found["[Content_Types].xml"].replace(b"</Types>", _STRINGS_TYPE + b"</Types>")
        found["[Content_Types].xml"] = types
    found.update({name: text.encode() for name, text in parts.items()})
    with ZipFile(path, "w", ZIP_DEFLATED) as archive:
        for name, data in found.items():
            archive.writestr(name, data)


def write_rows(path: Path, rows: Iterable[str]) -> None:
    """A workbook with rows that are XML already."""
    write_parts(path, {SHEET: START + "".join(rows) + END})
