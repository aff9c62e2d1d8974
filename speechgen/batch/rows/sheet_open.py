"""A workbook from a stranger, opened or refused; the choice of its sheet."""

import re
from contextlib import suppress
from pathlib import Path

from speechgen.batch.rows.archive import ForbiddenError, TooMuchError
from speechgen.batch.rows.sheet import BROKEN, FORBIDDEN_XML, SMALLER, TOO_LARGE, Sheet, reason_of
from speechgen.batch.rows.workbook import Workbook, open_workbook
from speechgen.source.diagnostic import Report, fail
from speechgen.source.messages import say
from speechgen.source.misfit import near_miss
from speechgen.source.place import Place

_MERGED = re.compile(rb'<mergeCell [^>]*ref="([^"]{3,30})"')
_OLE = b"\xd0\xcf\x11\xe0"  # how an old .xls and a workbook with a password begin


def open_sheet(path: Path, sheet: str | None, report: Report) -> Sheet:
    """A sheet by its name, or the first that is not hidden.

    Raises E715 for what is no workbook, E716 for one that is too large, E717 for an unknown sheet;
    warns of merged cells (W702).
    """
    place = Place(str(path))
    _check_kind(path, place)
    try:
        book = open_workbook(path)
    except TooMuchError:
        fail("E716", TOO_LARGE, place, SMALLER)
    except ForbiddenError:
        fail("E715", FORBIDDEN_XML, place, _SAVE)
    except Exception as error:  # openpyxl raises what it happens upon
        message = say("this is no workbook that can be read: {reason}", reason=reason_of(error))
        fail("E715", message, place, _SAVE)
    name = _chosen(book, sheet, place)
    _tell_merged(book, name, place, report)
    return Sheet(path, book, name, report)


def _check_kind(path: Path, place: Place) -> None:
    with path.open("rb") as file:
        start = file.read(4)
    if start == _OLE:
        message = say("the workbook has a password, or is an old .xls under another name")
        fail("E715", message, place, say("save it as .xlsx without a password"))
    if start[:2] != b"PK":
        fail("E715", say("this is no workbook, whatever its name says"), place, _SAVE)


def _chosen(book: Workbook, sheet: str | None, place: Place) -> str:
    visible = [name for name in book.sheets if name not in book.hidden]
    if not book.sheets:
        fail("E715", say("the workbook has no sheet with cells"), place)
    if sheet is None:
        return (visible or list(book.sheets))[0]
    if sheet in book.sheets:
        return sheet
    names = "、".join(book.sheets)
    hint = near_miss(sheet, book.sheets) or say("the sheets are: {names}", names=names)
    fail("E717", say("there is no sheet '{name}'", name=sheet), place, hint)


def _tell_merged(book: Workbook, name: str, place: Place, report: Report) -> None:
    """Warn of merged cells, of which only the first holds the value (W702)."""
    found = _merged(book, name)
    if not found:
        return
    ranges = "、".join(found[:_MOST_LISTED]) + ("…" if len(found) > _MOST_LISTED else "")
    message = say("merged cells: {ranges}; all but the first of each are empty", ranges=ranges)
    report.warning("W702", message, place, say("unmerge them and fill in every cell"))


def _merged(book: Workbook, name: str) -> list[str]:
    """The merged ranges; they stand after all rows, so the part is looked through once."""
    found: list[bytes] = []
    rest = b""
    with suppress(*BROKEN, TooMuchError), book.sheet(name) as part:
        while data := part.read(_CHUNK):
            part.refill()
            data = rest + data
            whole = data.rfind(b"<")
            found += _MERGED.findall(data[:whole])
            rest = data[whole:][-_CHUNK:]
    found += _MERGED.findall(rest)
    return sorted((cells.decode("ascii", "replace") for cells in found), key=_in_order)


def _in_order(cells: str) -> tuple[int, str]:
    return len(cells), cells


_CHUNK = 2**18
_MOST_LISTED = 5
_SAVE = say("save it in Excel or WPS as .xlsx, or as CSV UTF-8")
