"""The identity values of all rows, gathered while the rows stream by, kept small.

100,000 rows of three columns are 300,000 patterns: one text and two arrays of numbers, which are
sent to worker processes in a moment.
"""

from array import array
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from speechgen.batch.leaks.names import pick, short_form, tells, texts
from speechgen.source.diagnostic import Diagnostic, Severity
from speechgen.source.messages import say
from speechgen.source.place import Place

_OTHERS = 3  # rows that are named for a value
_NO_ROW = 0  # rows count from 1


class Identities(NamedTuple):
    """What to look for; picklable.

    ``patterns`` are the values, one a line, each once: first those that cells hold, from
    ``first_short`` on the short forms of places (云溪 of 云溪县). ``rows`` names the first rows
    of each, ``_OTHERS`` numbers a pattern; ``columns`` the index of its column in ``names``.
    """

    names: tuple[str, ...] = ()
    patterns: str = ""
    rows: Sequence[int] = ()
    columns: Sequence[int] = ()
    first_short: int = 0
    skipped: tuple[int, ...] = ()
    seen: tuple[int, ...] = ()

    def column(self, pattern: int) -> str:
        """The column that a pattern is a value of; the first, if several."""
        return self.names[self.columns[pattern]]

    def others(self, pattern: int) -> tuple[int, ...]:
        """The numbers of the first rows with that value."""
        rows = self.rows[pattern * _OTHERS : (pattern + 1) * _OTHERS]
        return tuple(row for row in rows if row != _NO_ROW)

    def notes(self, places: Mapping[str, Place] | None = None) -> tuple[Diagnostic, ...]:
        """What of the columns is not looked for: W740, W741.

        ``places`` are the lines of the outline that name the columns.
        """
        places = places or {}
        notes = []
        for name, skipped, seen in zip(self.names, self.skipped, self.seen, strict=True):
            if not seen:
                message = say("no row has a value in the identity column '{name}'", name=name)
                hint = say("the leak check looks for nothing there; is the name right?")
                notes.append(_warning("W741", message, places.get(name), hint))
            elif skipped:
                message = say(
                    "{count} values of the identity column '{name}' are not looked for",
                    count=skipped,
                    name=name,
                )
                hint = say("one character, a small or round figure, a common word tell nothing")
                notes.append(_warning("W740", message, places.get(name), hint))
        return tuple(notes)


def _warning(code: str, message: Any, place: Place | None, hint: Any) -> Diagnostic:
    return Diagnostic(Severity.WARNING, code, message, place, hint)


class Gathering:
    """Collects the identity values of rows; ``columns`` names the variables, dots and all."""

    def __init__(self, columns: Iterable[str]) -> None:
        self._names = tuple(dict.fromkeys(columns))
        self._paths = [tuple(name.split(".")) for name in self._names]
        self._numbers: dict[bytes, int] = {}  # each pattern's; bytes take half of what texts do
        self._rows = array("I")
        self._columns = array("H")
        self._seen = [0] * len(self._names)
        self._skipped: list[set[bytes]] = [set() for _ in self._names]

    def add(self, row: int, values: Mapping[str, Any]) -> None:
        """Take the values of one row."""
        for column, path in enumerate(self._paths):
            for text in texts(pick(values, path)):
                self._seen[column] += 1
                self._add(row, column, text)

    def done(self) -> Identities:
        """All that was gathered; the end of the gathering."""
        first_short = len(self._numbers)
        self._add_short_forms()
        return Identities(
            self._names,
            b"\n".join(self._numbers).decode(),
            self._rows,
            self._columns,
            first_short,
            tuple(map(len, self._skipped)),
            tuple(self._seen),
        )

    def _add(self, row: int, column: int, text: str) -> None:
        key = text.encode("utf-8", "ignore")
        number = self._numbers.get(key)
        if number is not None:
            self._add_row(number, row)
        elif tells(text):
            self._new(key, column, (row,))
        else:
            self._skipped[column].add(key)

    def _new(self, key: bytes, column: int, rows: Iterable[int]) -> None:
        number = self._numbers[key] = len(self._columns)
        self._columns.append(column)
        self._rows.extend((_NO_ROW,) * _OTHERS)
        for row in rows:
            self._add_row(number, row)

    def _add_row(self, number: int, row: int) -> None:
        for index in range(number * _OTHERS, (number + 1) * _OTHERS):
            if self._rows[index] in (row, _NO_ROW):
                self._rows[index] = row
                return

    def _add_short_forms(self) -> None:
        """Names without their level, of the columns where most values are names of places.

        One that a column gives itself stays that column's.
        """
        first = len(self._columns)
        found = [(n, short) for n, key in enumerate(self._numbers) if (short := _short(key))]
        places = Counter(self._columns[number] for number, _ in found)
        values = Counter(self._columns)
        for number, short in found:
            column = self._columns[number]
            if places[column] * 2 < values[column]:
                continue
            rows = self._rows[number * _OTHERS : (number + 1) * _OTHERS]
            known = self._numbers.get(short)
            if known is None:
                self._new(short, column, filter(None, rows))
            elif known >= first:
                for row in filter(None, rows):
                    self._add_row(known, row)


def _short(key: bytes) -> bytes:
    return short_form(key.decode()).encode()
