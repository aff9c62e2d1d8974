"""A workbook opened: its sheets, texts and formats; the one door to openpyxl.

openpyxl finds the parts and reads the workbook's own; the cells are read in :mod:`sheet`, which
keeps no row behind it and is seven times as fast.
"""

from datetime import datetime
from pathlib import Path
from typing import NamedTuple
from xml.etree.ElementTree import Element, fromstring

from openpyxl.reader.excel import ExcelReader
from openpyxl.styles.numbers import BUILTIN_FORMATS
from openpyxl.utils.escape import unescape
from openpyxl.xml.constants import ARC_STYLE, SHARED_STRINGS, SHEET_MAIN_NS

from speechgen.batch.rows.archive import Archive, Part, elements

NS = f"{{{SHEET_MAIN_NS}}}"
_T = f"{NS}t"
# The formats that a Chinese Excel or WPS has and a file need not spell out (ECMA-376 part 1,
# section 18.8.30, table for zh-cn); openpyxl knows only the English ones.
_DAY, _MONTH, _SHORT = 'yyyy"年"m"月"d"日"', 'yyyy"年"m"月"', 'm"月"d"日"'
_TIME, _SECONDS = 'h"时"mm"分"', 'h"时"mm"分"ss"秒"'
_CHINESE = {
    **dict.fromkeys((27, 36, 50, 52, 57), _MONTH),
    **dict.fromkeys((28, 29, 51, 53, 54, 58), _SHORT),
    30: "m-d-yy",
    31: _DAY,
    32: _TIME,
    33: _SECONDS,
    **dict.fromkeys((34, 55), "上午/下午" + _TIME),
    **dict.fromkeys((35, 56), "上午/下午" + _SECONDS),
}


class Workbook(NamedTuple):
    """What is known of a workbook once it is open."""

    archive: Archive
    sheets: dict[str, str]  # the parts of the sheets by name, in their order
    hidden: frozenset[str]
    texts: list[str]
    formats: list[str]  # a style's number to its number format
    epoch: datetime

    def sheet(self, name: str) -> Part:
        """The part of a sheet, from its beginning."""
        part = self.archive.open(self.sheets[name])
        assert isinstance(part, Part)
        return part


def open_workbook(path: Path) -> Workbook:
    """A workbook; whatever its faults make openpyxl raise goes through."""
    archive = Archive(path)
    reader = ExcelReader(str(path), read_only=True, data_only=True, keep_links=False)
    reader.archive.close()
    reader.archive = archive
    reader.read_manifest()
    reader.read_workbook()
    names = set(archive.namelist())
    found = [(sheet, rel.target) for sheet, rel in reader.parser.find_sheets()]
    sheets = {sheet.name: part for sheet, part in found if part in names and "chart" not in part}
    hidden = frozenset(sheet.name for sheet, _ in found if sheet.state != "visible")
    strings = reader.package.find(SHARED_STRINGS)  # type: ignore[no-untyped-call]
    texts = _texts(archive.open(strings.PartName[1:])) if strings else []
    formats = _formats(archive) if ARC_STYLE in names else []
    return Workbook(archive, sheets, hidden, texts, formats, reader.wb.epoch)


def _texts(part: Part) -> list[str]:
    with part:
        return [text_of(element) for element in elements(part, f"{NS}si")]


def text_of(element: Element) -> str:
    """The text of a cell, its runs joined, without the readings beside hanzi."""
    text = element.findtext(_T)
    if text is None:
        text = "".join(run.findtext(_T) or "" for run in element.iter(f"{NS}r"))
    return unescape(text) if "_x" in text else text


def _formats(archive: Archive) -> list[str]:
    root = fromstring(archive.read(ARC_STYLE))  # noqa: S314 - an Archive lets no entities in
    own = {_id(found): found.get("formatCode", "") for found in root.iter(f"{NS}numFmt")}
    known = {**_CHINESE, **BUILTIN_FORMATS, **own}
    styles = root.find(f"{NS}cellXfs")
    return [known.get(_id(style), "General") for style in styles or ()]


def _id(element: Element) -> int:
    return int(element.get("numFmtId", 0))
