"""``report.html``: one file that needs no network, put together from the files in ``page/``."""

import hashlib
from base64 import b64encode
from collections.abc import Mapping
from functools import cache
from json.encoder import encode_basestring as quote
from pathlib import Path
from string import Template
from typing import Any

from speechgen.batch.report.json_file import TOGETHER, Sink, as_bytes, encode
from speechgen.batch.report.run import Entry, Run
from speechgen.batch.report.words import STATUSES, words
from speechgen.batch.result import Leak
from speechgen.source.diagnostic import Diagnostic, Severity
from speechgen.source.place import Place

_PAGE = Path(__file__).with_name("page")
_STYLES = ("report.css", "table.css", "media.css")  # in this order, as the scripts
_SCRIPTS = ("basics.js", "charts.js", "details.js", "table.js", "report.js")
_STATUS = {status: number for number, status in enumerate(STATUSES)}
# As html.escape does; that module takes 2 ms to load.
_IN_HTML = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#x27;"})
# What could end the element that the JSON stands in, or a line of a script.
_ESCAPES = (("<", r"\u003c"), ("\u2028", r"\u2028"), ("\u2029", r"\u2029"))


class Page:
    """The report as a page: the shell with style and script, and the data embedded as JSON.

    Each row is an array without names, so that a hundred thousand rows stay small.
    """

    def __init__(self, sink: Sink, run: Run) -> None:
        self._write = sink.write
        self._rows: list[str] = []
        self._before = "\n"
        before, self._after = _shell(run)
        self._write(before)

    def add(self, entry: Entry) -> None:
        """Write one row."""
        self._rows.append(_row(entry))
        if len(self._rows) >= TOGETHER:
            self._flush()

    def _flush(self) -> None:
        if self._rows:
            self._write(_data(self._before + ",\n".join(self._rows)))
            self._before = ",\n"
            self._rows = []

    def end(self) -> None:
        """Write what closes it."""
        self._flush()
        self._write(self._after)


def _shell(run: Run) -> tuple[bytes, bytes]:
    """What stands before the rows, and what after them."""
    said = words()
    style, script = "".join(map(_file, _STYLES)), _script()
    head = {
        **run.as_json(),
        "notes": [_diagnostic(note) for note in run.notes],
        "words": said,
        "statuses": [status.value for status in STATUSES],
        "columns": run.columns,
        "links": run.links,
    }
    text = Template(_file("report.html")).substitute(
        {key: word.translate(_IN_HTML) for key, word in said.items()},
        language="zh-CN" if head["language"] == "zh" else "en",
        name=_shown(run.outline).translate(_IN_HTML),
        policy=f"default-src 'none'; style-src {_hash(style)}; script-src {_hash(script)}; "
        "base-uri 'none'; form-action 'none'",
        style=style,
        code=script,
        head="\0",
        entries="\1",
    )
    before, _, rest = text.partition("\0")
    middle, _, after = rest.partition("\1")
    return as_bytes(before) + _data(encode(head)) + as_bytes(middle), as_bytes("\n" + after)


@cache
def _file(name: str) -> str:
    """A file of the page, with the same line ends whatever git made of them."""
    return (_PAGE / name).read_text("utf-8")


@cache
def _script() -> str:
    """The script in one piece, none of its names left in the window."""
    return "(() => {\n" + "".join(map(_file, _SCRIPTS)) + "})();"


@cache
def _hash(text: str) -> str:
    """What allows an element with just this text, and no other, in the page's policy."""
    return f"'sha256-{b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def _shown(text: str) -> str:
    """A text without what HTML cannot hold even escaped."""
    return "".join(char if char.isprintable() else "\ufffd" for char in text)


def _data(text: str) -> bytes:
    """JSON that can stand in an element of the page."""
    for char, escaped in _ESCAPES:
        text = text.replace(char, escaped)
    return as_bytes(text)


def _row(entry: Entry) -> str:
    """A row as the script reads it: an array, without what is empty at its end."""
    result, identity, differs, names = entry
    row, line, name, status, _, size, length, seconds, diagnostics, leaks, *_ = result
    differing = "null" if differs is None else f"{differs:.4g}"
    values = ",".join(map(quote, identity))
    found = ""
    if diagnostics or leaks:
        lists = [_diagnostic(one) for one in diagnostics], [_leak(one, names) for one in leaks]
        found = f",{encode(lists[0])},{encode(lists[1])}"
    return (
        f"[{row},{line},{quote(name)},{_STATUS[status]},{length},{size},"
        f"{seconds * 1000:.3f},{differing},[{values}]{found}]"
    )


def _diagnostic(diagnostic: Diagnostic) -> list[Any]:
    severity, code, message, place, hint, trace = diagnostic
    error = severity is Severity.ERROR
    shown = str(hint) if hint else ""
    return [int(error), code, str(message), shown, _place(place), [_place(p) for p in trace]]


def _leak(leak: Leak, names: Mapping[int, str]) -> list[Any]:
    others = [[row, names.get(row, "")] for row in leak.others]
    return [leak.kind, leak.text, leak.column, leak.sentence, others, _place(leak.place)]


def _place(place: Place | None) -> str:
    return str(place) if place else ""
