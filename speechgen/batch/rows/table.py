"""Rows as every reader gives them."""

from collections.abc import Iterator
from typing import Any, NamedTuple, Protocol

from speechgen.source.diagnostic import Diagnostic
from speechgen.source.messages import Message
from speechgen.source.place import Place


class Row(NamedTuple):
    """One row of data: the values of one variant.

    ``number`` counts rows of data from 1, ``line`` is where the row stands in its source (the
    line of a text file, the row of a sheet; 0 where there is no such thing). ``values`` maps
    names to texts, lists and mappings, as ``--vars`` gives them; a column ``a.b`` is the key ``b``
    of the mapping ``a``; an empty cell is an empty text. ``faults`` is what is wrong with the row
    itself: a row with an error in it is never rendered, and stops no other.
    """

    number: int
    line: int
    values: dict[str, Any]
    faults: tuple[Diagnostic, ...] = ()


class Table(Protocol):
    """An opened source of rows, read one after the other and never held as a whole."""

    source: str  # what a reader is shown: a file's name, a URL without its password
    columns: tuple[str, ...]  # the header as typed; empty where each row brings its own names

    def rows(self) -> Iterator[Row]:
        """Every row in order; each call reads the source anew.

        Where reading cannot go on, the last row has no values and a fault that says why.
        """

    def place(self, line: int, column: str = "") -> Place:
        """Where a cell stands, or without ``column`` the row; ``line`` 0 is the header."""

    def cell(self, line: int, column: str) -> Message:
        """What a reader calls a cell: ``cell B4`` in a sheet, elsewhere ``column 'leader'``."""
