"""Rows between plan and work: on disk beyond a few megabytes, so that their number costs none."""

import pickle
from collections.abc import Iterator
from itertools import islice
from tempfile import SpooledTemporaryFile
from typing import Any, NamedTuple

from speechgen.batch.choose import spread
from speechgen.batch.rows.table import Row

_IN_MEMORY = 4_000_000  # bytes
_TOGETHER = 100  # rows that are pickled at once: names of columns are then written once


class Planned(NamedTuple):
    """A row that is to become a document, and the document's name."""

    row: Row
    name: str


class Spool:
    """Planned rows in order: filled once, then read as often as one likes."""

    def __init__(self) -> None:
        self._file: SpooledTemporaryFile[bytes] = SpooledTemporaryFile(  # noqa: SIM115 # lives as long as the spool
            _IN_MEMORY
        )
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
        self._file.seek(0)
        position = 0
        while True:
            self._file.seek(position)
            try:
                together: Any = pickle.load(self._file)  # noqa: S301 # written by this process
            except EOFError:
                return
            position = self._file.tell()
            yield from together

    def _flush(self) -> None:
        if self._waiting:
            pickle.dump(self._waiting, self._file, pickle.HIGHEST_PROTOCOL)
            self._waiting = []


def chunks(rows: Iterator[Planned], size: int) -> Iterator[list[Planned]]:
    """The rows in lists of ``size``."""
    while together := list(islice(rows, size)):
        yield together
