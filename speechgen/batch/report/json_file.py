"""``report.json``: what a program reads; its form is told by ``report.schema.json``."""

import json
from functools import cache
from pathlib import Path
from typing import Any, Protocol

from speechgen.batch.report.run import Entry, Run
from speechgen.batch.result import Json, Leak, Result, diagnostic_json

_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


class Sink(Protocol):
    """What a report is written to: an open file, or anything else that takes bytes."""

    def write(self, data: bytes, /) -> object:
        """Take some more."""


class JsonFile:
    """The report as JSON: the run, a key a line, then the rows, each on a line of its own."""

    def __init__(self, sink: Sink, run: Run) -> None:
        self._write = sink.write
        self._columns = run.columns
        self._comma = b""
        lines = (f"{encode(key)}: {encode(value)},\n" for key, value in run.as_json().items())
        self._write(as_bytes("{\n" + "".join(lines) + '"rows": ['))

    def add(self, entry: Entry) -> None:
        """Write one row."""
        row = encode(entry_json(entry, self._columns))
        self._write(self._comma + b"\n" + as_bytes(row))
        self._comma = b","

    def end(self) -> None:
        """Write what closes it."""
        self._write(b"\n]}\n")


def encode(value: Any) -> str:
    """A value as JSON on one line, hanzi as they are."""
    return _encode(value)


def as_bytes(text: str) -> bytes:
    r"""JSON as UTF-8; half a surrogate pair, as in an undecodable file name, as its ``\ud8xx``."""
    return text.encode("utf-8", "backslashreplace")


def entry_json(entry: Entry, columns: tuple[str, ...]) -> Json:
    """One row as it stands in the report."""
    result, identity, differs, _ = entry
    return {
        "row": result.row,
        "line": result.line,
        "name": result.name,
        "status": result.status.value,
        "digest": result.digest,
        "bytes": result.size,
        "characters": result.length,
        "seconds": round(result.seconds, 6),
        "differs": differs if differs is None else round(differs, 4),
        "identity": dict(zip(columns, identity, strict=False)),
        "diagnostics": _diagnostics(result),
        "leaks": [_leak(leak, entry) for leak in result.leaks],
    }


def _diagnostics(result: Result) -> list[Json]:
    return [diagnostic_json(diagnostic) for diagnostic in result.diagnostics]


def _leak(leak: Leak, entry: Entry) -> Json:
    others = [{"row": row, "name": entry.names.get(row, "")} for row in leak.others]
    return {**leak.as_json(), "others": others}


@cache
def report_schema() -> Json:
    """The JSON Schema (draft 2020-12) of ``report.json``."""
    text = Path(__file__).with_name("report.schema.json").read_text("utf-8")
    schema: Json = json.loads(text)
    return schema
