"""A source of rows opened: what kind it is tells its ending, or that it is a URL."""

import sys
from collections.abc import Callable
from pathlib import Path

from speechgen.batch.rows.delimited import Delimited
from speechgen.batch.rows.json_list import JsonList
from speechgen.batch.rows.json_rows import JsonLines
from speechgen.batch.rows.table import Table
from speechgen.batch.rows.text_file import open_text
from speechgen.batch.rows.yaml_rows import YamlRows
from speechgen.source.diagnostic import Report, fail
from speechgen.source.files import fail_to_read
from speechgen.source.messages import say
from speechgen.source.opening import open_plain
from speechgen.source.place import Place

STANDARD_INPUT = "-"
SHOWN_INPUT = "<stdin>"  # the source of its rows
_SHEETS = (".xlsx", ".xlsm")
_REFUSED = (".xls", ".et", ".ett", ".ods", ".numbers", ".xlsb", ".xlt", ".dif")


def open_table(
    source: str, report: Report, *, sheet: str | None = None, query: str | None = None
) -> Table:
    """The rows of a file, of a database (a URL) or of the standard input (``-``, as CSV).

    Raises :class:`SpeechgenError` for what cannot be opened or has no usable header; what is odd
    goes into ``report``. ``sheet`` is for workbooks, ``query`` for databases.
    """
    suffix = Path(source).suffix.lower()
    is_url = "://" in source
    if sheet is not None and (is_url or suffix not in _SHEETS):
        fail("E723", say("only a workbook (.xlsx) has sheets"), _place(source))
    if query is not None and not is_url:
        fail("E723", say("only a database has a query; this is a file"), _place(source))
    if is_url:
        return _open_url(source, query, report)
    if source == STANDARD_INPUT:
        return _StandardInput(report)
    _check_plain(Path(source))
    return _open_file(Path(source), suffix, sheet, report)


def _place(source: str) -> Place | None:
    return None if "://" in source else Place(source)


def _open_url(url: str, query: str | None, report: Report) -> Table:
    if not query:
        message = say("a database needs a query: a SELECT, or the name of a table")
        fail("E723", message, None, say("add --query counties"))
    try:
        from speechgen.batch.rows.sql_rows import SqlRows
    except ModuleNotFoundError:
        hint = say("pip install {name}", name="'speechgen[sql]'")
        fail("E724", say("databases are read by SQLAlchemy, which is not installed"), None, hint)
    return SqlRows(url, query, report)


def _open_file(path: Path, suffix: str, sheet: str | None, report: Report) -> Table:
    if suffix in _SHEETS:
        from speechgen.batch.rows.sheet_open import open_sheet

        return open_sheet(path, sheet, report)
    if suffix in (".yaml", ".yml"):
        return YamlRows(path, report)
    reader = _TEXTS.get(suffix)
    if reader is None:
        known = " ".join([*_TEXTS, ".yaml", *_SHEETS])
        message = say("files that end in '{suffix}' are not read", suffix=suffix)
        hint = say("these are read: {known}", known=known)
        fail("E701", message, Place(str(path)), _SAVE if suffix in _REFUSED else hint)
    _refuse_workbook(path)
    return reader(path, report)


def _csv(path: Path, report: Report) -> Table:
    return Delimited(open_text(path, str(path), report), report)


def _tsv(path: Path, report: Report) -> Table:
    return Delimited(open_text(path, str(path), report), report, "\t")


def _json(path: Path, report: Report) -> Table:
    return JsonList(open_text(path, str(path), report))


def _json_lines(path: Path, report: Report) -> Table:
    return JsonLines(open_text(path, str(path), report))


_TEXTS: dict[str, Callable[[Path, Report], Table]] = {
    ".csv": _csv,
    ".txt": _csv,
    ".tsv": _tsv,
    ".tab": _tsv,
    ".json": _json,
    ".jsonl": _json_lines,
    ".ndjson": _json_lines,
}


class _StandardInput(Delimited):
    """CSV from the standard input, kept in a temporary file: it is read more than once."""

    def __init__(self, report: Report) -> None:
        from shutil import copyfileobj
        from tempfile import TemporaryDirectory

        self._folder = TemporaryDirectory(prefix="speechgen-", ignore_cleanup_errors=True)
        path = Path(self._folder.name) / "rows.csv"
        try:
            with path.open("wb") as file:
                copyfileobj(sys.stdin.buffer, file)
        except OSError as error:
            fail_to_read(Place(SHOWN_INPUT), error)
        super().__init__(open_text(path, SHOWN_INPUT, report), report)


def _check_plain(path: Path) -> None:
    """Refuse what is no file, or one that may never end: E101, E102, E105, E107."""
    try:
        open_plain(path).close()
    except (OSError, ValueError) as error:
        fail_to_read(Place(str(path)), error)


def _refuse_workbook(path: Path) -> None:
    """A workbook under the name of a text file (E701)."""
    with path.open("rb") as file:
        start = file.read(4)
    if start in (b"PK\x03\x04", b"\xd0\xcf\x11\xe0"):
        fail("E701", say("this is a workbook, not a text file"), Place(str(path)), _SAVE)


_SAVE = say("in Excel or WPS “Save as”, .xlsx or CSV UTF-8")
