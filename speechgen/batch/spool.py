"""Rows between plan and work: on disk beyond a few megabytes, so that their number costs none."""

import marshal
from collections.abc import Iterator
from contextlib import suppress
from io import SEEK_END, BytesIO
from typing import IO, NamedTuple

from speechgen.batch.choose import spread
from speechgen.batch.rows.table import Row

_IN_MEMORY = 4_000_000  # bytes
_TOGETHER = 100  # rows that are packed at once: names of columns are then written once
_LENGTH = 4  # bytes that say how long the rows that follow are


class Planned(NamedTuple):
    """A row that is to become a document, and the document's name."""

    row: Row
    name: str


class Spool:
    """Planned rows in order: filled once, then read as often as one likes."""

    def __init__(self) -> None:
        self._file: IO[bytes] = BytesIO()
        self._waiting: list[Planned] = []
        self._only: frozenset[int] | None = None
        self._added = 0

    def add(self, planned: Planned) -> None:
        """One more row."""
        self._added += 1
        self._waiting.append(planned)
        if len(self._waiting) >= _TOGETHER:
            self._flush()

    @property
    def count(self) -> int:
        """How many rows there are."""
        return self._added if self._only is None else len(self._only)

    def thin_out(self, count: int) -> None:
        """Leave no more than ``count`` rows, evenly spread."""
        self._only = spread(self._added, count)

    def __iter__(self) -> Iterator[Planned]:
        """Every row, in the order in which they were added."""
        if self._only is None:
            return self._all()
        chosen = self._only
        return (one for place, one in enumerate(self._all(), 1) if place in chosen)

    def _all(self) -> Iterator[Planned]:
        self._flush()
        position = 0
        while True:
            self._file.seek(position)
            packed = self._file.read(int.from_bytes(self._file.read(_LENGTH), "little"))
            if not packed:
                return
            position = self._file.tell()
            yield from _unpacked(packed)

    def _flush(self) -> None:
        if self._waiting:
            packed = _packed(self._waiting)
            self._file.seek(0, SEEK_END)
            self._file.write(len(packed).to_bytes(_LENGTH, "little") + packed)
            self._waiting = []
            if isinstance(self._file, BytesIO) and self._file.tell() > _IN_MEMORY:
                self._file = _on_disk(self._file.getvalue())


def _on_disk(data: bytes) -> IO[bytes]:
    """A file without a name that holds the data; it is gone when the spool is."""
    from tempfile import TemporaryFile

    file: IO[bytes] = TemporaryFile()  # noqa: SIM115
    file.write(data)
    return file


def _packed(rows: list[Planned]) -> bytes:
    """Rows as bytes: without the names of the columns, in a third of the time, if all have the same
    and none a fault.
    """
    names = list(rows[0].row.values)
    cells = [
        (row.number, row.line, name, *row.values.values())
        for row, name in rows
        if not row.faults and list(row.values) == names
    ]
    if len(cells) == len(rows):
        with suppress(ValueError):  # a cell of some other type
            return b"m" + marshal.dumps((names, cells), 0)
    import pickle

    return b"p" + pickle.dumps(rows, pickle.HIGHEST_PROTOCOL)


def _unpacked(packed: bytes) -> list[Planned]:
    if packed[:1] == b"p":
        import pickle

        rows: list[Planned] = pickle.loads(packed[1:])  # noqa: S301 # written by this process
        return rows
    names, cells = marshal.loads(packed[1:])  # noqa: S302 # the same
    return [
        Planned(Row(number, line, dict(zip(names, values, strict=True))), name)
        for number, line, name, *values in cells
    ]
