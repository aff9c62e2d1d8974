"""``report.json``: what a program reads; its form is told by ``report.schema.json``."""

import json
from collections.abc import Mapping
from functools import cache
from json.encoder import encode_basestring as quote
from operator import add
from pathlib import Path
from typing import Any, Protocol

from speechgen.batch.report.run import Entry, Run
from speechgen.batch.result import Json, Leak, Status, diagnostic_json

TOGETHER = 100  # rows that are written at once
_STATUSES = {status: f'"{status.value}"' for status in Status}
_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


class Sink(Protocol):
    """What a report is written to: an open file, or anything else that takes bytes."""

    def write(self, data: bytes, /) -> object:
        """Take some more."""


class JsonFile:
    """The report as JSON: the run, a key a line, then the rows, each on a line of its own."""

    def __init__(self, sink: Sink, run: Run) -> None:
        self._write = sink.write
        self._keys = [quote(column) + ":" for column in run.columns]
        self._rows: list[str] = []
        self._before = "\n"
        lines = (f"{quote(key)}: {encode(value)},\n" for key, value in run.as_json().items())
        self._write(as_bytes("{\n" + "".join(lines) + '"rows": ['))

    def add(self, entry: Entry) -> None:
        """Write one row."""
        self._rows.append(row_json(entry, self._keys))
        if len(self._rows) >= TOGETHER:
            self._flush()

    def _flush(self) -> None:
        if self._rows:
            self._write(as_bytes(self._before + ",\n".join(self._rows)))
            self._before = ",\n"
            self._rows = []

    def end(self) -> None:
        """Write what closes it."""
        self._flush()
        self._write(b"\n]}\n")


def row_json(entry: Entry, keys: list[str]) -> str:
    """One row as JSON, put together by hand: three times as fast as from a mapping."""
    result, identity, differs, names = entry
    row, line, name, status, digest, size, length, seconds, diagnostics, leaks, *_ = result
    differing = "null" if differs is None else f"{differs:.4g}"
    values = ",".join(map(add, keys, map(quote, identity)))
    found = encode([diagnostic_json(one) for one in diagnostics]) if diagnostics else "[]"
    leaked = encode([_leak(one, names) for one in leaks]) if leaks else "[]"
    return (
        f'{{"row":{row},"line":{line},"name":{quote(name)},"status":{_STATUSES[status]},'
        f'"digest":"{digest}","bytes":{size},"characters":{length},'
        f'"seconds":{seconds:.6f},"differs":{differing},"identity":{{{values}}},'
        f'"diagnostics":{found},"leaks":{leaked}}}'
    )


def _leak(leak: Leak, names: Mapping[int, str]) -> Json:
    others = [{"row": row, "name": names.get(row, "")} for row in leak.others]
    return {**leak.as_json(), "others": others}


def encode(value: Any) -> str:
    """A value as JSON on one line, hanzi as they are."""
    return _encode(value)


def as_bytes(text: str) -> bytes:
    r"""JSON as UTF-8; half a surrogate pair, as in an undecodable file name, as its ``\ud8xx``."""
    return text.encode("utf-8", "backslashreplace")


@cache
def report_schema() -> Json:
    """The JSON Schema (draft 2020-12) of ``report.json``."""
    text = Path(__file__).with_name("report.schema.json").read_text("utf-8")
    schema: Json = json.loads(text)
    return schema
